"""Results worked out by a person from the text of docs/clinical.md, not by running the model."""

import unittest

from intakes import patient
from model import Model

MODEL = Model()
STRETCHES_AFTER_THREE = ["piriformis_stretch", "hip_hamstring_stretch", "childs_pose", "cat_cow"]


def result_of(name, **changes):
    answers = {**patient(name), **changes}
    return MODEL.result({key: value for key, value in answers.items() if value is not None})


def rules_of(result, status="raised"):
    return [rule["id"] for flag in result["flags"] for rule in flag["rules"]
            if rule["status"] == status]


def rule_of(result, wanted):
    return next(rule for flag in result["flags"] for rule in flag["rules"]
                if rule["id"] == wanted)


def notes_of(result):
    return [(note["topic"], note["note"], note["part"]) for note in result["plan"]["notes"]]


def given(question, answer):
    return {"question": question, "answer": answer, "asked": True}


class Assessment(unittest.TestCase):
    def test_the_specification_is_read_whole(self):
        specification = MODEL.specification
        self.assertEqual(len(specification.questions), 53)
        self.assertEqual(specification.rules[0].id, "bladder-control")
        self.assertEqual(specification.rules[-1].id, "other-conditions")
        self.assertEqual(len(specification.contradictions), 7)
        self.assertEqual(specification.kinds["soon"], "see_clinician_first")
        self.assertEqual(specification.topics[-1].id, "keep_going")

    def test_nobody_answered(self):
        result = MODEL.result({})
        self.assertEqual((result["tier"], result["possible_tier"], result["complete"]),
                         ("soon", "emergency", False))
        self.assertEqual({flag["status"] for flag in result["flags"]}, {"open"})
        # Of the eleven, only these have no emergency rule.
        below = {flag["id"]: flag["possible_tier"] for flag in result["flags"]
                 if flag["possible_tier"] != "emergency"}
        self.assertEqual(below, {"weight_loss": "same_day", "persistent_pain": "soon",
                                 "leg_pain": "routine", "osteoporosis": "same_day"})
        self.assertEqual(rules_of(result), [])
        self.assertEqual({flag["tier"] for flag in result["flags"]}, {None})

    def test_because_of_a_raised_rule_and_what_it_still_lacks(self):
        result = result_of("ordinary", leg_pain="both_legs", duration_days=14, course="worse",
                           onset=None)
        rule = rule_of(result, "both-legs")
        self.assertEqual(rule["because"], [given("duration_days", 14), given("course", "worse"),
                                           given("leg_pain", "both_legs")])
        self.assertEqual(rule["not_answered"], ["onset"])
        self.assertEqual(result["open_questions"], [])

    def test_because_of_an_open_rule_is_what_is_true_of_it_so_far(self):
        result = result_of("ordinary", cancer="past", night_pain=None, strain_pain="unsure")
        rule = rule_of(result, "cancer-suggestive")
        self.assertEqual((rule["status"], rule["tier"]), ("open", "same_day"))
        self.assertEqual(rule["because"], [given("cancer", "past")])
        self.assertEqual(rule["not_answered"], ["night_pain", "strain_pain"])
        self.assertEqual(result["open_questions"],
                         [{"question": "night_pain", "could_raise_to": "same_day"},
                          {"question": "strain_pain", "could_raise_to": "same_day"}])
        self.assertEqual((result["tier"], result["possible_tier"]), ("soon", "same_day"))

    def test_unsure_of_the_saddle_area(self):
        result = result_of("ordinary", saddle_numbness="unsure")
        # nerve_sign is unknown, but every rule that asks for it asks for something false here.
        self.assertEqual(rules_of(result), ["cauda-unsure"])
        self.assertEqual(rules_of(result, "open"), ["saddle", "cauda-unsure-with-legs"])
        self.assertEqual(rule_of(result, "cauda-unsure")["because"],
                         [given("saddle_numbness", "unsure")])
        self.assertEqual((result["tier"], result["possible_tier"]), ("same_day", "emergency"))

    def test_members_of_a_list_and_of_a_count(self):
        signs = ["began_before_35", "buttock_pain", "better_moving", "family_history"]
        result = result_of("ordinary", duration_days=91, inflammatory=signs[::-1])
        rule = rule_of(result, "inflammatory")
        self.assertEqual(rule["because"], [given("duration_days", 91)]
                         + [given("inflammatory", sign) for sign in signs])
        three = result_of("ordinary", duration_days=91, inflammatory=signs[:3])
        self.assertEqual(rules_of(three), ["persistent-6-weeks"])

    def test_blood_thinner_and_a_small_fall(self):
        result = result_of("ordinary", injury="minor", medicines=["blood_thinner"])
        self.assertEqual(rules_of(result), ["injury-blood-thinner"])
        self.assertEqual(result["plan"],
                         {"main": [], "more": [], "withheld": [], "notes": []})
        self.assertEqual(rules_of(result_of("ordinary", injury="minor")), [])

    def test_fever_in_a_child_of_nine_who_cannot_walk(self):
        result = result_of("child", age=9, fever=True, function="unable")
        self.assertEqual(rules_of(result), [
            "fever", "severe-better", "child-fever", "child-not-walking", "child-severe",
            "child-young", "child-under-16", "child"])
        self.assertEqual([flag["id"] for flag in result["flags"] if flag["tier"]],
                         ["fever", "severe_pain", "other_serious"])

    def test_a_man_who_is_pregnant(self):
        result = result_of("ordinary", pregnancy="under_20_weeks")
        self.assertEqual(result["contradictions"], ["pregnancy-male"])
        self.assertEqual(rules_of(result), ["pregnancy"])

    def test_sex_not_answered(self):
        result = result_of("ordinary", sex_at_birth=None, pregnancy=None, period_late=None,
                           pregnancy_warning=None)
        self.assertEqual(rules_of(result, "open"), [
            "pregnancy-warning", "unusual-bleeding", "period-late", "pregnancy"])
        # sex_at_birth decides whether they are asked, but no rule names it.
        self.assertEqual(result["open_questions"], [
            {"question": "pregnancy", "could_raise_to": "emergency"},
            {"question": "period_late", "could_raise_to": "emergency"},
            {"question": "pregnancy_warning", "could_raise_to": "emergency"}])

    def test_open_questions_from_high_to_low(self):
        result = result_of("ordinary", other_new_symptoms=None, rash_one_side=None,
                           chest_symptoms="unsure", leg_pain="one_leg")
        self.assertEqual(rules_of(result), ["leg-pain", "unsure-danger"])
        self.assertEqual(result["open_questions"],
                         [{"question": "chest_symptoms", "could_raise_to": "emergency"}])

    def test_seven_days_in_pain_are_not_over_a_week(self):
        self.assertEqual(rules_of(result_of("ordinary", duration_days=7, course="worse")), [])
        self.assertEqual(rules_of(result_of("ordinary", duration_days=8, course="worse")),
                         ["persistent-week"])


