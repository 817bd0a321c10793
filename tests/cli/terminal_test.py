"""unknot ask at a terminal."""
import codecs
import fcntl
import json
import os
import re
import select
import signal
import struct
import subprocess
import termios
import unittest

from interviewer import PROMPTS, Interviewer
from support import UNKNOT, CommandTest, intake, unknot

ROWS, COLUMNS = 24, 80
END = "\0"
OWN_SCREEN, ORDINARY_SCREEN, EMPTY_SCREEN = "\x1b[?1049h", "\x1b[?1049l", "\x1b[H\x1b[2J"
COLOR = re.compile(r"\x1b\[[1-9][0-9;]*m")


def plain(text):
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


class TerminalTest(CommandTest):
    def ask(self, *arguments, **environment):
        """The interview at a terminal of 80 columns and 24 rows that does not echo what is typed."""
        terminal, program_side = os.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        attributes = termios.tcgetattr(program_side)
        attributes[3] &= ~termios.ECHO
        termios.tcsetattr(program_side, termios.TCSANOW, attributes)
        own = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
        self.program = subprocess.Popen(
            [UNKNOT, "ask", *map(str, arguments)],
            stdin=program_side,
            stdout=program_side,
            stderr=program_side,
            env=own | {"TERM": "xterm"} | environment,
            start_new_session=True,
        )
        ended = os.pidfd_open(self.program.pid)
        self.addCleanup(self.program.wait, 60)
        for descriptor in (ended, program_side, terminal):
            self.addCleanup(os.close, descriptor)
        decode = codecs.getincrementaldecoder("utf-8")().decode
        at_end = False

        def read():
            # The end is a mark of our own, for a terminal that all writers have closed may lose what it still holds.
            nonlocal at_end
            if at_end:
                return ""
            if terminal not in select.select([terminal, ended], [], [])[0]:
                os.write(program_side, END.encode())
            text, mark, _ = decode(os.read(terminal, 65536)).partition(END)
            at_end = mark == END
            return text

        return Interviewer(read, lambda text: os.write(terminal, text.encode()))


class Screen(TerminalTest):
    def test_every_page_fits_the_screen(self):
        interviewer = self.ask()
        while interviewer.page.endswith(PROMPTS):
            interviewer.type("0" if " | part " in interviewer.page else "")
        pages = interviewer.shown.split(ORDINARY_SCREEN)[0].split(EMPTY_SCREEN)[1:]
        self.assertGreater(len(pages), 50)
        for page in pages:
            lines = plain(page).replace("\r", "").split("\n")
            self.assertLessEqual(len(lines), ROWS, page)
            self.assertLess(max(map(len, lines)), COLUMNS, page)

    def test_the_answers_stay_on_a_screen_of_their_own(self):
        interviewer = self.ask()
        interviewer.type("47")
        interviewer.type("b")
        interviewer.type("q")
        interviewer.type("q")
        own, _, ordinary = interviewer.shown.partition(ORDINARY_SCREEN)
        self.assertTrue(own.startswith(OWN_SCREEN))
        self.assertIn("Your answer so far: 47", own)
        self.assertIn("1 of 53 questions answered", ordinary)
        self.assertNotIn("\x1b[?", ordinary)
        self.assertEqual(self.program.wait(60), 0)

    def test_the_sheet_stays_on_the_ordinary_screen(self):
        interviewer = self.ask()
        interviewer.type("40")
        interviewer.type("q")
        interviewer.type("q")
        sheet = unknot("assess", "-", "--format", "text", stdin=intake({"age": 40})).stdout
        self.assertTrue(interviewer.shown.replace("\r\n", "\n").endswith(sheet))

    def test_the_screen_is_given_back_when_it_is_interrupted(self):
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            with self.subTest(signal=number):
                interviewer = self.ask()
                self.program.send_signal(number)
                self.assertTrue(interviewer.rest().endswith(ORDINARY_SCREEN))
                self.assertEqual(self.program.wait(60), -number)

    def test_a_plain_terminal_gets_plain_text(self):
        interviewer = self.ask(TERM="dumb")
        self.assertIn("How old are you?", interviewer.page)
        self.assertNotIn("\x1b", interviewer.page)


class Colors(TerminalTest):
    def alarm(self, **environment):
        interviewer = self.ask(**environment)
        interviewer.type("40")
        interviewer.type("2")
        return interviewer.type("2")

    def test_the_alarm_is_colored(self):
        self.assertRegex(self.alarm(), COLOR)

    def test_the_alarm_is_the_same_without_colors(self):
        without = self.alarm(NO_COLOR="1")
        self.assertNotRegex(without, COLOR)
        self.assertEqual(without, COLOR.sub("", self.alarm()).replace("\x1b[0m", ""))
        self.assertIn("!! Tell the staff now.", without)

    def test_an_empty_no_color_is_none(self):
        self.assertRegex(self.alarm(NO_COLOR=""), COLOR)


class LongLists(TerminalTest):
    def conditions(self):
        interviewer = self.ask("--format", "json")
        interviewer.go_to("conditions", {"age": 40, "sex_at_birth": "male"})
        self.assertIn("part 1 of 4", interviewer.page)
        return interviewer

    def answer(self, interviewer):
        interviewer.type("q")
        return json.loads(interviewer.type("q").splitlines()[-1])["answers"]["conditions"]

    def test_every_option_of_a_long_list_is_shown(self):
        interviewer = self.conditions()
        pages = [interviewer.page] + [interviewer.type("0") for _ in range(3)]
        numbers = [int(number) for page in pages for number in re.findall(r"^ +(\d+)  \S", plain(page), re.MULTILINE)]
        self.assertEqual([number for number in numbers if number], list(range(1, 32)))
        self.assertEqual(numbers.count(0), 4)

    def test_what_was_chosen_in_all_parts_counts(self):
        interviewer = self.conditions()
        for line in ("1 2", "0", "28, 20", "31"):
            interviewer.type(line)
        self.assertEqual(
            self.answer(interviewer),
            ["kidney_disease", "heart_failure", "cannot_get_to_floor", "sickle_cell", "bowel_inflammation"],
        )

    def test_none_in_every_part_is_none_of_these(self):
        interviewer = self.conditions()
        for _ in range(4):
            interviewer.type("0")
        self.assertEqual(self.answer(interviewer), [])

    def test_a_list_is_never_answered_by_half(self):
        interviewer = self.conditions()
        interviewer.type("1")
        for line in ("", "u"):
            page = interviewer.type(line)
            self.assertIn("part 2 of 4", page)
            self.assertIn("Type the numbers that fit here too", page)
        self.assertEqual(self.answer(interviewer), None)

    def test_enter_or_unsure_in_a_later_part_is_for_the_whole_list_if_nothing_was_chosen(self):
        for line, expected in (("", None), ("u", "unsure")):
            interviewer = self.conditions()
            interviewer.type("0")
            self.assertIn("Do you take any of these?", interviewer.type(line))
            self.assertEqual(self.answer(interviewer), expected)

    def test_back_goes_to_the_part_before_and_takes_it_back(self):
        interviewer = self.conditions()
        interviewer.type("1")
        self.assertIn("part 1 of 4", interviewer.type("b"))
        for line in ("2", "0", "0", "0"):
            interviewer.type(line)
        self.assertEqual(self.answer(interviewer), ["heart_failure"])

    def test_a_number_of_another_part_is_not_understood(self):
        interviewer = self.conditions()
        page = interviewer.type("31")
        self.assertIn("part 1 of 4", page)
        self.assertIn("Please type numbers from 1 to", page)


if __name__ == "__main__":
    unittest.main()
