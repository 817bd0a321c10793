"""unknot pack diff, and pack show and check with an overlay."""
import json
import os
import shutil
import unittest

from pack_test import copy_of_rule, edit_entry
from support import PACK, CommandTest, change, unknot


class Diff(CommandTest):
    def diff(self, *arguments):
        """The paragraphs of the report, without the two lines that name the packs."""
        run = unknot("pack", "diff", *arguments)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        head, *paragraphs = run.stdout.rstrip("\n").split("\n\n")
        self.assertRegex(head, r"^A: lower-back .*\nB: lower-back .*$")
        return {part.split("\n")[0]: part.split("\n")[1:] for part in paragraphs}

    def test_a_pack_does_not_differ_from_itself(self):
        self.assertEqual(self.diff("built-in", PACK), {"No difference for patients.": []})

    def test_a_lowered_tier_is_told_with_the_one_answer_that_shows_it(self):
        pack = self.pack_copy()
        edit_entry(pack / "rules.json", "rules", "urine", tier="soon")
        report = self.diff("built-in", pack)
        answer = [
            "  With these answers, and no others:",
            "    Does it burn when you pee, or is there blood in your pee? Yes.",
        ]
        self.assertEqual(
            report["Rule urine goes from tier same_day to soon."],
            answer
            + [
                "  A: raised, flag bowel_bladder, same_day (overall: same_day)",
                "  B: raised, flag bowel_bladder, soon (overall: soon)",
            ],
        )
        self.assertEqual(report["The overall tier is LOWER."], answer + ["  A: same_day", "  B: soon"])
        self.assertIn("The tier of flag bowel_bladder is LOWER.", report)
        self.assertEqual(len(report), 3, list(report))

    def test_a_bound_that_moved_is_shown_at_the_bound(self):
        pack = self.pack_copy()
        written = next(r for r in json.loads((PACK / "rules.json").read_text())["rules"] if r["id"] == "persistent")
        edit_entry(pack / "rules.json", "rules", "persistent", when=written["when"].replace("14", "21"))
        report = self.diff(PACK, pack)
        gone = report["Rule persistent (flag persistent_pain, routine) is no longer raised where it was."]
        self.assertIn("    How many days have you had this pain? 14.", gone)
        self.assertNotIn("is raised where it was not", " ".join(report))

    def test_rules_that_came_and_went_are_told(self):
        pack = self.pack_copy()
        copy_of_rule(pack, "urine", "site-urine", when="urine_symptoms = yes and age >= 90", tier="emergency")
        copy_of_rule(pack, "urine", "never", when="age < 10 and age > 20")
        report = self.diff(PACK, pack)
        new = report["Rule site-urine (flag bowel_bladder, emergency) is new."]
        self.assertIn("    How old are you? 90.", new)
        self.assertIn("  A: not raised (overall: same_day)", new)
        never = report["Rule never (flag bowel_bladder, same_day) is new."]
        self.assertEqual(never, ["  It is written so, but no answers show it by itself."])
        self.assertIn("Rule site-urine (flag bowel_bladder, emergency) is gone.", self.diff(pack, PACK))

    def test_a_contraindication_that_changed_is_told_of_its_topic_alone(self):
        pack = self.pack_copy()
        written = next(t for t in json.loads((PACK / "topics.json").read_text())["topics"] if t["id"] == "heat")
        edit_entry(pack / "topics.json", "topics", "heat", withheld_when=written["withheld_when"] + " or age >= 80")
        report = self.diff(PACK, pack)
        heat = report["Topic heat does not show where it did."]
        self.assertEqual(heat[1], "    How old are you? 80.")
        self.assertIn("B: withheld", heat[-1])
        self.assertEqual(list(report), ["Topic heat does not show where it did."])

    def test_an_overlay_is_compared_with_the_pack_that_it_lies_over(self):
        report = self.diff(PACK, PACK, "--overlay", self.overlay({"rules": {"stricter": {"urine": {"tier": "emergency"}}}}))
        self.assertIn("The overall tier is higher.", report)
        self.assertNotIn("LOWER", " ".join(report))

    def test_questions_that_differ_are_asked_of_the_pack_that_has_them(self):
        pack = self.pack_copy()

        def add_question(questions):
            questions["questions"].append({"id": "new_sign", "since": "0.9", "group": "pain", "type": "yes_no"})
            questions["interview"].append("new_sign")

        def add_value(questions):
            next(q for q in questions["questions"] if q["id"] == "medicines")["values"].append("new_pill")

        def add_texts(texts):
            words = {"text": "Yes", "label": "yes"}
            texts["questions"]["new_sign"] = {"text": "A new sign?", "label": "a new sign", "values": {"no": words, "yes": words}}
            texts["questions"]["medicines"]["values"]["new_pill"] = {"text": "The new pill", "label": "the new pill"}

        change(pack / "questions.json", add_question)
        change(pack / "questions.json", add_value)
        for language in ("en-US", "es-US"):
            change(pack / "text" / f"{language}.json", add_texts)
        copy_of_rule(pack, "urine", "sign", when="new_sign = yes", tier="emergency")
        copy_of_rule(pack, "urine", "pill", when="medicines has new_pill", tier="emergency")
        report = self.diff(PACK, pack)
        self.assertIn("    A new sign? Yes.", report["Rule sign (flag bowel_bladder, emergency) is new."])
        self.assertIn("The new pill", " ".join(report["Rule pill (flag bowel_bladder, emergency) is new."]))
        self.assertEqual(report["Questions that differ:"], ["  medicines: changed", "  new_sign: new"])

    def test_questions_are_worded_in_the_packs_first_language_or_in_the_one_that_was_asked_for(self):
        pack = self.pack_copy()
        question = {"text": "Burning down there?", "label": "burning"}
        other = {"locale": "en-AA", "base": "en-US", "questions": {"urine_symptoms": question}}
        (pack / "text" / "en-AA.json").write_text(json.dumps(other))
        change(pack / "pack.json", lambda head: head["languages"].append("en-AA"))
        edited = self.folder / "edited"
        shutil.copytree(pack, edited)
        edit_entry(edited / "rules.json", "rules", "urine", tier="soon")
        urine = "Rule urine goes from tier same_day to soon."
        self.assertIn("    Does it burn when you pee, or is there blood in your pee? Yes.", self.diff(pack, edited)[urine])
        self.assertIn("    Burning down there? Yes.", self.diff(pack, edited, "--locale", "en-AA")[urine])
        self.assert_problem(unknot("pack", "diff", pack, edited, "--locale", "xx"), 3, "unknown_locale")

    def test_texts_that_differ_are_named(self):
        pack = self.pack_copy()
        change(pack / "text" / "en-US.json", lambda texts: texts["topics"]["heat"].update(title="Warm it"))
        self.assertEqual(self.diff(PACK, pack), {
            "Texts that differ:": ["  en-GB/topics/heat/title: changed", "  en-US/topics/heat/title: changed"],
        })

    def test_without_z3_it_exits_3(self):
        run = unknot("pack", "diff", PACK, PACK, env=os.environ | {"PATH": str(self.folder)})
        self.assert_problem(run, 3, "not_installed")

    def test_what_z3_cannot_tell_is_not_passed_over(self):
        solver = self.file("z3", "#!/bin/sh\nyes unknown 2>/dev/null | head -1000\n")
        solver.chmod(0o755)
        run = unknot("pack", "diff", PACK, PACK, env=os.environ | {"PATH": f"{self.folder}:{os.environ['PATH']}"})
        self.assert_problem(run, 1, "internal")


