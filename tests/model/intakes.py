"""Random intakes: each is a dictionary of answers that the engine must accept."""

import json
import random
from pathlib import Path

from notation import Compares

PATIENTS = Path(__file__).resolve().parents[1] / "cases" / "patients"

# A prime not below the number of questions, nor below the number of levels of any question: then
# the p * p rows (i + c * j) mod p, c the column, hold every pair of levels of every two columns.
PAIRS_PRIME = 59
PAIRS = PAIRS_PRIME * PAIRS_PRIME

# Laid over a healthy woman, these answers make every conditional question apply.
EVERYTHING_APPLIES = {"age": 30, "pregnancy": "possible", "duration_days": 100,
                      "leg_weakness": "one_leg", "cancer": "past"}


def patient(name):
    return json.loads((PATIENTS / f"{name}.json").read_text(encoding="utf-8"))["answers"]


def numbers_named(specification):
    """{question: the numbers that it is compared with anywhere}"""
    named = {}
    for condition in specification.conditions:
        for atom in condition.atoms:
            if isinstance(atom, Compares):
                named.setdefault(atom.question, set()).add(atom.number)
    return named


def plan_conditions(specification):
    for topic in specification.topics:
        found = [topic.offered_when, topic.withheld_when] + [note.condition for note in topic.notes]
        yield from filter(None, found)
    for slot in specification.slots:
        yield from (bracket for _, bracket in slot.choices if bracket)


class Intakes:
    def __init__(self, specification, seed):
        self.questions = specification.questions
        self.seed = seed
        self.numbers = numbers_named(specification)
        self.levels = {question.id: self.levels_of(question) for question in self.questions}
        if max(len(self.questions), *map(len, self.levels.values())) > PAIRS_PRIME:
            raise ValueError("PAIRS_PRIME is too small for this specification")
        self.governed = [question for question in self.questions if question.asked_when]
        self.governing = self.named_in(question.asked_when for question in self.governed)
        self.planned = self.named_in(plan_conditions(specification))
        self.applying = {**patient("ordinary_woman"), **EVERYTHING_APPLIES}
        self.pairs_that_apply = list(self.find_pairs_that_apply())
        self.pairs_count = PAIRS + len(self.pairs_that_apply)
        self.healthy = [patient("ordinary"), patient("ordinary_woman")]
        self.styles = [self.uniform, self.few_changes, self.few_changes, self.plan_changes,
                       self.sparse, self.does_not_apply, self.boundaries]

    def named_in(self, conditions):
        mask = 0
        for condition in conditions:
            mask |= condition.questions
        return [question for place, question in enumerate(self.questions) if mask >> place & 1]

    def levels_of(self, question):
        """Every answer once: each value, each member alone, the numbers at and around each
        boundary, unsure, and None for absent."""
        if question.type == "integer":
            near = {number + step for number in self.numbers.get(question.id, ())
                    for step in (-1, 0, 1)} | {question.low, question.high}
            values = sorted(n for n in near if question.low <= n <= question.high)
        elif question.type == "many":
            values = [[]] + [[member] for member in question.values]
        else:
            values = [False, True] if question.type == "yes/no" else list(question.values)
        return values + ["unsure", None]

    def chunk(self, start, size):
        """The intakes number `start` to `start + size - 1`; the same whoever asks for them."""
        rng = random.Random(f"{self.seed}/{start}")
        for number in range(start, start + size):
            if number < PAIRS:
                answers = self.pairs(number)
            elif number < self.pairs_count:
                answers = {**self.applying, **self.pairs_that_apply[number - PAIRS]}
            else:
                answers = rng.choice(self.styles)(rng)
            yield {key: value for key, value in answers.items() if value is not None}

    def pairs(self, number):
        i, j = divmod(number, PAIRS_PRIME)
        answers = {}
        for column, question in enumerate(self.questions):
            levels = self.levels[question.id]
            answers[question.id] = levels[(i + column * j) % PAIRS_PRIME % len(levels)]
        return answers

    def find_pairs_that_apply(self):
        """Each answer to a conditional question beside each to another; in the rows of `pairs` the
        conditional one may happen not to apply wherever the two meet."""
        for question in self.governed:
            for other in self.questions:
                if other is not question:
                    for level in self.levels[question.id]:
                        for beside in self.levels[other.id]:
                            yield {question.id: level, other.id: beside}

    def any_answer(self, question, rng):
        if question.type == "many" and rng.random() < 0.5:
            size = min(len(question.values), rng.choice((2, 2, 3, 4, 6)))
            return rng.sample(question.values, size)
        if question.type == "integer" and rng.random() < 0.2:
            return rng.randint(question.low, question.high)
        return rng.choice(self.levels[question.id])

    def change(self, answers, questions, count, rng):
        for question in rng.sample(questions, min(count, len(questions))):
            answers[question.id] = self.any_answer(question, rng)
        return answers

    def uniform(self, rng):
        return {question.id: self.any_answer(question, rng) for question in self.questions}

    def few_changes(self, rng):
        healthy = dict(rng.choice(self.healthy))
        return self.change(healthy, self.questions, rng.randint(1, 4), rng)

    def plan_changes(self, rng):
        healthy = dict(rng.choice(self.healthy))
        healthy["onset"] = rng.choice(("gradual", "after_strain", "sudden"))
        healthy["duration_days"] = rng.choice((0, 1, 2, 3, 4, 5, 20, 43))
        return self.change(healthy, self.planned, rng.randint(1, 5), rng)

    def sparse(self, rng):
        answers = self.uniform(rng) if rng.random() < 0.3 else dict(rng.choice(self.healthy))
        absent, unsure = rng.random() * 0.6, rng.random() * 0.3
        for key in answers:
            chance = rng.random()
            if chance < absent:
                answers[key] = None
            elif chance < absent + unsure:
                answers[key] = "unsure"
        return answers

    def does_not_apply(self, rng):
        answers = dict(rng.choice(self.healthy))
        self.change(answers, self.governing, rng.randint(1, len(self.governing)), rng)
        for question in self.governed:
            answers[question.id] = self.any_answer(question, rng)
        return self.change(answers, self.questions, rng.randint(0, 2), rng)

    def boundaries(self, rng):
        answers = dict(rng.choice(self.healthy))
        for question in self.questions:
            if question.type == "integer":
                answers[question.id] = rng.choice(self.levels[question.id])
        if rng.random() < 0.1:  # around the one contradiction that is a sum: longer-than-life
            age = rng.choice((0, 1, 40, 98))
            answers.update(age=age, duration_days=366 * (age + 1) + rng.choice((-1, 0, 1)))
        return self.change(answers, self.questions, rng.randint(0, 3), rng)
