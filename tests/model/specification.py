"""The medicine as data: what the tables of docs/clinical.md hold, read once."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import by_hand
from conditions import Comparisons, Condition
from notation import Parser
from tables import read_tables
from topics import read_slot, read_topic

CLINICAL = Path(__file__).resolve().parents[2] / "docs" / "clinical.md"


@dataclass
class Question:
    id: str
    type: str  # integer, one, many or yes/no
    values: tuple = ()
    low: int = 0
    high: int = 0
    asked_when: Condition = None
    otherwise: object = None

    def value(self, text):
        if self.type == "yes/no":
            return {"yes": True, "no": False}[text]
        if text not in self.values:
            raise ValueError(f"{self.id} has no value {text}")
        return text


@dataclass
class Rule:
    id: str
    flag: str
    tier: int
    condition: Condition


@dataclass
class Specification:
    questions: list = field(default_factory=list)
    rules: list = field(default_factory=list)
    contradictions: list = field(default_factory=list)  # (id, condition, None: by hand)
    kinds: dict = field(default_factory=dict)  # tier: kind
    topics: list = field(default_factory=list)
    slots: list = field(default_factory=list)
    conditions: list = field(default_factory=list)
    named: dict = field(default_factory=dict)


class Positions(dict):
    """Each question's place in the order of section 1, and its values in theirs."""

    def __init__(self, questions):
        super().__init__((question.id, place) for place, question in enumerate(questions))
        self.values_of = {question.id: question.values for question in questions}


def read_question(row):
    question = Question(row["id"], row["type"].split()[0])
    if question.type == "integer":
        question.low, question.high = map(int, re.search(r"(\d+)-(\d+)", row["type"]).groups())
    elif row["values"]:
        question.values = tuple(value.strip() for value in row["values"].split(","))
    return question


def read_specification(path=CLINICAL):
    tables = read_tables(Path(path).read_text(encoding="utf-8"))
    specification = Specification(questions=[read_question(row) for row in tables["id"]])
    by_id = {question.id: question for question in specification.questions}
    parser = Parser(by_id, {row["name"]: row["means"] for row in tables["name"]})
    comparisons, positions = Comparisons(), Positions(specification.questions)

    def condition(text):
        if not text or text == "always":
            return None
        specification.conditions.append(Condition(parser.parse(text), comparisons, positions))
        return specification.conditions[-1]

    for row in tables["id"]:
        if row["asked when (else)"]:
            text, otherwise = re.fullmatch(r"(.*) \((\S+)\)", row["asked when (else)"]).groups()
            question = by_id[row["id"]]
            question.asked_when = condition(text)
            question.otherwise = [] if otherwise == "[]" else question.value(otherwise)
    specification.named = {name: condition(text) for name, text in parser.names.items()}
    for row in tables["rule"]:
        tier = by_hand.TIERS.index(row["tier"])
        specification.rules.append(Rule(row["rule"], row["flag"], tier, condition(row["when"])))
    for row in tables["contradiction"]:
        outside = row["contradiction"] == by_hand.LONGER_THAN_LIFE
        specification.contradictions.append(
            (row["contradiction"], None if outside else condition(row["when"])))
    specification.kinds = {row["tier"]: row["kind"] for row in tables["tier"]}
    specification.topics = [read_topic(row, condition) for row in tables["topic"]]
    specification.slots = [read_slot(row, condition) for row in tables["slot"]]
    return specification