class WithOverlay(CommandTest):
    def test_show_shows_the_pack_with_the_overlay_and_names_both(self):
        overlay = self.overlay({"rules": {"stricter": {"urine": {"tier": "emergency"}}}})
        shown = json.loads(unknot("pack", "show", "--overlay", overlay).stdout)
        plain = json.loads(unknot("pack", "show").stdout)
        self.assertEqual(shown["sha256"], plain["sha256"])
        self.assertRegex(shown["overlay_sha256"], "^[0-9a-f]{64}$")
        tiers = {rule["id"]: rule["tier"] for rule in shown["rules"]}
        self.assertEqual(tiers["urine"], "emergency")

    def test_check_finds_a_rule_of_the_overlay_that_nothing_raises(self):
        rule = {"id": "never", "flag": "fever", "when": "age < 10 and age > 20", "tier": "soon", "reason": "never",
                "sources": ["NHS"]}
        overlay = self.overlay({
            "pack": {"languages": ["en-US", "es-US"]},
            "rules": {"rules": [rule]},
            "text": {
                "en-US": {"rules": {"never": "Never."}, "reasons": {"never": "Never."}},
                "es-US": {"rules": {"never": "Nunca."}, "reasons": {"never": "Nunca."}},
            },
        })
        run = unknot("pack", "check", "built-in", "--overlay", overlay)
        self.assertEqual(run.returncode, 2)
        self.assertIn("No answers raise rule never.", run.stderr)
        self.assertEqual(unknot("pack", "check", "built-in").returncode, 0)


if __name__ == "__main__":
    unittest.main()
