#!/usr/bin/env python3
"""windows_test.py PROCESSOR BUILD LINUX_BUILD: unknot.dll and unknot.exe are looked at and run under Wine.

x86_64 runs in Debian's own Wine.  i686 needs a Wine of 32 bit, which is not there for Debian on x86-64: it runs in a
Debian of its own, build/wine/debian-i386, if that is there, and says so if it is not.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

PROCESSOR, BUILD, LINUX = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
ROOT = Path(__file__).resolve().parents[2]
BIN = BUILD / "bin"
DEBIAN = ROOT / "build/wine/debian-i386"
PREFIX = DEBIAN / "wine" if PROCESSOR == "i686" else ROOT / "build/wine/x86_64"
FOLDER = "kö/腰"  # on drive C
INTAKE = ROOT / "docs/example.intake.json"
CAN_RUN = PROCESSOR == "x86_64" or DEBIAN.is_dir()

# What every Windows has.
SYSTEM_LIBRARIES = {"kernel32.dll", "msvcrt.dll", "shell32.dll", "oleaut32.dll"}
EXPORTED = r"^\s*\[ *\d+\] (?:\+base\[ *\d+\]  ?[0-9a-f]+ )?([A-Za-z_]\S*)$"


def wine(*arguments, stdin=b"", variables=()):
    """(exit code, output, errors) of a program under Wine."""
    environment = dict(os.environ, WINEDEBUG="-all", LC_ALL="C.UTF-8", **dict(variables))
    command = ["wine", *map(str, arguments)]
    if PROCESSOR == "i686":
        environment.update(WINEPREFIX="/wine", WINEARCH="win32", HOME="/root")
        # Wine asks /proc where it is; mounted for this process alone.
        command = ["unshare", "--mount", "sh", "-c", 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"',
                   str(DEBIAN), "sh", "-c", 'cd "$0" && exec "$@"', str(ROOT), *command]
    else:
        environment.update(WINEPREFIX=str(PREFIX))
    # Files, not pipes: Wine's own processes keep what they inherit open after the program ended.
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        given.write(stdin)
        given.seek(0)
        code = subprocess.run(command, stdin=given, stdout=output, stderr=errors, env=environment, cwd=ROOT,
                              timeout=300).returncode
        output.seek(0)
        errors.seek(0)
        return code, output.read(), errors.read()


def linux(*arguments, stdin=b""):
    done = subprocess.run([LINUX / "bin/unknot", *map(str, arguments)], input=stdin, capture_output=True, cwd=ROOT)
    return done.returncode, done.stdout, done.stderr


def prepare():
    """What the programs read, where they can: the tree itself, in another Debian a copy; and a folder on drive C."""
    if PROCESSOR == "i686":
        shutil.rmtree(DEBIAN / ROOT.relative_to("/"), ignore_errors=True)
        for place in ("docs", "content", "tests/cases", "tests/contract", "tests/lforms", "tests/overlays"):
            shutil.copytree(ROOT / place, DEBIAN / ROOT.relative_to("/") / place,
                            ignore=shutil.ignore_patterns("node_modules"))
        shutil.copytree(BIN, DEBIAN / BIN.relative_to("/"))
    wine("wineboot", "--init")
    folder = PREFIX / "drive_c" / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copytree(ROOT / "content/lower-back", folder / "lower-back")
    shutil.copytree(ROOT / "tests/host/overlay", folder / "overlay")
    shutil.copytree(ROOT / "tests/host/overlay", folder / "slip")
    (folder / "slip/topisc.json").write_text("{}")
    shutil.copy(ROOT / "tests/overlays/good/stricter.json", folder / "overlay.json")
    shutil.copy(INTAKE, folder / "Aufnahme 腰.json")
    return folder


def dump(file, pattern):
    dumped = subprocess.run(["objdump", "-p", file], capture_output=True, text=True, check=True).stdout
    return re.findall(pattern, dumped, re.M)


class AsBuilt(unittest.TestCase):
    def test_only_the_functions_of_the_header_leave_undecorated(self):
        declared = (ROOT / "abi/unknot.def").read_text().split()[1:]
        exported = dump(BIN / "unknot.dll", EXPORTED)
        self.assertEqual(sorted(exported), sorted(declared))
        symbols = (ROOT / "abi/symbols.txt").read_text()
        self.assertEqual(sorted(set(re.findall(r"unknot_\w+", symbols))), sorted(declared))

    def test_what_visual_basic_calls_leaves_undecorated(self):
        declared = set(re.findall(r'Alias "(Unknot\w+)"|Sub (Unknot\w+) Lib|Function (Unknot\w+) Lib',
                                  (ROOT / "adapters/vb/Unknot.bas").read_text()))
        exported = dump(BIN / "unknot_vb.dll", EXPORTED)
        self.assertEqual(sorted(exported), sorted("".join(names) for names in declared))

    def test_nothing_is_needed_but_what_every_windows_has(self):
        for file in ("unknot.dll", "unknot.exe", "unknot_vb.dll"):
            needed = {name.lower() for name in dump(BIN / file, r"DLL Name: (\S+)")}
            self.assertLessEqual(needed - {"unknot.dll"}, SYSTEM_LIBRARIES, file)
        self.assertIn("unknot.dll", dump(BIN / "unknot.exe", r"DLL Name: (\S+)"))

    def test_the_processor_is_the_right_one(self):
        for file in ("unknot.dll", "unknot.exe", "unknot_vb.dll"):
            said = subprocess.run(["objdump", "-f", BIN / file], capture_output=True, text=True, check=True).stdout
            self.assertIn({"x86_64": "pei-x86-64", "i686": "pei-i386"}[PROCESSOR], said)

    def test_addresses_are_random_and_data_is_never_run(self):
        for file in ("unknot.dll", "unknot.exe", "unknot_vb.dll"):
            flags = int(dump(BIN / file, r"^DllCharacteristics\s+([0-9a-f]+)")[0], 16)
            self.assertEqual(flags & 0x140, 0x140, file)


# That Wine needs a Debian of its own, which only root can make; ./dev windows does, and its build is tested either way.
@unittest.skipUnless(CAN_RUN, "built, not run: there is no Wine of 32 bit (build/wine/debian-i386)")
class UnderWine(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = prepare()
        builds = linux("--version")[1], wine(BIN / "unknot.exe", "--version")[1]
        if builds[0] != builds[1]:
            raise RuntimeError(f"built from different commits: {builds}")

    def same(self, *arguments, stdin=b"", code=0):
        expected = linux(*arguments, stdin=stdin)
        found = wine(BIN / "unknot.exe", *arguments, stdin=stdin)
        self.assertEqual(expected[0], code, expected)
        self.assertEqual(found[0], code, found)
        self.assertTrue(found[1] == expected[1], (arguments, found[1][:300], expected[1][:300]))
        self.assertEqual(found[2], expected[2])

    def test_contract_gives_the_same_bytes_as_on_linux(self):
        with tempfile.TemporaryDirectory() as place:
            subprocess.run([LINUX / "bin/contract_cases", place + "/cases.json"], check=True)
            expected = Path(place, "cases.json").read_bytes()
        code, _, errors = wine(BIN / "contract_cases.exe", "C:\\cases.json")
        self.assertEqual((code, errors), (0, b""))
        found = (PREFIX / "drive_c/cases.json").read_bytes()
        self.assertGreater(len(expected), 1_000_000)
        self.assertTrue(found == expected, "cases.json differs from Linux's")

    def test_a_host_that_is_linked_with_it(self):
        self.assertEqual(wine(BIN / "windows_host.exe", "C:\\" + FOLDER.replace("/", "\\"))[:2], (0, b""))

    def test_a_host_that_loads_it(self):
        self.assertEqual(wine(BIN / "windows_loading_host.exe", BIN / "unknot.dll")[:2], (0, b""))

    def test_visual_basic(self):
        self.assertEqual(wine(BIN / "windows_vb_host.exe")[:2], (0, b""))

    def test_a_host_is_told_why_it_cannot(self):
        self.assertEqual(wine(BIN / "windows_loading_host.exe", "none.dll")[:2], (2, b"error 126\r\n"))
        other = BUILD.parent / f"windows-{'i686' if PROCESSOR == 'x86_64' else 'x86_64'}" / "bin/unknot.dll"
        self.assertTrue(other.is_file(), f"{other} is built first")
        shutil.copy(other, self.folder / "unknot.dll")
        told = wine(BIN / "windows_loading_host.exe", f"C:\\{FOLDER}\\unknot.dll")
        self.assertEqual(told[:2], (2, b"error 193\r\n"))

    def test_there_is_no_pdf(self):
        code, output, errors = wine(BIN / "unknot.exe", "assess", INTAKE, "--format", "pdf")
        self.assertEqual((code, output), (3, b""))
        self.assertIn(b"pdf_module", errors)

    def test_command_says_what_it_says_on_linux(self):
        for form in ("json", "html", "text", "clinic", "handout", "flags"):
            self.same("assess", INTAKE, "--format", form)
        self.same("assess", INTAKE, "--format", "fhir", "--at", "2026-11-22T10:00:00Z")
        self.same("assess", "-", stdin=INTAKE.read_bytes())
        self.same("assess", "-", stdin=b"{}", code=2)
        for form in ("json", "text", "fhir"):
            self.same("questions", "--format", form)
        self.same("questions", "--locale", "es-US", "--format", "text")
        for form in ("json", "text"):
            self.same("pack", "show", "--format", form)
        self.same("pack", "show", "content/lower-back")
        self.same("pack", "show", "tests/overlays", code=1)
        self.same("ask", "--format", "text", stdin=b"1\n" * 12 + b"\n" * 400)
        self.same("--help")
        self.same("assess", "--format", "none", code=64)
        line = INTAKE.read_bytes().replace(b"\n", b" ") + b"\n"
        self.same("batch", stdin=line * 300)
        self.same("batch", "--jobs", "3", stdin=(line * 50 + b"{\n") * 3, code=2)

    def test_a_console_ends_its_lines_in_two_bytes(self):
        typed = b"1\n" * 12 + b"\n" * 400
        expected = linux("ask", "--format", "text", stdin=typed)
        found = wine(BIN / "unknot.exe", "ask", "--format", "text", stdin=typed.replace(b"\n", b"\r\n"))
        self.assertTrue(found == expected, (found[0], found[1][-500:], found[2]))

    def test_command_reads_and_writes_files_of_any_name(self):
        sheet = self.folder / "Blatt 腰.html"
        sheet.write_text("old")
        arguments = ("assess", f"C:\\{FOLDER}\\Aufnahme 腰.json", "--format", "html", "-o", f"C:\\{FOLDER}\\{sheet.name}",
                     "--pack", f"C:\\{FOLDER}\\lower-back")
        self.assertEqual(wine(BIN / "unknot.exe", *arguments), (0, b"", b""))
        expected = linux("assess", INTAKE, "--format", "html", "--pack", ROOT / "content/lower-back")[1]
        self.assertEqual(sheet.read_bytes(), expected)
        self.assertEqual([path.name for path in self.folder.glob("Blatt*")], [sheet.name])
        code, _, errors = wine(BIN / "unknot.exe", "assess", INTAKE, "-o", f"C:\\{FOLDER}\\none\\x.json")
        self.assertEqual(code, 1)
        self.assertIn("a file that can be written: C:\\kö/腰\\none\\x.json".replace("\\", "\\\\"), errors.decode())
        code, _, errors = wine(BIN / "unknot.exe", "assess", f"C:\\{FOLDER}\\none 腰.json")
        self.assertEqual(code, 1)
        self.assertIn("No such file or directory", errors.decode())

    def test_what_needs_z3_says_so(self):
        for arguments in (("check", "content/lower-back"), ("diff", "built-in", "content/lower-back")):
            code, output, errors = wine(BIN / "unknot.exe", "pack", *arguments)
            self.assertEqual((code, output), (3, b""))
            self.assertIn(b"on Linux only", errors)
        code, _, errors = wine(BIN / "unknot.exe", "pack", "check", "docs/example.intake.json")
        self.assertEqual(code, 2, errors)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
