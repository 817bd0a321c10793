"""unknot pack."""
import json
import os
import unittest

from support import PACK, CommandTest, change, unknot

RULES = len(json.loads((PACK / "rules.json").read_text())["rules"])
ADDED = f"/rules/rules/{RULES}"  # where a rule stands that was added


def copy_of_rule(pack, rule_id, new_id, **changes):
    """Adds a rule like another one, with its text."""

    def add_rule(rules):
        original = next(rule for rule in rules["rules"] if rule["id"] == rule_id)
        rules["rules"].append(original | {"id": new_id} | changes)

    def add_text(texts):
        texts["rules"][new_id] = texts["rules"][rule_id]

    change(pack / "rules.json", add_rule)
    for language in ("en-US", "es-US"):
        change(pack / "text" / f"{language}.json", add_text)


def edit_entry(path, which, entry_id, **changes):
    def edit(value):
        next(entry for entry in value[which] if entry["id"] == entry_id).update(changes)

    change(path, edit)


class Check(CommandTest):
    def check(self, pack):
        """The messages of the findings, by pointer."""
        run = unknot("pack", "check", pack)
        self.assertEqual((run.returncode, run.stdout), (2, ""), run.stderr)
        problems = [json.loads(line) for line in run.stderr.splitlines()]
        self.assertEqual({problem["code"] for problem in problems}, {"unreachable"})
        return {problem["pointer"]: problem["message"] for problem in problems}

    def test_the_built_in_pack_is_sound(self):
        run = unknot("pack", "check", PACK)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertRegex(run.stdout, rf"^lower-back \d+\.\d+\.\d+: \d+ questions, {RULES} rules, \d+ topics\. .* sound")

    def test_a_defect_of_structure_is_told_as_opening_tells_it(self):
        pack = self.pack_copy()
        edit_entry(pack / "rules.json", "rules", "urine", when="urine_symptms = yes")
        checked = unknot("pack", "check", pack)
        self.assert_problem(checked, 2, "invalid_condition")
        self.assertEqual(checked.stderr, unknot("questions", "--pack", pack).stderr)

    def test_a_rule_that_nothing_raises_is_found(self):
        pack = self.pack_copy()
        copy_of_rule(pack, "urine", "never", when="age < 10 and age > 20")
        self.assertEqual(self.check(pack), {ADDED: "No answers raise rule never."})

    def test_a_rule_raised_only_by_unsure_where_a_value_is_asked_for_is_found(self):
        pack = self.pack_copy()
        copy_of_rule(pack, "urine", "never", when="unsure(fever) and fever = yes")
        self.assertEqual(list(self.check(pack).values()), ["No answers raise rule never."])

    def test_a_rule_raised_only_by_unsure_where_its_question_does_not_apply_is_found(self):
        pack = self.pack_copy()
        copy_of_rule(pack, "urine", "never", when="unsure(sexual_change) and age < 16")
        self.assertEqual(list(self.check(pack).values()), ["No answers raise rule never."])

    def test_a_rule_that_changes_nothing_is_found(self):
        pack = self.pack_copy()
        copy_of_rule(pack, "urine", "urine-old", when="urine_symptoms = yes and age > 70", tier="routine")
        findings = self.check(pack)
        self.assertEqual(list(findings), [ADDED])
        self.assertIn("Rule urine-old changes nothing", findings[ADDED])
        self.assertIn("flag bowel_bladder", findings[ADDED])

    def test_a_rule_may_name_what_it_overlaps(self):
        pack = self.pack_copy()
        narrower = {"when": "urine_symptoms = yes and age > 70", "tier": "routine"}
        copy_of_rule(pack, "urine", "urine-old", **narrower, overlaps=["urine"])
        self.assertEqual(unknot("pack", "check", pack).returncode, 0)
        edit_entry(pack / "rules.json", "rules", "urine-old", overlaps=["saddle"])  # not the one that is in its way
        self.assertIn("Rule urine-old changes nothing", self.check(pack)[ADDED])

    def test_a_rule_of_a_higher_tier_or_another_flag_changes_something(self):
        pack = self.pack_copy()
        copy_of_rule(pack, "urine", "urine-old", when="urine_symptoms = yes and age > 70", tier="emergency")
        hot = "urine_symptoms = yes and fever = yes"
        copy_of_rule(pack, "urine", "urine-hot", when=hot, flag="fever", tier="emergency")
        run = unknot("pack", "check", pack)
        self.assertEqual(run.returncode, 0, run.stderr)

    def test_a_topic_that_never_shows_is_found(self):
        for number, (changes, message) in enumerate((
            ({"offered_when": "age < 10 and age > 20"}, "No answers show topic foam_rolling."),
            ({"offered_when": "dark_urine = yes"}, "No answers show topic foam_rolling."),  # an emergency has no plan
            ({"withheld_when": "age >= 0", "unknown": "withhold"}, "No answers show topic foam_rolling."),
        )):
            with self.subTest(changes=changes):
                self.folder = self.folder / str(number)
                pack = self.pack_copy()
                edit_entry(pack / "topics.json", "topics", "foam_rolling", **changes)
                self.assertEqual(list(self.check(pack).values()), [message])

    def test_a_topic_that_only_warns_shows_though_an_answer_is_missing(self):
        pack = self.pack_copy()
        edit_entry(pack / "topics.json", "topics", "heat", withheld_when="age >= 0", unknown="warn")
        self.assertEqual(unknot("pack", "check", pack).returncode, 0)

    def test_a_tier_that_nothing_leads_to_is_found(self):
        pack = self.pack_copy()

        def raise_low_tiers(rules):
            for rule in rules["rules"]:
                if rule["tier"] in ("routine", "soon"):
                    rule["tier"] = "same_day"

        change(pack / "rules.json", raise_low_tiers)
        findings = self.check(pack)
        self.assertEqual(findings.get("/pack/kinds/1"), "No answers lead to tier routine.")
        self.assertNotIn("/pack/kinds/2", findings)  # soon is reached while an emergency is possible

    def test_without_z3_it_exits_3_and_names_the_package(self):
        run = unknot("pack", "check", PACK, env=os.environ | {"PATH": str(self.folder)})
        problem = self.assert_problem(run, 3, "not_installed")
        self.assertIn("package z3", problem["expected"])

    def test_what_z3_cannot_tell_is_a_finding(self):
        solver = self.file("z3", "#!/bin/sh\necho unknown\n")
        solver.chmod(0o755)
        path = f"{self.folder}:{os.environ['PATH']}"
        run = unknot("pack", "check", PACK, env=os.environ | {"PATH": path})
        self.assertEqual((run.returncode, run.stdout), (2, ""))
        self.assertIn("z3 could not tell", run.stderr)


