#!/usr/bin/env python3
"""The manual pages hold all that the commands say of themselves, and are whole pages to groff and to whatis."""

import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

MANUAL = Path(__file__).resolve().parents[2] / "packaging/debian/manual.py"
COMMANDS = [(os.environ["UNKNOT"], "1"), (os.environ["UNKNOTD"], "8")]


def output_of(*words, **more):
    return subprocess.run(words, check=True, capture_output=True, text=True, **more).stdout


def page_of(program, section):
    return output_of(sys.executable, "-B", MANUAL, program, section, "what it is, in a line")


def helps_of(program, *words):
    """(command, its --help) for a command and all below it."""
    text = output_of(program, *words, "--help")
    yield " ".join([Path(program).name, *words]), text
    below = re.search(r"^Subcommands:\n((?:  .*\n)+)", text, re.M)
    for name in re.findall(r"^  (\S+)", below[1], re.M) if below else []:
        yield from helps_of(program, *words, name)


class Manual(unittest.TestCase):
    def test_every_word_of_every_help_stands_under_its_command(self):
        for program, section in COMMANDS:
            page = page_of(program, section).replace("\\-", "-").replace("\\&", "").replace("\\e", "\\")
            sections = re.split(r"^\.SS (?!Exit status)", page, flags=re.M)
            helps = list(helps_of(program))
            self.assertEqual(len(sections), len(helps))
            for (command, text), inside in zip(helps, sections):
                self.assertTrue(section == "8" or command == "unknot" or inside.startswith(command + "\n"), command)
                said = re.sub(r"\\f[BR]|^\.\w+ ?", "", inside, flags=re.M).split()
                text = re.sub(r"^Subcommands:\n(  .*\n)+", "", text, flags=re.M)  # each has a part of its own
                text = re.sub(r"^(Usage|Positionals|Options|Exit codes):", "", text, flags=re.M)
                for word in text.split():
                    self.assertIn(word, said, command)

    def test_it_is_a_page(self):
        for program, section in COMMANDS:
            page = page_of(program, section)
            self.assertRegex(page, rf'^\.TH UNKNOTD? {section} "" "unknotd? \d+\.\d+\.\d+"\n\.SH NAME\nunknotd? \\- what it is, in a line\n')
            run = subprocess.run(["groff", "-man", "-ww", "-z"], input=page, capture_output=True, text=True, check=True)
            self.assertEqual(run.stderr, "")

    def test_options_stand_at_the_head_of_their_lines(self):
        page = page_of(*COMMANDS[0])
        self.assertIn("\n.TP\n\\fB\\-\\-locale\\fR TAG\nLanguage of the sheet, instead of the intake's own\n", page)
        self.assertIn("\n.TP\n\\fB\\-\\-intake\\fR FILE REQUIRED\nThe patient's intake; \\- for standard input\n", page)


if __name__ == "__main__":
    unittest.main()
