"""The wheel, installed without network where there is nothing else, and used.  Needs UNKNOT_LIBRARY; UNKNOT_PYTHON is
the Python to do it with."""

import os
import subprocess
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HERE))
sys.dont_write_bytecode = True

import build_wheel

LIBRARY = os.environ["UNKNOT_LIBRARY"]


class Wheel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.wheel = build_wheel.build(LIBRARY, cls.folder / "one")
        python = os.environ.get("UNKNOT_PYTHON", sys.executable)
        subprocess.run([python, "-m", "venv", cls.folder / "venv"], check=True)
        cls.python = cls.folder / "venv/bin/python"
        cls.run_alone("-m", "pip", "install", "--quiet", "--no-index", "--disable-pip-version-check", cls.wheel)

    @classmethod
    def run_alone(cls, *arguments):
        """Python, as it is where nobody has named a library."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("UNKNOT", "LD_", "PYTHON"))}
        said = subprocess.run([cls.python, *arguments], cwd=cls.folder, env=environment, capture_output=True, text=True)
        assert said.returncode == 0, said.stderr
        return said.stdout

    def test_it_carries_the_library(self):
        said = self.run_alone("-c", "import unknot; unknot.Engine(); print(*unknot._library._loaded)")
        self.assertEqual(str(self.folder.resolve()), said[: len(str(self.folder.resolve()))], said)
        self.assertTrue(said.strip().endswith("site-packages/unknot/lib/libunknot.so.1"), said)

    def test_the_example(self):
        self.assertIn("tier: same_day", self.run_alone(HERE / "example.py"))
        self.assertIn("<html", (self.folder / "handout.html").read_text(encoding="utf-8"))

    def test_it_is_whole(self):
        self.run_alone("-m", "pip", "check")
        self.assertIn("unknot/py.typed", self.run_alone("-m", "pip", "show", "--files", "unknot"))

    def test_of_a_dll_it_is_for_windows(self):
        dll = self.folder / "unknot.dll"
        for machine, tag in ((0x8664, "win_amd64"), (0x14C, "win32")):
            dll.write_bytes(b"MZ".ljust(60, b"\0") + (64).to_bytes(4, "little") + b"PE\0\0" + machine.to_bytes(2, "little"))
            wheel = build_wheel.build(dll, self.folder / "windows")
            self.assertTrue(wheel.name.endswith(f"-py3-none-{tag}.whl"), wheel)
            with zipfile.ZipFile(wheel) as archive:
                self.assertEqual(archive.read("unknot/lib/unknot.dll"), dll.read_bytes())
                self.assertNotIn("unknot/lib/libunknot.so.1", archive.namelist())

    def test_the_same_bytes_again(self):
        self.assertEqual(self.wheel.read_bytes(), build_wheel.build(LIBRARY, self.folder / "two").read_bytes())


if __name__ == "__main__":
    unittest.main()
