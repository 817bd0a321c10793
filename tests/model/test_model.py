"""What the model itself must satisfy: section 3's two properties, Kleene's logic, and the cases."""

import json
import random
import unittest
from itertools import combinations

from cases import CASES, expectation
from conditions import reads_the_answer
from differential import differences, judge
from intakes import PAIRS, PATIENTS, Intakes, patient
from model import Model
from notation import And, Or
from reading import UNSURE

MODEL = Model()
QUESTIONS = MODEL.specification.questions
INTAKES = Intakes(MODEL.specification, "properties")


def known_and_possible(reading):
    rules = MODEL.specification.rules
    known = [rule.tier for rule in rules if reading.is_true(rule.condition)]
    possible = [rule.tier for rule in rules if reading.may_be_true(rule.condition)]
    return max(known, default=0), max(possible, default=0)


def unknown_questions(reading):
    return [question for place, question in enumerate(QUESTIONS) if reading.unknown >> place & 1]


class Properties(unittest.TestCase):
    COUNT = 20000

    def takes_back_unsure(self, before, after):
        """The exception: the answer makes another question not apply that was unsure."""
        taken = [question.id for question in QUESTIONS
                 if before.counts_as.get(question.id) == UNSURE
                 and question.id in after.does_not_apply]
        self.assertIn(taken, ([], ["sexual_change"]))
        return bool(taken)

    def test_answering_never_raises_possible_tier_nor_lowers_known(self):
        rng = random.Random(1)
        given = 0
        for answers in INTAKES.chunk(INTAKES.pairs_count, self.COUNT):
            before = MODEL.read(answers)
            absent = [question for question in unknown_questions(before)
                      if question.id not in answers]
            if not absent:
                absent = [rng.choice([each for each in QUESTIONS if not each.asked_when])]
                del answers[absent[0].id]
                before = MODEL.read(answers)
            question = rng.choice(absent)
            answer = rng.choice(INTAKES.levels[question.id][:-1])  # the last is None
            after = MODEL.read({**answers, question.id: answer})
            known, possible = known_and_possible(before)
            new_known, new_possible = known_and_possible(after)
            case = f"{question.id}: {answer} added to {json.dumps(answers)}"
            self.assertLessEqual(new_possible, possible, case)
            if new_known < known:
                self.assertTrue(self.takes_back_unsure(before, after), case)
            given += 1
        self.assertEqual(given, self.COUNT)

    def test_a_value_for_an_unsure_that_applies_never_raises_possible_tier(self):
        rng = random.Random(2)
        for answers in INTAKES.chunk(INTAKES.pairs_count + self.COUNT, self.COUNT):
            question = rng.choice(QUESTIONS)
            answers[question.id] = UNSURE
            before = MODEL.read(answers)
            if question.id in before.does_not_apply:  # there `unsure` counts as the else value
                continue
            _, possible = known_and_possible(before)
            answers[question.id] = rng.choice(INTAKES.levels[question.id][:-2])
            _, new_possible = known_and_possible(MODEL.read(answers))
            self.assertLessEqual(new_possible, possible, json.dumps(answers))

    def test_an_age_takes_back_the_unsure_of_sexual_change(self):
        answers = {**patient("ordinary"), "leg_pain": "one_leg", "sexual_change": UNSURE}
        del answers["age"]
        self.assertEqual(known_and_possible(MODEL.read(answers))[0], 3)
        self.assertEqual(known_and_possible(MODEL.read({**answers, "age": 15}))[0], 2)


def kleene(tree, reading):
    """True, False or None, read plainly from the answers: no masks, no compiled expression."""
    if isinstance(tree, (Or, And)):
        sides = [kleene(side, reading) for side in tree.sides]
        decides = isinstance(tree, Or)
        return decides if decides in sides else None if None in sides else not decides
    answer = reading.counts_as.get(tree.question)
    if not reads_the_answer(tree):
        return answer == UNSURE
    return None if answer in (None, UNSURE) else tree.holds(answer)


