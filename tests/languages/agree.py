#!/usr/bin/env python3
"""Whether a pack's languages say the same.  `agree.py PACK EXCEPTIONS` prints what differs, text by text, and exits 1.

Every language has the texts of the first one, with the same numbers in each; and a language other than the first one's
leaves none of its words as they are. Where that is right all the same, EXCEPTIONS says why.
"""

import json
import re
import sys
from pathlib import Path

NO_TEXTS = {"locale", "base", "direction", "page", "part"}
# Each country's own.
OWN_NUMBERS = {"emergency_number", "advice_line"}


def merged(under, over):
    if not isinstance(over, dict):
        return over
    under = under if isinstance(under, dict) else {}
    return {**under, **{name: merged(under.get(name), value) for name, value in over.items()}}


def texts_in(value, pointer=""):
    """(pointer, text) of every text."""
    if isinstance(value, str):
        yield pointer, value
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, inner in members:
        if name not in NO_TEXTS | OWN_NUMBERS:
            yield from texts_in(inner, f"{pointer}/{name}")


def languages_of(pack):
    """The texts of each language by pointer, the pack's first language first."""
    tags = json.loads((pack / "pack.json").read_text(encoding="utf-8"))["languages"]
    files = {tag: json.loads((pack / "text" / f"{tag}.json").read_text(encoding="utf-8")) for tag in tags}
    return {tag: dict(texts_in(merged(files.get(file.get("base"), {}), file))) for tag, file in files.items()}


def numbers_in(text):
    return sorted(re.findall(r"\d+(?:[.,]\d+)*", text))


def has_words(text):
    return re.search(r"[^\W\d_]", re.sub(r"\{\w+\}", "", text)) is not None


def differences(pack, exceptions):
    languages = languages_of(pack)
    (first_tag, first), *others = languages.items()
    found = []
    used = set()

    def add(kind, tag, which, pointer, words):
        if which in exceptions.get(kind, {}).get(tag, {}):
            used.add((kind, tag, which))
        else:
            found.append(f"/text/{tag}{pointer}: {words}")

    for tag, texts in others:
        is_other_language = tag.split("-")[0] != first_tag.split("-")[0]
        for pointer in first.keys() - texts.keys():
            found.append(f"/text/{tag}{pointer}: missing")
        for pointer in texts.keys() - first.keys():
            found.append(f"/text/{tag}{pointer}: {first_tag} has no such text")
        for pointer in first.keys() & texts.keys():
            english, text = first[pointer], texts[pointer]
            if numbers_in(english) != numbers_in(text):
                add("numbers", tag, pointer, pointer, f"numbers {numbers_in(text)}, in {first_tag} {numbers_in(english)}")
            if is_other_language and has_words(text) and text == english:
                add("same_words", tag, text, pointer, f"left as in {first_tag}: {text}")
    for kind, by_tag in exceptions.items():
        for tag, reasons in by_tag.items():
            unused = [which for which in reasons if (kind, tag, which) not in used]
            found += [f"{kind} {tag} {which}: an exception that nothing needs" for which in unused]
    return sorted(found)


if __name__ == "__main__":
    found = differences(Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
    print("\n".join(found) if found else "the languages agree")
    sys.exit(1 if found else 0)
