#!/usr/bin/env python3
"""fpm_test.py LIBRARY CASES: the adapter in PHP-FPM, set up as adapters/php/README.md says.

Two workers, forked after the library was loaded, answer for all rows of the contract at once.  Without the set-up, the
adapter says what to do.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
PARTS = 8

# Debian names the version in the program's name, and keeps it out of the path of those who are not root.
FPM = next((path for name in ("php-fpm8.2", "php-fpm")
            if (path := shutil.which(name, path=os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin"))), None)

INI = """
zend_extension=opcache.so
extension=ffi.so
ffi.enable=preload
"""

PRELOADED = INI + """
opcache.enable=1
ffi.preload={folder}/unknot.ffi
opcache.preload={folder}/unknot.php
"""

POOL = """
[global]
daemonize = no
error_log = {folder}/fpm.log
[clinic]
listen = {folder}/fpm.sock
pm = static
pm.max_children = 2
"""


class Fpm:
    """A PHP-FPM of its own, ended with the block."""

    def __init__(self, folder, ini):
        self.folder = folder
        as_root = os.getuid() == 0
        pool = POOL + ("user = www-data\ngroup = www-data\n" if as_root else "")
        (folder / "pool.conf").write_text(pool.format(folder=folder))
        if as_root and "opcache.preload" in ini:
            ini += "opcache.preload_user=www-data\n"
        (folder / "php.ini").write_text(ini.format(folder=folder))
        self.process = subprocess.Popen(
            [FPM, "-c", str(folder / "php.ini"), "-y", str(folder / "pool.conf")],
            env={"PATH": os.environ["PATH"], "PHP_INI_SCAN_DIR": ""}, stderr=subprocess.DEVNULL)

    def __enter__(self):
        for _ in range(150):
            if (self.folder / "fpm.sock").exists():
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise SystemExit("php-fpm did not start:\n" + (self.folder / "fpm.log").read_text())

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(20)

    def get(self, script, **variables):
        answer = subprocess.run(
            ["cgi-fcgi", "-bind", "-connect", str(self.folder / "fpm.sock")], capture_output=True, text=True, timeout=60,
            env={"REQUEST_METHOD": "GET", "SCRIPT_FILENAME": str(self.folder / script), **variables}, check=True)
        return answer.stdout.partition("\n\n")[2]


def main(library, cases):
    if FPM is None or shutil.which("cgi-fcgi") is None:
        raise SystemExit("php-fpm and cgi-fcgi are needed (Debian: apt install php8.2-fpm libfcgi-bin)")
    with tempfile.TemporaryDirectory(prefix="unknot-fpm-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the workers are another user
        shutil.copytree(PACKAGE / "src", folder / "src")
        for file in ("unknot.php", "contract/fpm.php", "contract/cases.php"):
            shutil.copy(PACKAGE / file, folder)
        shutil.copy(library, folder / "libunknot.so.1")
        shutil.copy(cases, folder / "cases.json")
        header = (PACKAGE / "unknot.ffi").read_text()
        (folder / "unknot.ffi").write_text(header.replace('"libunknot.so.1"', f'"{folder}/libunknot.so.1"'))
        (folder / "bare.php").write_text(
            "<?php require __DIR__ . '/unknot.php';"
            "try { new Unknot\\Engine(); echo 'opened'; }"
            "catch (Unknot\\LibraryException $error) { echo $error->getMessage(); }")

        with Fpm(folder, PRELOADED) as fpm, ThreadPoolExecutor(PARTS) as threads:
            answers = list(threads.map(
                lambda part: fpm.get("fpm.php", CASES=str(folder / "cases.json"), PART=str(part), PARTS=str(PARTS)),
                range(PARTS)))
        for answer in answers:
            if not re.fullmatch(r"pid \d+", answer):
                raise SystemExit(f"PHP-FPM: {answer}")
        if len(set(answers)) != 2:
            raise SystemExit(f"not both workers answered: {answers}")

        with Fpm(folder, INI) as fpm:
            answer = fpm.get("bare.php")
            if "(ffi_off)" not in answer or "opcache.preload" not in answer:
                raise SystemExit(f"PHP-FPM without preloading: {answer}")
    print("PHP-FPM: two forked workers answer as in C")


if __name__ == "__main__":
    main(*sys.argv[1:])
