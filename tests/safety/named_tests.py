"""docs/safety.md names a test for each control: every one of them must exist.

  named_tests.py BUILD_FOLDER

A name is a test of ctest, or Suite.Name of GoogleTest; a path is a file or folder of the repository.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tests_that_exist(build):
    listed = subprocess.run(["ctest", "--test-dir", build, "-N"], capture_output=True, text=True, check=True)
    names = set(re.findall(r"Test +#\d+: (\S+)", listed.stdout))
    for file in ROOT.glob("tests/**/*.cc"):
        names.update(".".join(found) for found in
                     re.findall(r"TEST(?:_F|_P)?\((\w+), (\w+)\)", file.read_text(encoding="utf-8")))
    return names


def main():
    document = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
    rows = [line for line in document.splitlines() if line.startswith("|") and "shown by" not in line]
    named = [name for row in rows for name in re.findall(r"`([\w./-]+)`", row.rsplit("|", 2)[-2])]
    exist = tests_that_exist(sys.argv[1])
    missing = [name for name in named if name not in exist and not (ROOT / name).exists()]
    for name in missing:
        print(f"docs/safety.md names {name}, which is no test")
    if len(named) < 40:
        print(f"only {len(named)} tests are named: the table was not read")
        return 1
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
