"""Each proof turns red on a pack that was weakened for it, and the replay on an engine that does otherwise."""

import copy
import os
import unittest

import library
from clinical import read_clinical
from encoding import declare_answers
from proofs import Proofs
from solver import Solver
from source import Source, entry

library.load(os.environ["UNKNOT_LIBRARY"])
CLINICAL = read_clinical()
SOURCE = Source()


def weakened(*names):
    """Copies of the pack's files, to be changed and then given to `failures`."""
    copies = {name: SOURCE.copy(name) for name in names}
    return (*copies.values(), copies)


def add_rule(rules, text, like, **changes):
    rules["rules"].append({**entry(rules["rules"], like), **changes})
    for texts in text.values():
        if like in texts.get("rules", {}):
            texts["rules"][changes["id"]] = texts["rules"][like]


def failures(changed, names, edit=None, **arguments):
    """The failures of these proofs on the changed pack; `edit` changes what the engine shows of it."""
    with library.Engine(SOURCE.bytes(changed)) as engine:
        shown = engine.pack()
        if edit:
            edit(shown)
        with Proofs(shown, engine, CLINICAL, **arguments) as proofs:
            proofs.run(names)
            return proofs.failures


class Red(unittest.TestCase):
    maxDiff = 2000

    def assert_found(self, found, *starts):
        """One failure for each start, in this order."""
        self.assertEqual([line[:len(start)] for line, start in zip(found, starts)], list(starts))
        self.assertEqual(len(found), len(starts), found)

    def test_p1_a_lower_tier(self):
        rules, changed = weakened("rules")
        entry(rules["rules"], "rash")["tier"] = "soon"
        self.assert_found(failures(changed, ["P1"]), "P1 rule rash is true, and not raised at same_day or above {")

    def test_p1_a_question_of_the_pack_alone(self):
        questions, changed = weakened("questions")
        entry(questions["questions"], "pain_score")["maximum"] = 11
        self.assert_found(failures(changed, ["P1"]), "P1 question pain_score is not as clinical.md has it",
                          "P1 question pain_score of clinical.md is not as the pack has it")

    def test_p2_a_worse_answer_that_clears_a_rule(self):
        rules, changed = weakened("rules")
        entry(rules["rules"], "arm-face-speech")["when"] = "arm_face_speech = no"
        self.assert_found(failures(changed, ["P2"]),
                          "P2 question arm_face_speech: a worse answer lowers the possible tier, here true")

    def test_p2_an_answer_that_takes_back_an_unsure(self):
        rules, text, changed = weakened("rules", "text")
        add_rule(rules, text, "rash", id="new", when="unsure(strain_pain)")
        self.assert_found(failures(changed, ["P2"]),
                          "P2 question cancer: an answer lowers the known tier, here ")

    def test_p2_an_answer_that_raises_the_possible_tier(self):
        rules, changed = weakened("rules")
        entry(rules["rules"], "fever-unsure")["tier"] = "emergency"
        def leave_out_fever(shown):
            shown["rules"] = [rule for rule in shown["rules"] if rule["flag"] != "fever" or "unsure" in rule["id"]]
        self.assert_found(failures(changed, ["P2"], leave_out_fever),
                          "P2 question fever: a worse answer lowers the possible tier, here true",
                          'P2 question fever: an answer raises the possible tier, here "unsure"')

    def test_p2_an_exception_that_is_no_longer_needed(self):
        rules, changed = weakened("rules")
        entry(rules["rules"], "sexual-unsure")["when"] = "sexual_change = yes and (leg_sign or sphincter_change)"
        self.assert_found(failures(changed, ["P2"]), "P2 the exception sexual_change is no longer needed")

    def test_p3_a_rule_that_is_narrower(self):
        rules, changed = weakened("rules")
        entry(rules["rules"], "rash")["when"] += " and duration_days > 7"
        self.assert_found(failures(changed, ["P3"]),
                          "P3 rule rash is open, and the tier is self_care {")

    def test_p3_without_the_floor_under_an_open_screen(self):
        # The others are open only while one of these is raised.
        self.assertGreater(len(failures({}, ["P3"], floors={})), 0.9 * len(CLINICAL["rules"]))

    def test_p4_a_contraindication_that_is_gone(self):
        topics, changed = weakened("topics")
        topic = entry(topics["topics"], "knee_to_chest")
        topic["withheld_when"] = topic["withheld_when"].replace(" or conditions has hip_replacement", "")
        self.assert_found(failures(changed, ["P4"]), "P4 topic knee_to_chest shows with its contraindication {")

    def test_p4_a_contraindication_that_may_be(self):
        topics, text, changed = weakened("topics", "text")
        entry(topics["topics"], "ibuprofen")["unknown"] = "warn"
        for tag in ("en-US", "es-US"):
            text[tag]["topics"]["ibuprofen"]["warn"] = "Only if none of this holds for you."
        self.assert_found(failures(changed, ["P4"]), "P4 topic ibuprofen shows with its contraindication {")

    def test_p4_a_variant_that_is_narrower(self):
        topics, changed = weakened("topics")
        topic = entry(topics["topics"], "paracetamol")
        topic["adjustments"][0]["when"] = "kidney_problem"
        self.assert_found(failures(changed, ["P4"]), "P4 topic paracetamol shows without its ask_first {")

    def test_p5_a_rule_that_nothing_raises(self):
        rules, changed = weakened("rules")
        entry(rules["rules"], "older-lasting")["when"] += " and age < 75"
        self.assert_found(failures(changed, ["P5"]), "P5 rule older-lasting is never raised")

    def test_p6_a_rule_that_changes_nothing(self):
        rules, text, changed = weakened("rules", "text")
        add_rule(rules, text, "rash", id="new", when="rash_one_side = yes and age > 50", tier="soon")
        self.assert_found(failures(changed, ["P6"]), "P6 rule new changes nothing")

    def test_p6_a_rule_that_says_which_it_overlaps(self):
        rules, text, changed = weakened("rules", "text")
        add_rule(rules, text, "rash", id="new", when="rash_one_side = yes and age > 50", tier="soon", overlaps=["rash"])
        self.assertEqual(failures(changed, ["P6"]), [])

    def test_p6_an_overlap_that_is_none(self):
        rules, changed = weakened("rules")
        entry(rules["rules"], "rash")["overlaps"] = ["fever"]
        self.assert_found(failures(changed, ["P6"]), "P6 rule rash says that it overlaps and does not {")

    def test_p7_a_tier_that_no_rule_has(self):
        rules, changed = weakened("rules")
        for rule in rules["rules"]:
            rule["tier"] = "same_day" if rule["tier"] == "emergency" else rule["tier"]
        self.assert_found(failures(changed, ["P7"]), "P7 tier emergency is never reached")

    def test_p8_a_text_that_is_missing(self):
        def leave_out(shown):
            shown["text"]["en-US"]["rules"]["rash"] = ""
        self.assert_found(failures({}, ["P8"], leave_out), "P8 text rules/rash is missing in en-US")

    def test_p8_a_text_that_another_language_has(self):
        def leave_out(shown):
            shown["text"]["en-GB"] = copy.deepcopy(shown["text"]["en-US"])
            shown["text"]["en-GB"]["topics"]["heat"]["stop_if"] = None
            shown["text"]["en-GB"]["topics"]["heat"]["items"].pop()  # a list may be shorter, a language's own
            shown["text"]["en-GB"]["advice_line"] = "111"
        self.assert_found(failures({}, ["P8"], leave_out), "P8 text topics/heat/stop_if is missing in en-GB")

    def test_p9_two_tiers_for_one_condition(self):
        rules, text, changed = weakened("rules", "text")
        add_rule(rules, text, "rash", id="new", tier="emergency",
                 when="rash_one_side = yes and (age < 60 or age >= 60 or rash_one_side = yes)")
        self.assert_found(failures(changed, ["P5", "P9"]),
                          "P9 rules rash and new have one condition and two tiers")

    def test_p10_a_topic_that_never_shows(self):
        topics, changed = weakened("topics")
        entry(topics["topics"], "water")["withheld_when"] += " or age >= 0"
        self.assert_found(failures(changed, ["P10"]), "P10 topic water never shows")


