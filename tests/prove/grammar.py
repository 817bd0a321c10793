"""The notation of conditions (clinical.md, section 2) as a tree that knows where in the text each part stands."""

import re
from dataclasses import dataclass, field

TOKEN = re.compile(r"[\w-]+|<=|>=|[<>=(){},]")


@dataclass
class Part:
    """kind: or, and, name, unsure, count, number, is (=, in or has)."""

    kind: str
    start: int
    end: int
    sides: list = field(default_factory=list)
    question: str = None
    sign: str = None
    values: list = field(default_factory=list)  # (value or number, start, end)

    def whole(self):
        yield self
        for side in self.sides:
            yield from side.whole()


class Grammar:
    def __init__(self, text, names):
        self.tokens = [(found[0], found.start(), found.end()) for found in TOKEN.finditer(text)]
        self.text, self.names, self.at = text, names, 0

    def parse(self):
        tree = self.joined("or")
        if self.at != len(self.tokens):
            raise ValueError(f"left over at {self.tokens[self.at]} in: {self.text}")
        return tree

    def peek(self):
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def take(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def end(self):
        return self.tokens[self.at - 1][2]

    def joined(self, word):
        side = self.atom if word == "and" else lambda: self.joined("and")
        sides = [side()]
        while self.peek() == word:
            self.take()
            sides.append(side())
        return sides[0] if len(sides) == 1 else Part(word, sides[0].start, sides[-1].end, sides)

    def atom(self):
        word, start, _ = self.take()
        if word == "(":
            inside = self.joined("or")
            self.take()
            inside.start, inside.end = start, self.end()
            return inside
        if word in ("unsure", "count"):
            self.take()
            return self.function(word, start)
        if word in self.names:
            return Part("name", start, self.end(), question=word)
        sign = self.take()[0]
        if sign == "in":
            return self.part("is", start, word, sign, self.value_set())
        value = self.take()
        return self.part("number" if value[0].isdigit() else "is", start, word, sign, [value])

    def function(self, word, start):
        question = self.take()[0]
        values, sign = [], None
        if word == "count":
            self.take()
            values = self.value_set()
        self.take()
        if word == "count":
            sign = self.take()[0]
            values = [self.take(), *values]  # the number first
        return self.part(word, start, question, sign, values)

    def value_set(self):
        self.take()
        values = [self.take()]
        while self.take()[0] == ",":
            values.append(self.take())
        return values

    def part(self, kind, start, question, sign, values):
        return Part(kind, start, self.end(), question=question, sign=sign, values=values)


def parse(text, names):
    return Grammar(text, names).parse()
