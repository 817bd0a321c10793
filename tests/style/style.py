#!/usr/bin/env python3
"""The project's own rules as checks.  `style.py ROOT` prints what breaks them, file by file, and then exits 1.

Each check is a function of the tree's root that gives its findings; style_test.py shows each of them red.
"""

import json
import re
import socket
import sys
from pathlib import Path

CODE = {".h", ".hpp", ".c", ".cc", ".S", ".map", ".cmake", ".css", ".py", ".mjs", ".js", ".sh", ".java",
        ".cs", ".php", ".pas", ".bas"}
TEXT = CODE | {".txt", ".md", ".json", ".yml", ".yaml", ".toml", ".in", ""}
NOT_OURS = {".git", "build", "node_modules", "__pycache__"}

# What the C shell may reach: the engine's door, failures and limits, the pack to open, and the documents that come
# straight from the pack or from a failure (info, questions, problem), which belong to no consultation.
ABI_LAYERS = {"engine", "base", "pack", "render"}

# Headers of others, and where alone they may stand: folders or, with "*" at the end, files that begin so.  The first
# that fits counts.
ONLY_IN = {
    "rapidjson/": ["src/base"],
    # Its destructor allocates: where memory runs out, it ends the process.
    "nlohmann/": ["adapters", "tests"],
    "CLI/": ["adapters/cli", "adapters/service", "tests"],
    "cairo/": ["adapters/pdf"],
    "pango/": ["adapters/pdf"],
    "librsvg/": ["adapters/pdf"],
    "qpdf/": ["adapters/pdf"],
    "valijson/": ["tests"],
    "simdjson": ["tests"],
    "gtest/": ["tests"],
    "gmock/": ["tests"],
    "openssl/": ["adapters/service", "tests"],
    "boost/uuid/": ["adapters/service", "src/render/fhir*"],
    "boost/": ["adapters/service"],
    "zlib": ["adapters/service", "adapters/pdf"],
}
# They bring start-up code, threads, the host's locale or much code into a library that is a quiet guest.
NEVER_IN_SRC = ["iostream", "filesystem", "thread", "regex", "locale", "format", "ranges"]
BUILD_TOOLS = {"src/pack/bundle.cc"}

LONGEST_FILE = 400

# Ids of the pack that are also words of the schema, which the engine itself reads and writes.
SCHEMA_WORDS = {
    "self_care",  # a tier; also the kind of its sheet
    "no",  # of the two values of every yes_no question; "yes" is no id of its own
    "none",  # the review state of a pack that nobody has reviewed; also a value
    "ask_first",  # two kinds of notes; also what the pack calls such variants
    "count_it",
    "conditions",  # the list of named conditions in rules.json; also a question
    "current",  # the status of a document in FHIR; also a value
}


def files(root, folders, suffixes):
    """The files of these folders (or files), sorted, without what the build and the package managers put there."""
    for folder in folders:
        place = root / folder
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            inside = path.relative_to(root)
            if path.is_file() and path.suffix in suffixes and not NOT_OURS & set(inside.parts):
                yield path


def finding(root, path, line, words):
    return f"{path.relative_to(root)}:{line}: {words}"


def lines_of(path):
    return path.read_text(encoding="utf-8", errors="replace").split("\n")


def includes(path):
    """(line number, '"' or '<', name) of each #include."""
    for number, line in enumerate(lines_of(path), 1):
        match = re.match(r'\s*#\s*include\s*(["<])([^">]+)[">]', line)
        if match:
            yield number, match[1], match[2]


def layers_of(root):
    layers = {}
    for line in lines_of(root / "src/LAYERS"):
        if line.strip():
            name, _, allowed = line.partition(":")
            layers[name.strip()] = allowed.split()
    return layers


