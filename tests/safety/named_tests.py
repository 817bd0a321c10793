"""docs/safety.md and docs/deploy.md name a test for each control: every one of them must exist.

  named_tests.py BUILD_FOLDER

A name is a test of ctest, Suite.Name of GoogleTest, or Class.test_name of a Python test; a path is a file or folder of the
repository.
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
    for file in ROOT.glob("tests/service/*_test.py"):
        for suite, body in re.findall(r"^class (\w+)\(.*?\):\n(.*?)(?=^\S|\Z)", file.read_text(encoding="utf-8"), re.M | re.S):
            names.update(f"{suite}.{name}" for name in re.findall(r"def (test_\w+)", body))
    return names


def tests_named_in(document):
    """What stands in the last column of the tables that say what a thing is shown by."""
    named, shows = [], False
    for line in document.splitlines():
        shows = line.startswith("|") and (shows or "shown by" in line)
        if shows:
            named += re.findall(r"`([\w./-]+)`", line.rsplit("|", 2)[-2])
    return named


def main():
    exist = tests_that_exist(sys.argv[1])
    failed = False
    for document, least in (("docs/safety.md", 40), ("docs/deploy.md", 30)):
        named = tests_named_in((ROOT / document).read_text(encoding="utf-8"))
        for name in named:
            if name not in exist and not (ROOT / name).exists():
                print(f"{document} names {name}, which is no test")
                failed = True
        if len(named) < least:
            print(f"only {len(named)} tests are named in {document}: the table was not read")
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
