"""The notation of conditions (docs/clinical.md, section 2): from text to a tree."""

import re
from dataclasses import dataclass

TOKEN = re.compile(r"\s*(\w+|<=|>=|[<>=(){},])")
COMPARE = {
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, "=": lambda a, b: a == b,
    ">=": lambda a, b: a >= b, ">": lambda a, b: a > b,
}


@dataclass(frozen=True)
class IsOneOf:
    question: str
    values: tuple

    def holds(self, answer):
        return answer in self.values


@dataclass(frozen=True)
class Has:
    question: str
    member: str

    def holds(self, answer):
        return self.member in answer


@dataclass(frozen=True)
class Compares:
    question: str
    sign: str
    number: int

    def holds(self, answer):
        return COMPARE[self.sign](answer, self.number)


@dataclass(frozen=True)
class Counts:
    question: str
    members: tuple
    least: int

    def holds(self, answer):
        return sum(member in answer for member in self.members) >= self.least


@dataclass(frozen=True)
class IsUnsure:
    question: str


@dataclass(frozen=True)
class Or:
    sides: tuple


@dataclass(frozen=True)
class And:
    sides: tuple


class Parser:
    """`questions` by id and `names` (name: text of its condition) are what a condition may use."""

    def __init__(self, questions, names):
        self.questions, self.names, self.tokens = questions, names, []

    def parse(self, text):
        tokens = TOKEN.findall(text)
        if "".join(tokens) != re.sub(r"\s", "", text):
            raise ValueError(f"not the notation: {text}")
        self.tokens = tokens
        tree = self.condition()
        if self.tokens:
            raise ValueError(f"left over {self.tokens} in: {text}")
        return tree

    def take(self, expected=None):
        token = self.tokens.pop(0)
        if expected and token != expected:
            raise ValueError(f"expected {expected}, found {token}")
        return token

    def next_is(self, token):
        return bool(self.tokens) and self.tokens[0] == token

    def joined(self, word, side, make):
        sides = [side()]
        while self.next_is(word):
            self.take()
            sides.append(side())
        return sides[0] if len(sides) == 1 else make(tuple(sides))

    def condition(self):
        return self.joined("or", self.conjunction, Or)

    def conjunction(self):
        return self.joined("and", self.atom, And)

    def atom(self):
        word = self.take()
        if word == "(":
            inside = self.condition()
            self.take(")")
            return inside
        if word in ("unsure", "count"):
            self.take("(")
            question = self.questions[self.take()]
            return self.count(question) if word == "count" else self.unsure(question)
        if word in self.names:
            return self.named(word)
        return self.comparison(self.questions[word])

    def named(self, name):
        return type(self)(self.questions, self.names).parse(self.names[name])

    def unsure(self, question):
        self.take(")")
        return IsUnsure(question.id)

    def count(self, question):
        self.take(",")
        members = self.value_set(question)
        self.take(")")
        self.take(">=")
        return Counts(question.id, members, int(self.take()))

    def comparison(self, question):
        sign = self.take()
        if sign == "has":
            return Has(question.id, self.value(question))
        if sign == "in":
            return IsOneOf(question.id, self.value_set(question))
        if question.type == "integer":
            return Compares(question.id, sign, int(self.take()))
        if sign != "=":
            raise ValueError(f"{question.id} is no number")
        return IsOneOf(question.id, (self.value(question),))

    def value_set(self, question):
        self.take("{")
        values = [self.value(question)]
        while self.next_is(","):
            self.take()
            values.append(self.value(question))
        self.take("}")
        return tuple(values)

    def value(self, question):
        return question.value(self.take())