class Replay(unittest.TestCase):
    def test_an_engine_that_does_otherwise_is_found(self):
        def edit(shown):
            entry(shown["rules"], "rash")["when"]["of"] = ["no"]
        found = failures({}, ["P5"], edit)
        self.assertTrue(found[0].startswith("P5 the engine does otherwise: rules: "), found[:1])

    def test_a_topic_that_the_engine_withholds_is_found(self):
        topics, changed = weakened("topics")
        entry(topics["topics"], "water")["withheld_when"] += " or age >= 0"
        def edit(shown):
            entry(shown["topics"], "water")["withheld_when"] = None
        found = failures(changed, ["P10"], edit)
        self.assertTrue(found[0].startswith("P10 the engine does otherwise: "), found[:1])

    def test_a_bound_that_the_engine_does_not_have_is_found(self):
        def edit(shown):
            entry(shown["rules"], "older-lasting")["when"]["all"][0]["from"] += 1
        with library.Engine() as engine:
            shown = engine.pack()
            edit(shown)
            with Proofs(shown, engine, CLINICAL) as proofs:
                proofs.boundaries()
                self.assertTrue(any(line.startswith("boundary the engine does otherwise") for line in proofs.failures))


class SecondSolver(unittest.TestCase):
    def test_another_answer_is_found(self):
        with Solver(declare_answers(CLINICAL["questions"])) as solver:
            self.assertIsNone(solver.check("false"))
            self.assertEqual(solver.check("true"), {})
            self.assertEqual(solver.disagreements(), [])
            self.assertEqual(solver.disagreements(("echo", "unsat unsat")), [1])
            with self.assertRaises(RuntimeError):
                solver.disagreements(("echo", "unsat"))


if __name__ == "__main__":
    unittest.main()