class Show(CommandTest):
    def test_json_is_the_pack_as_the_engine_loaded_it(self):
        run = unknot("pack", "show")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        shown = json.loads(run.stdout)
        rules = json.loads((PACK / "rules.json").read_text())["rules"]
        self.assertEqual([rule["id"] for rule in shown["rules"]], [rule["id"] for rule in rules])
        self.assertEqual(run.stdout, unknot("pack", "show", PACK, "--format", "json").stdout)

    def test_text_tells_a_reader_every_rule_by_its_flag(self):
        run = unknot("pack", "show", "--format", "text")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertIn("No clinician has reviewed this pack.", run.stdout)
        sections = dict(part.split("\n", 1) for part in run.stdout.split("\n\n")[1:])
        source = json.loads((PACK / "rules.json").read_text())
        self.assertEqual(list(sections), source["flags"] + ["topics"])
        for rule in source["rules"]:
            self.assertIn(f"  {rule['id']}: {rule['tier']}", sections[rule["flag"]])
        self.assertIn("unsafe: same_day, for the clinic only", run.stdout)

    def test_a_condition_reads_as_clinicians_write_it(self):
        pack = self.pack_copy()
        for written in (
            "age >= 65 and (leg_pain in {one_leg, both_legs} or unsure(fever))",
            "count(conditions, {diabetes, frail}) >= 2 or pain_score <= 3",
            "fever = yes and conditions has frail and course = worse and pain_score = 7",
            "duration_days >= 5 and duration_days <= 9",
        ):
            edit_entry(pack / "rules.json", "rules", "urine", when=written)
            shown = " ".join(unknot("pack", "show", pack, "--format", "text").stdout.split())
            start = "urine: same_day "
            self.assertEqual(shown[shown.index(start) + len(start) :][: len(written)], written)

    def test_a_pack_may_be_one_file(self):
        names = ("pack", "questions", "rules", "topics", "sources")
        parts = {name: json.loads((PACK / f"{name}.json").read_text()) for name in names}
        parts["text"] = {path.stem: json.loads(path.read_text()) for path in (PACK / "text").iterdir()}
        parts["pictures"] = {file.stem: file.read_text() for file in (PACK / "pictures").glob("*.svg")}
        path = self.file("pack.json", json.dumps(parts))
        self.assertEqual(unknot("pack", "show", path).stdout, unknot("pack", "show", PACK).stdout)


if __name__ == "__main__":
    unittest.main()