class Logic(unittest.TestCase):
    def test_compiled_conditions_agree_with_three_valued_logic(self):
        for answers in INTAKES.chunk(INTAKES.pairs_count, 2000):
            reading = MODEL.read(answers)
            for condition in MODEL.specification.conditions:
                compiled = reading.is_true(condition), reading.may_be_true(condition)
                plain = kleene(condition.tree, reading)
                self.assertEqual(compiled, (plain is True, plain is not False))

    def test_conditional_questions_ask_about_earlier_ones_only(self):
        for place, question in enumerate(QUESTIONS):
            if question.asked_when:
                self.assertLess(question.asked_when.questions, 1 << place)


class Generator(unittest.TestCase):
    def test_the_first_part_holds_every_pair_of_answers(self):
        seen = {pair: set() for pair in combinations(range(len(QUESTIONS)), 2)}
        levels = [{json.dumps(level): place for place, level in enumerate(INTAKES.levels[q.id])}
                  for q in QUESTIONS]
        for number in range(PAIRS):
            answers = INTAKES.pairs(number)
            row = [places[json.dumps(answers[question.id])]
                   for places, question in zip(levels, QUESTIONS)]
            for (left, right), found in seen.items():
                found.add((row[left], row[right]))
        for (left, right), found in seen.items():
            self.assertEqual(len(found), len(levels[left]) * len(levels[right]))

    def test_a_pair_that_can_apply_applies(self):
        """Where a conditional question does not apply, the pair itself rules it out."""
        self.assertFalse(MODEL.read(INTAKES.applying).does_not_apply)
        applying = 0
        for pair in INTAKES.pairs_that_apply:
            answers = {question: answer for question, answer in {**INTAKES.applying, **pair}.items()
                       if answer is not None}
            alone = {question: answer for question, answer in pair.items() if answer is not None}
            for question in QUESTIONS:
                if question.asked_when and question.id in pair:
                    if MODEL.read(answers).may_be_true(question.asked_when):
                        applying += 1
                    else:
                        self.assertFalse(MODEL.read(alone).may_be_true(question.asked_when), pair)
        self.assertGreater(applying, len(INTAKES.pairs_that_apply) * 0.9)

    def test_the_same_seed_gives_the_same_intakes(self):
        self.assertEqual(list(INTAKES.chunk(INTAKES.pairs_count, 50)), list(INTAKES.chunk(INTAKES.pairs_count, 50)))


class Comparison(unittest.TestCase):
    def line(self, change):
        result = MODEL.result(patient("pregnant"))
        result["contradictions"] = []
        change(result)
        return judge(MODEL, patient("pregnant"), json.dumps(result))

    def test_an_equal_result_passes(self):
        self.assertIsNone(self.line(lambda result: None))

    def test_each_changed_field_is_reported(self):
        rule = 0
        changes = {
            "tier": lambda result: result.update(tier="self_care"),
            "complete": lambda result: result.update(complete=False),
            "flags/10/tier": lambda result: result["flags"][10].update(tier=None),
            "flags/10/rules": lambda result: result["flags"][10]["rules"].clear(),
            "because": lambda result: result["flags"][10]["rules"][rule]["because"].clear(),
            "open_questions": lambda result: result["open_questions"].append({}),
            "plan/main": lambda result: result["plan"]["main"].reverse(),
            "plan/withheld": lambda result: result["plan"]["withheld"][0].update(topic="heat"),
            "plan/notes": lambda result: result["plan"]["notes"].pop(),
        }
        for place, change in changes.items():
            self.assertIn(place, self.line(change))

    def test_a_problem_line_is_a_failure(self):
        self.assertIn("no result", judge(MODEL, {}, '{"problem": {}, "line": 1}'))

    def test_true_is_not_one(self):
        self.assertTrue(list(differences(True, 1)))


class Cases(unittest.TestCase):
    def test_every_case_says_what_the_model_says(self):
        files = [path for path in CASES.rglob("*.json") if path.parent != PATIENTS]
        self.assertGreater(len(files), 500)
        for path in files:
            case = json.loads(path.read_text(encoding="utf-8"))
            with self.subTest(path.relative_to(CASES)):
                expected = expectation(MODEL, case["patient"], case["answers"], case["expect"])
                self.assertEqual(case["expect"], expected)


if __name__ == "__main__":
    unittest.main()
