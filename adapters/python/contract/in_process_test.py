"""The contract through the library in this process, and what can be wrong with a library."""

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path
from unittest import mock

from contract_test import EXAMPLE, Contract, unknot

LIBRARY = Path(os.environ["UNKNOT_LIBRARY"])
X86, X86_64 = 0x14C, 0x8664


class InProcess(Contract, unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.engine = unknot.Engine()

    def test_handles_are_freed_in_any_order(self):
        self.in_any_order(unknot.Engine)

    def test_a_result_outlives_its_engine(self):
        with unknot.Engine() as engine:
            result = engine.assess(EXAMPLE)
        self.assertEqual(self.engine.assess(EXAMPLE).html(), result.html())

    def test_a_closed_engine_says_so(self):
        engine = unknot.Engine()
        engine.close()
        engine.close()
        for use in (lambda: engine.assess(EXAMPLE), engine.questions, engine.pack, lambda: engine.info):
            with self.assertRaisesRegex(ValueError, "the engine is closed"):
                use()

    def test_an_engine_may_be_closed_while_threads_use_it(self):
        for _ in range(20):
            engine = unknot.Engine()

            def use():
                try:
                    while True:
                        engine.assess(EXAMPLE)
                except ValueError as error:
                    assert str(error) == "the engine is closed"

            threads = [threading.Thread(target=use) for _ in range(4)]
            for thread in threads:
                thread.start()
            engine.close()
            for thread in threads:
                thread.join()

    def test_packs_and_overlays(self):
        self.assertEqual("lower-back", self.engine.pack()["id"])
        with self.assertRaises(unknot.PackError) as caught:
            unknot.Engine(overlay={"Quagga": 1})
        self.assertTrue(caught.exception.pointer.startswith("/overlay"))
        with self.assertRaises(unknot.PackError):
            unknot.Engine(pack=b"{}")
        with self.assertRaises(unknot.PackError):
            unknot.Engine(min_pack_version="99.0.0")
        with self.assertRaises(unknot.FileError) as caught:
            unknot.Engine(pack=Path("/nonexistent/pack"))
        self.assertIsInstance(caught.exception, OSError)
        with self.assertRaises(unknot.Error):
            unknot.Engine(pdf_module="/nonexistent/libunknot-pdf.so.1")
        for wrong in ({"pack": 7}, {"overlay": ["x"]}, {"min_pack_version": 1}, {"pdf_module": 3.5}, {"library": b"x"}):
            with self.assertRaisesRegex(TypeError, f"{next(iter(wrong))}: expected"):
                unknot.Engine(**wrong)
        with self.assertRaisesRegex(ValueError, "NUL"):
            unknot.Engine(pack="pack\0.json")

    def test_structs_are_as_the_header_says(self):
        from unknot import _library
        self.assertEqual([72, 16, 40], [ctypes.sizeof(s) for s in (_library.Options, _library.Call, _library.Flag)])


class Libraries(unittest.TestCase):
    """A library that is missing, another processor's, older, newer, or something else."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def refused(self, library, words, kind=unknot.LibraryError):
        with self.assertRaisesRegex(kind, words):
            unknot.Engine(library=library)

    def compiled(self, text):
        source, library = self.folder / "stub.c", self.folder / "libunknot.so.1"
        source.write_text(text)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
        return library

    def patched(self, position, value):
        library = self.folder / f"libunknot-{position}.so.1"
        data = bytearray(LIBRARY.read_bytes())
        data[position] = value
        library.write_bytes(data)
        return library

    def test_missing(self):
        self.refused("/nonexistent/libunknot.so.1", "There is no file /nonexistent/libunknot.so.1. Install it",
                     unknot.LibraryNotFound)

    def test_missing_on_the_whole_machine(self):
        package = shutil.copytree(Path(unknot.__file__).parent, self.folder / "unknot")
        shutil.rmtree(package / "lib", ignore_errors=True)
        environment = {name: value for name, value in os.environ.items() if name not in ("UNKNOT_LIBRARY", "LD_LIBRARY_PATH")}
        program = ("import unknot\nunknot._library._FILE_NAME = 'libquagga.so.1'\n"
                   "try: unknot.Engine()\nexcept unknot.LibraryNotFound as error: print(error)")
        said = subprocess.run([sys.executable, "-c", program], cwd=self.folder, env=environment, capture_output=True, text=True)
        self.assertIn("was not found on this machine", said.stdout, said.stderr)
        self.assertIn("apt install libunknot1", said.stdout)

    def test_of_another_processor(self):
        self.refused(self.patched(18, 183), r"it is for AArch64 \(64 bit\), and this Python is for")
        self.refused(self.patched(4, 1), r"\(32 bit\), and this Python is for")

    def for_windows(self, name, machine):
        """The head of a program or DLL."""
        head = bytearray(256)
        head[:2], head[60], head[128:134] = b"MZ", 128, b"PE\0\0" + machine.to_bytes(2, "little")
        path = self.folder / name
        path.write_bytes(head)
        return str(path)

    def test_of_windows(self):
        from unknot import _library
        dll = self.for_windows("unknot.dll", X86)
        self.refused(dll, r"it is for Windows on x86 \(32 bit\), and this Python is for")
        with mock.patch.object(sys, "executable", self.for_windows("python.exe", X86_64)):
            self.assertEqual(_library._other_machine(dll), "it is for Windows on x86 (32 bit), and this Python is for "
                             "Windows on x86-64 (64 bit). Install the library for that.")
            self.assertIsNone(_library._other_machine(self.for_windows("unknot64.dll", X86_64)))

    def test_where_it_is_looked_for_on_windows(self):
        package = shutil.copytree(Path(unknot.__file__).parent, self.folder / "unknot", ignore=shutil.ignore_patterns("lib"))
        environment = {name: value for name, value in os.environ.items() if name != "UNKNOT_LIBRARY"}
        program = ("import importlib, sys\nfrom unknot import _library\nsys.platform = 'win32'\n"
                   "importlib.reload(_library)\nprint(_library._find(None), _library._HOW)")

        def said():
            return subprocess.run([sys.executable, "-c", program], cwd=self.folder, env=environment, capture_output=True,
                                  text=True, check=True).stdout

        self.assertTrue(said().startswith("unknot.dll Take it from the archive for Windows, install the wheel"), said())
        (package / "lib").mkdir()
        carried = package / "lib/unknot.dll"
        carried.touch()
        self.assertTrue(said().startswith(f"{carried} "), said())

    def test_not_a_library(self):
        text = self.folder / "words.so"
        text.write_text("words")
        self.refused(text, "it is no library of this system")
        self.refused(self.compiled("int other;"), "is not a libunknot that this adapter can use")

    def test_older_than_the_adapter(self):
        self.refused(self.compiled('const char* unknot_version(void) { return "0.9.0"; }'),
                     r"is version 0\.9\.0; this adapter.* needs 1\.0\.0 or later\. Upgrade the library")

    def test_of_another_abi(self):
        self.refused(self.compiled('const char* unknot_version(void) { return "7.0.0"; }'), "Upgrade the adapter")


if __name__ == "__main__":
    unittest.main()
