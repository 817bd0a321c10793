"""The mutants themselves: each operator makes what it says, and each catcher catches, and lets through what it must."""

import os
import unittest

import library
from cases import Cases
from equivalence import telling_answers
from grammar import parse
from mutants import Mutant, Mutants
from mutate import Catchers
from source import Source, entry

library.load(os.environ["UNKNOT_LIBRARY"])
SOURCE = Source()
MUTANTS = Mutants(SOURCE)
OPERATORS = {"tier lowered", "condition negated", "bound moved", "value dropped", "side dropped", "rule dropped",
             "unsure forgotten", "contraindication dropped", "contraindications dropped", "withhold turned into warn"}


def changed(text, operator, is_contraindication=False):
    """What an operator makes of a condition."""
    return {text[:start] + instead + text[end:]
            for name, start, end, instead in MUTANTS.changes(text, is_contraindication) if name == operator}


class Operators(unittest.TestCase):
    def test_each_is_used_on_every_rule_and_topic(self):
        names = [mutant.name for mutant in MUTANTS.all()]
        self.assertEqual({name.split(":")[0] for name in names}, OPERATORS)
        self.assertEqual(len(set(names)), len(names))
        for rule in SOURCE.files["rules"]["rules"]:
            self.assertIn(f"rule dropped: rule {rule['id']}", names)
            self.assertEqual(f"tier lowered: rule {rule['id']}" in names, rule["tier"] != "routine")
            self.assertTrue(any(name.startswith(f"condition negated: rules {rule['id']} ") for name in names), rule)
        for topic in SOURCE.files["topics"]["topics"]:
            self.assertEqual(f"contraindications dropped: topic {topic['id']}" in names, "withheld_when" in topic)
            self.assertEqual(f"withhold turned into warn: topic {topic['id']}" in names,
                             topic.get("unknown") == "withhold")

    def test_a_bound_moves_either_way(self):
        self.assertEqual(changed("age >= 65 or fever = yes", "bound moved"),
                         {"age >= 64 or fever = yes", "age >= 66 or fever = yes"})
        self.assertEqual(changed("count(conditions, {frail, diabetes}) >= 2", "bound moved"),
                         {"count(conditions, {frail, diabetes}) >= 1", "count(conditions, {frail, diabetes}) >= 3"})

    def test_a_value_is_dropped(self):
        self.assertEqual(changed("course in {comes_and_goes, same, worse}", "value dropped"),
                         {"course in {same, worse}", "course in {comes_and_goes, worse}",
                          "course in {comes_and_goes, same}"})

    def test_a_side_is_dropped_and_unsure_forgotten(self):
        text = "unsure(fever) or (age > 60 and fever = yes) or course = worse"
        self.assertEqual(changed(text, "side dropped"),
                         {"unsure(fever) or course = worse", "unsure(fever) or (age > 60 and fever = yes)"})
        self.assertEqual(changed(text, "unsure forgotten"), {"(age > 60 and fever = yes) or course = worse"})
        self.assertEqual(changed("age < 16 or fever = yes", "contraindication dropped", True),
                         {"age < 16", "fever = yes"})

    def test_a_name_is_written_out_with_a_slip(self):
        self.assertEqual(changed("cancer_ever and fever = yes", "value dropped"),
                         {"(cancer in {current}) and fever = yes", "(cancer in {past}) and fever = yes"})

    def test_a_condition_is_negated(self):
        self.assertEqual(changed("age < 16 and (course = worse or fever = yes)", "condition negated"), {
            "(age >= 16 or (course in {better, comes_and_goes, same} and fever in {no}))",
            "age >= 16 and (course = worse or fever = yes)",
            "age < 16 and (course in {better, comes_and_goes, same} and fever in {no})",
            "age < 16 and (course in {better, comes_and_goes, same} or fever = yes)",
            "age < 16 and (course = worse or fever in {no})"})
        self.assertIn("count(pain_place, {lower_back, flank_or_groin, middle_or_upper_back, band_round_body}) >= 1",
                      changed("pain_place has buttock", "condition negated"))
        self.assertEqual(changed("unsure(fever)", "condition negated"), {"fever in {no, yes}"})

    def test_what_is_not_the_notation_is_refused(self):
        with self.assertRaises(ValueError):
            parse("age < 16 fever = yes", {})


class Catching(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.engine = library.Engine()
        cls.catchers = Catchers(SOURCE, cls.engine)
        cls.addClassCleanup(cls.engine.close)

    def catch(self, rule, **changes):
        def change():
            rules = SOURCE.copy("rules")
            entry(rules["rules"], rule).update(changes)
            return {"rules": rules}
        return self.catchers.catch(Mutant("a slip", rule, change))

    def test_the_pack_itself_is_equivalent(self):
        self.assertEqual(self.catch("rash")[0], "equivalent")

    def test_a_pack_that_does_not_open(self):
        self.assertEqual(self.catch("rash", tier="self_care")[0], "refused")

    def test_a_case_that_fails(self):
        self.assertEqual(self.catch("rash", tier="soon"), ("case", "rules/rash"))

    def test_what_no_case_tells_a_proof_does(self):
        """A hole that no patient of the cases falls into."""
        caught, detail = self.catch("rash", when="rash_one_side = yes and (age <= 88 or age >= 90)")
        self.assertEqual((caught, detail[:48]), ("proof", "P1 rule rash is true, and not raised at same_day"))

    def test_a_survivor_is_told_with_an_intake(self):
        """A rule that is wider for a few is no danger that a proof knows, and no case may meet it."""
        caught, detail = self.catch("rash", when="rash_one_side = yes or (age = 89 and pain_score = 9)")
        self.assertEqual(caught, "survived")
        self.assertTrue(detail.startswith('told apart by {"'), detail)

    def test_what_only_opens_a_question_is_told_apart(self):
        """A side that changes no rule's state is asked for all the same: the work of a patient that no rule knows."""
        rules = SOURCE.copy("rules")
        entry(rules["rules"], "rash")["when"] = "rash_one_side = yes or (rash_one_side = yes and heavy_work = yes)"
        with library.Engine(SOURCE.bytes({"rules": rules})) as other:
            answers = telling_answers(self.engine.pack(), other.pack(), self.engine)
        self.assertIn(answers.get("heavy_work"), (None, "unsure"))

    def test_a_case_that_fails_without_a_mutant_stops_everything(self):
        rules = SOURCE.copy("rules")
        entry(rules["rules"], "rash")["tier"] = "soon"
        with library.Engine(SOURCE.bytes({"rules": rules})) as other, self.assertRaises(RuntimeError):
            Cases(other)


if __name__ == "__main__":
    unittest.main()
