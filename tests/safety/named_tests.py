"""docs/safety.md names a test for each control: every one of them must exist.

A name is a test of ctest, or Suite.Name of GoogleTest; a path is a file or folder of the repository.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tests_that_exist():
    names = set()
    for file in ROOT.glob("tests/**/CMakeLists.txt"):
        text = file.read_text(encoding="utf-8")
        names.update(re.findall(r"add_test\(\s*NAME\s+([\w.]+)", text))
        # Some folders make a test of each entry of a list, under a prefix.
        for prefix, variable in re.findall(r"add_test\(\s*NAME\s+([\w.]*)\$\{(\w+)\}", text):
            for entries in re.findall(rf"foreach\({variable} IN ITEMS([^)]*)\)", text):
                names.update(prefix + entry for entry in entries.split())
            for entries in re.findall(rf"foreach\({variable} IN LISTS (\w+)\)", text):
                for listed in re.findall(rf"set\({entries}([^)]*)\)", text):
                    names.update(prefix + entry for entry in listed.split())
    for file in ROOT.glob("tests/**/*.cc"):
        names.update(".".join(found) for found in
                     re.findall(r"TEST(?:_F|_P)?\((\w+), (\w+)\)", file.read_text(encoding="utf-8")))
    return names


def main():
    document = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
    rows = [line for line in document.splitlines() if line.startswith("|") and "shown by" not in line]
    named = [name for row in rows for name in re.findall(r"`([\w./-]+)`", row.rsplit("|", 2)[-2])]
    exist = tests_that_exist()
    missing = [name for name in named if name not in exist and not (ROOT / name).exists()]
    for name in missing:
        print(f"docs/safety.md names {name}, which is no test")
    if len(named) < 40:
        print(f"only {len(named)} tests are named: the table was not read")
        return 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
