"""What the tests of the command line share."""
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

UNKNOT = os.environ["UNKNOT"]
ROOT = pathlib.Path(__file__).resolve().parents[2]
PACK = ROOT / "content" / "lower-back"


def patient(name):
    """The answers of one of the patients that the cases are built on."""
    return json.loads((ROOT / "tests" / "cases" / "patients" / f"{name}.json").read_text())["answers"]


def intake(answers, **members):
    return json.dumps({"answers": answers, **members})


def unknot(*arguments, stdin="", **options):
    """Runs the program; its output as text."""
    return subprocess.run(
        [UNKNOT, *map(str, arguments)], input=stdin, capture_output=True, encoding="utf-8", timeout=120, **options
    )


class CommandTest(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def file(self, name, text):
        path = self.folder / name
        path.write_text(text)
        return path

    def assert_problem(self, run, exit_code, code, pointer=None):
        """Nothing on standard output, one line of JSON on standard error, and this exit code."""
        self.assertEqual((run.returncode, run.stdout), (exit_code, ""))
        self.assertEqual(run.stderr.count("\n"), 1, run.stderr)
        problem = json.loads(run.stderr)
        self.assertEqual(list(problem), ["code", "pointer", "expected", "message"])
        self.assertEqual(problem["code"], code)
        if pointer is not None:
            self.assertEqual(problem["pointer"], pointer)
        return problem

    def pack_copy(self):
        """A folder with the built-in pack, to be changed."""
        copy = self.folder / "pack"
        shutil.copytree(PACK, copy)
        return copy

    def pack_in_english(self):
        """The same in the pack's first language alone."""
        copy = self.pack_copy()
        for texts in (copy / "text").iterdir():
            if texts.name != "en-US.json":
                texts.unlink()
        change(copy / "pack.json", lambda head: head.update(languages=["en-US"]))
        return copy

    def overlay(self, content):
        """An overlay for the built-in pack, with the head that each needs."""
        head = json.loads((PACK / "pack.json").read_text())
        made = {"id": head["id"], "versions": [head["version"]], "review": {"state": "none"}}
        return self.file("overlay.json", json.dumps({**content, "pack": made | content.get("pack", {})}))


def change(path, edit):
    """Edits a JSON file: `edit` changes the parsed value in place."""
    value = json.loads(path.read_text())
    edit(value)
    path.write_text(json.dumps(value))