class Plan(unittest.TestCase):
    def test_the_ordinary_patient(self):
        result = result_of("ordinary")
        self.assertEqual((result["tier"], result["complete"]), ("self_care", True))
        self.assertEqual(rules_of(result) + rules_of(result, "open"), [])
        plan = result["plan"]
        self.assertEqual(plan["main"], ["stay_active", "heat", "hand_massage", "pelvic_tilt",
                                        "knee_to_chest", "spinal_twist", "ibuprofen",
                                        "paracetamol"])
        self.assertEqual(plan["more"], [
            "about_knots", "positions_of_comfort", "ball_massage", "foam_rolling",
            "massage_chair", "massage_therapy", *STRETCHES_AFTER_THREE, "water",
            "potassium_food", "magnesium_food", "physical_therapy", "keep_going"])
        self.assertEqual((plan["withheld"], plan["notes"]), ([], []))

    def test_a_blood_thinner(self):
        result = result_of("ordinary", medicines=["blood_thinner"])
        plan = result["plan"]
        because = [given("medicines", "blood_thinner")]
        self.assertEqual(plan["withheld"], [
            {"topic": topic, "because": because, "not_answered": []}
            for topic in ("hand_massage", "ball_massage", "foam_rolling", "massage_chair",
                          "massage_therapy", "ibuprofen")])
        self.assertEqual(notes_of(result), [("magnesium_food", "instead", "steady_greens"),
                                            ("paracetamol", "ask_first", None)])

    def test_nobody_answered(self):
        result = MODEL.result({})
        plan = result["plan"]
        self.assertEqual(plan["main"], ["stay_active", "positions_of_comfort", "heat", "stress"])
        self.assertEqual(plan["more"], ["clinician_can"])
        self.assertEqual([entry["topic"] for entry in plan["withheld"]],
                         ["ibuprofen", "paracetamol"])
        self.assertEqual(plan["withheld"][1],
                         {"topic": "paracetamol", "because": [],
                          "not_answered": ["age", "conditions", "allergies"]})
        self.assertEqual(notes_of(result), [("positions_of_comfort", "part_left_out",
                                             "on_the_back"),
                                            ("heat", "warn", None),
                                            ("heat", "part_left_out", "bath")])

    def test_from_20_weeks_of_pregnancy(self):
        result = result_of("pregnant", pregnancy="from_20_weeks")
        self.assertEqual(result["plan"]["main"], [
            "stay_active", "heat", "hand_massage", "pelvic_tilt", "cat_cow", "childs_pose",
            "paracetamol"])
        self.assertEqual(notes_of(result), [
            ("positions_of_comfort", "part_left_out", "on_the_back"),
            ("heat", "part_left_out", "bath"),
            ("pelvic_tilt", "instead", "standing_at_a_wall"),
            ("paracetamol", "ask_first", None)])

    def test_desk_lifting_and_stress(self):
        some = result_of("desk_worker", heavy_work=True)["plan"]
        self.assertEqual(some["main"][-3:], ["lifting", "desk_setup", "movement_breaks"])
        self.assertIn("stress", some["more"])
        high = result_of("desk_worker", heavy_work=True, stress="high")["plan"]
        self.assertEqual(high["main"][-2:], ["stress", "lifting"])
        self.assertEqual([topic for topic in high["more"]
                          if topic in ("desk_setup", "movement_breaks")],
                         ["desk_setup", "movement_breaks"])

    def test_cold_on_the_first_day(self):
        answers = patient("fresh_strain")  # duration_days 1: cold on days 1, 2 and 3
        plan = MODEL.result(answers)["plan"]
        self.assertIn("cold", plan["main"])
        self.assertIn("heat", plan["more"])
        self.assertEqual(MODEL.warmth(answers), ["cold"] * 3 + ["heat"] * 11)
        since_today = {**answers, "duration_days": 0}
        self.assertEqual(MODEL.warmth(since_today), ["cold"] * 4 + ["heat"] * 10)
        patch = {**answers, "medicines": ["medicine_patch"]}
        self.assertEqual(MODEL.warmth(patch), ["cold"] * 3 + [None] * 11)

    def test_allergies_not_answered(self):
        result = result_of("ordinary", allergies=None)
        self.assertEqual(result["kind"], "self_care")
        self.assertEqual([entry["topic"] for entry in result["plan"]["withheld"]],
                         ["ibuprofen", "paracetamol"])
        self.assertEqual(notes_of(result), [
            ("potassium_food", "part_left_out", part)
            for part in ("bananas", "avocado", "pistachios", "fish")] + [
            ("magnesium_food", "part_left_out", part) for part in ("nuts", "whole_grains")])


if __name__ == "__main__":
    unittest.main()