def check_layers(root):
    """A folder of src/ includes only itself and the folders that src/LAYERS allows it; abi/ and adapters/ likewise."""
    found = []
    layers = layers_of(root)
    below = set()
    for name, allowed in layers.items():
        for other in allowed:
            if other not in below:
                found.append(f"src/LAYERS: {name} may not include {other}, which does not stand before it")
        below.add(name)
        if not (root / "src" / name).is_dir():
            found.append(f"src/LAYERS: there is no folder src/{name}")
    for folder in sorted(path for path in (root / "src").iterdir() if path.is_dir()):
        if folder.name not in layers:
            found.append(f"src/LAYERS: src/{folder.name} is missing")
    for path in files(root, ["src"], {".h", ".cc", ".S"}):
        own = path.relative_to(root / "src").parts[0]
        for line, sign, name in includes(path):
            other = name.split("/")[0] if "/" in name else own
            if sign == '"' and other != own and other not in layers.get(own, []):
                found.append(finding(root, path, line, f"src/{own} may not include {name}"))
            if sign == "<" and name.startswith("unknot/"):
                found.append(finding(root, path, line, "the engine does not know the C ABI"))
    for path in files(root, ["abi"], {".h", ".cc"}):
        for line, sign, name in includes(path):
            if sign == '"' and "/" in name and name.split("/")[0] not in ABI_LAYERS:
                found.append(finding(root, path, line, f"abi may not include {name}"))
    for path in files(root, ["adapters", "include"], {".h", ".hpp", ".c", ".cc"}):
        for line, sign, name in includes(path):
            if sign == '"' and name.split("/")[0] in set(layers) | {"abi", "src"} and "/" in name:
                found.append(finding(root, path, line, f"only unknot/ may be included here, not {name}"))
    return found


def stands_in(inside, place):
    return inside.startswith(place[:-1] if place.endswith("*") else place + "/")


def check_headers(root):
    """Third-party headers stand only where they belong, and some of the standard's not in the engine at all."""
    found = []
    for path in files(root, ["src", "abi", "include", "adapters", "tests"], {".h", ".hpp", ".c", ".cc"}):
        inside = path.relative_to(root).as_posix()
        for line, sign, name in includes(path):
            if inside.startswith("src/") and name in NEVER_IN_SRC and inside not in BUILD_TOOLS:
                found.append(finding(root, path, line, f"<{name}> is not used in src"))
            places = next((places for header, places in ONLY_IN.items() if name.startswith(header)), None)
            if places is not None and not any(stands_in(inside, place) for place in places):
                found.append(finding(root, path, line, f"<{name}> stands only in {', '.join(places)}"))
    return found


def pack_ids(root):
    """Every id of the built-in pack: what the code must not know."""
    folder = root / "content/lower-back"
    load = lambda name: json.loads((folder / name).read_text(encoding="utf-8"))
    pack, questions, rules, topics = (load(f"{name}.json") for name in ("pack", "questions", "rules", "topics"))
    ids = set(questions["groups"]) | set(rules["flags"])
    for things in (questions["questions"], rules["conditions"], rules["rules"], rules["contradictions"],
                   topics["topics"], pack["kinds"], pack["slots"], pack["notices"]):
        ids |= {thing["id"] for thing in things}
    for question in questions["questions"]:
        ids |= set(question.get("values", []))
    for rule in rules["rules"]:
        ids.add(rule["reason"])
    for topic in topics["topics"]:
        ids |= {adjustment["id"] for adjustment in topic.get("adjustments", [])}
    return ids - SCHEMA_WORDS


def string_literals(text):
    """(line number, contents) of each string literal of C++ code, comments left aside."""
    token = re.compile(
        r'//[^\n]*|/\*.*?\*/|R"(?P<mark>[^(]*)\((?P<raw>.*?)\)(?P=mark)"|"(?P<plain>(?:[^"\\\n]|\\.)*)"'
        r"|'(?:[^'\\\n]|\\.)+'",
        re.S,
    )
    for match in token.finditer(text):
        if match["raw"] is not None or match["plain"] is not None:
            yield text.count("\n", 0, match.start()) + 1, match["raw"] or match["plain"] or ""


def check_medicine_is_data(root):
    """No question, rule, topic, flag, condition or value of the pack stands in the engine's code."""
    found = []
    ids = pack_ids(root)
    compound = {name for name in ids if "_" in name or "-" in name}
    for path in files(root, ["src", "abi"], {".h", ".cc"}):
        for line, literal in string_literals(path.read_text(encoding="utf-8")):
            # A plain word is an id only if it is all of the literal; one with "_" or "-" wherever it stands.
            named = {literal} & ids | set(re.findall(r"[a-z0-9_-]+", literal)) & compound
            if named and not re.fullmatch(r"\s*#\s*include.*", lines_of(path)[line - 1]):
                found.append(finding(root, path, line, f"the pack's {', '.join(sorted(named))} stands in the code"))
    return found


def check_length(root):
    """A file that everybody edits is cut before it has 400 lines."""
    found = []
    for path in files(root, ["src", "abi", "adapters", "include"], CODE):
        length = len(path.read_bytes().splitlines())
        if length > LONGEST_FILE:
            found.append(finding(root, path, length, f"at most {LONGEST_FILE} lines"))
    return found


