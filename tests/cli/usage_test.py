"""Help, version, wrong usage."""
import subprocess
import unittest

from support import PACK, UNKNOT, CommandTest, unknot

COMMANDS = [[], ["assess"], ["ask"], ["questions"], ["batch"], ["watch"], ["pack"], ["pack", "check"], ["pack", "show"],
            ["pack", "diff"], ["pack", "preview"], ["pack", "export"], ["pack", "import"]]


class Usage(CommandTest):
    def test_every_command_explains_itself_with_an_example(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                run = unknot(*command, "--help")
                self.assertEqual((run.returncode, run.stderr), (0, ""))
                example = run.stdout.partition("Example: ")[2]
                self.assertIn("  unknot " + " ".join(command), example)

    def test_help_fits_a_terminal(self):
        for command in COMMANDS:
            for line in unknot(*command, "--help").stdout.splitlines():
                self.assertLessEqual(len(line), 90, line)

    def test_version_names_library_and_build(self):
        run = unknot("--version")
        self.assertEqual(run.returncode, 0)
        self.assertRegex(run.stdout, r"^unknot \d+\.\d+\.\d+ \(build .+\)\n$")

    def test_wrong_usage_exits_64_and_says_nothing_on_standard_output(self):
        for arguments in (
            [],
            ["asses"],
            ["assess"],
            ["assess", "-", "--unknown"],
            ["assess", "-", "--format", "docx"],
            ["assess", "-", "--at", "yesterday"],
            ["batch", "--jobs", "0"],
            ["batch", "--jobs", "many"],
            ["batch", "--format", "html"],
            ["questions", "--format", "html"],
            ["pack"],
            ["pack", "check"],
            ["pack", "diff", "built-in"],
            ["pack", "preview", PACK],
            ["pack", "export", PACK],
            ["pack", "import", PACK, "--locale", "es-US"],
        ):
            with self.subTest(arguments=arguments):
                run = unknot(*arguments)
                self.assertEqual((run.returncode, run.stdout), (64, ""))
                self.assertNotEqual(run.stderr, "")

    def test_help_that_cannot_be_written_exits_1(self):
        with open("/dev/full", "w") as full:
            run = subprocess.run([UNKNOT, "--help"], stdout=full, stderr=subprocess.DEVNULL, timeout=60)
        self.assertEqual(run.returncode, 1)

    def test_every_command_that_opens_a_pack_takes_an_overlay(self):
        weaker = {"rules": {"stricter": {"urine": {"tier": "soon"}}}}
        overlay = self.overlay(weaker)
        sheet = self.folder / "sheet.html"
        for command in (["assess", "-"], ["questions"], ["batch"], ["ask"], ["pack", "show"], ["pack", "check", PACK],
                        ["pack", "diff", "built-in", PACK], ["pack", "preview", PACK, "--intake", "-", "-o", sheet]):
            with self.subTest(command=command):
                run = unknot(*command, "--overlay", overlay, stdin='{"answers": {}}')
                self.assert_problem(run, 2, "overlay_weakens", "/overlay/rules/stricter/urine/tier")
        self.assertFalse(sheet.exists())

    def test_an_overlay_that_is_not_there_exits_1(self):
        run = unknot("questions", "--overlay", self.folder / "missing")
        self.assert_problem(run, 1, "unreadable", "/overlay")

    def test_a_pack_that_is_not_there_exits_1(self):
        missing = self.folder / "missing"
        for command in (["assess", "-"], ["questions"], ["batch"], ["ask"]):
            with self.subTest(command=command):
                self.assert_problem(unknot(*command, "--pack", missing, stdin="{}"), 1, "unreadable")


if __name__ == "__main__":
    unittest.main()
