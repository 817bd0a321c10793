"""Answers the questions of `unknot ask`, through a pipe or at a terminal."""
import json
import re

from support import unknot

PROMPTS = (
    "Number: ",
    "All numbers that fit, or 0 for none: ",
    "continue or q: ",
    "q to stop, Enter to go on: ",
    "Press Enter to go on. ",
)
QUESTIONS = {question["id"]: question for question in json.loads(unknot("questions").stdout)["questions"]}
IDS = {" ".join(question["text"].split()): name for name, question in QUESTIONS.items()}


def typed(question, answer):
    """What a patient types to give this answer."""
    if answer is None:
        return ""
    if answer == "unsure":
        return "u"
    question = QUESTIONS[question]
    if question["type"] == "integer":
        return str(answer)
    values = [value["value"] for value in question["values"]]
    if question["type"] == "many":
        return ", ".join(str(values.index(each) + 1) for each in answer) or "0"
    return str(values.index(answer) + 1)


def question_on(page):
    """The id of the question that a page asks."""
    read = " ".join(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", page).split())
    found = [name for text, name in IDS.items() if text in read]
    assert len(found) == 1, (found, page)
    return found[0]


class Interviewer:
    """The program's other side. `read` gives what it writes next, "" at its end; `write` types."""

    def __init__(self, read, write):
        self._read = read
        self._write = write
        self.shown = ""  # all of it
        self.page = self.next_page()

    def next_page(self):
        """Everything up to the next prompt, or to the end."""
        start = len(self.shown)
        while not self.shown[start:].endswith(PROMPTS):
            more = self._read()
            if more == "":
                break
            self.shown += more
        return self.shown[start:]

    def rest(self):
        """Everything up to the end, with what was shown before."""
        while more := self._read():
            self.shown += more
        return self.shown

    def type(self, line):
        """Types a line; the page that follows."""
        self._write(line + "\n")
        self.page = self.next_page()
        return self.page

    def go_to(self, question, answers={}):
        """Answers, or leaves, every question before this one; its page."""
        while question_on(self.page) != question:
            asked = question_on(self.page)
            self.type(typed(asked, answers.get(asked)))
        return self.page

    def give(self, answers):
        """Answers every question until an alarm or the end; the ids that were asked."""
        asked = []
        while self.page.endswith(PROMPTS[:2]):
            asked.append(question_on(self.page))
            self.type(typed(asked[-1], answers.get(asked[-1])))
        return asked