# How packages write the version.
PACKAGE_VERSIONS = {
    "adapters/java/pom.xml": r"^  <version>([\d.]+)</version>",
    "adapters/dotnet/Unknot.csproj": r"<Version>([\d.]+)</Version>",
    "adapters/dotnet/Unknot.nuspec": r"<version>([\d.]+)</version>",
    "adapters/php/composer.json": r'"version": "([\d.]+)"',
    "adapters/node/package.json": r'^  "version": "([\d.]+)"',
    "adapters/node/package-lock.json": r'^  "version": "([\d.]+)"',
    "adapters/node/src/version.js": r'^export const version = "([\d.]+)"',
    "adapters/python/src/unknot/_version.py": r'^__version__ = "([\d.]+)"',
    "packaging/debian/changelog": r"^unknot \(([\d.]+)\)",
    "packaging/kubernetes/unknotd.yaml": r"^ +image: unknotd:([\d.]+)",
}


def version_in(path, pattern):
    match = re.search(pattern, path.read_text(encoding="utf-8"), re.M) if path.is_file() else None
    return ".".join(match.groups()) if match else "none"


def check_versions(root):
    """The library's version is the same wherever it stands."""
    header = root / "include/unknot/unknot.h"
    numbers = [version_in(header, rf"^#define UNKNOT_VERSION_{part} (\d+)$") for part in ("MAJOR", "MINOR", "PATCH")]
    versions = {
        "CMakeLists.txt": version_in(root / "CMakeLists.txt", r"^project\(unknot VERSION ([\d.]+)"),
        "include/unknot/unknot.h": ".".join(numbers),
        "src/base/version.h": version_in(root / "src/base/version.h", r'\bversion\[\] = "([^"]+)"'),
        "CHANGELOG.md": version_in(root / "CHANGELOG.md", r"^## \[?([\d.]+)"),
        **{place: version_in(root / place, pattern) for place, pattern in PACKAGE_VERSIONS.items()},
    }
    if len(set(versions.values())) != 1 or "none" in versions.values():
        return [f"{place}:1: version {version}" for place, version in versions.items()]
    found = []
    for path in files(root, ["."], {".md"}):
        for number, line in enumerate(lines_of(path), 1):
            for name, version in re.findall(r"\b([Uu]nknot[-.]([\d.]+)\.(?:jar|pom|nupkg|tgz))\b", line):
                if version != versions["CMakeLists.txt"]:
                    found.append(finding(root, path, number, f"{name} is of another version"))
    return found


def check_private_places(root):
    """No path or name of the machine that something was written on."""
    found = []
    places = [r"/wor[k]/", r"/hom[e]/\w", r"/roo[t]/", r"/User[s]/\w", r"\.librar[y]/", r"/tm[p]/(?!unknot)\w"]
    host = socket.gethostname()
    if len(host) > 5 and host != "localhost":
        places.append(re.escape(host))
    pattern = re.compile("|".join(places))
    for path in files(root, ["."], TEXT):
        for number, line in enumerate(lines_of(path), 1):
            match = pattern.search(line)
            if match:
                found.append(finding(root, path, number, f"a private place: {match[0]}"))
    return found


def check_guards(root):
    """A header can be included twice."""
    found = []
    for path in files(root, ["src", "abi", "include", "adapters", "tests"], {".h", ".hpp"}):
        code = re.sub(r"//[^\n]*|/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S).strip()
        guard = re.match(r"#ifndef (\w+)\s+#define (\w+)", code)
        if not code.startswith("#pragma once") and not (guard and guard[1] == guard[2]):
            found.append(finding(root, path, 1, "neither #pragma once nor a guard"))
    return found


def check_unfinished(root):
    """Nothing that waits to be done."""
    found = []
    pattern = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X])\b")
    for path in files(root, ["."], TEXT):
        for number, line in enumerate(lines_of(path), 1):
            match = pattern.search(line)
            if match:
                found.append(finding(root, path, number, f"{match[0]}: do it, or write it down as an issue"))
    return found


CHECKS = [check_layers, check_headers, check_medicine_is_data, check_length, check_versions, check_private_places,
          check_guards, check_unfinished]


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: style.py ROOT")
    root = Path(sys.argv[1]).resolve()
    findings = [words for check in CHECKS for words in check(root)]
    for words in findings:
        print(words)
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
