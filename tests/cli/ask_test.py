"""unknot ask, fed through a pipe."""
import json
import os
import subprocess
import unittest

from interviewer import QUESTIONS, Interviewer, question_on
from support import UNKNOT, CommandTest, change, intake, patient, unknot

ALARM = "Tell the staff now"


class AskTest(CommandTest):
    def ask(self, *arguments):
        program = subprocess.Popen(
            [UNKNOT, "ask", *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self.addCleanup(program.wait, 60)
        self.addCleanup(program.stdout.close)
        self.addCleanup(program.stdin.close)
        self.program = program

        def write(text):
            program.stdin.write(text.encode())
            program.stdin.flush()

        return Interviewer(lambda: os.read(program.stdout.fileno(), 65536).decode(), write)

    def finish(self, interviewer):
        """No more is typed; all that was shown."""
        self.program.stdin.close()
        shown = interviewer.rest()
        self.assertEqual(self.program.wait(60), 0)
        return shown

    def answers_of(self, interviewer):
        """Ends the interview; its answers as the record has them. For `--format json` only."""
        return json.loads(self.finish(interviewer).splitlines()[-1])["answers"]


class Interview(AskTest):
    def test_a_whole_interview_ends_with_the_sheet_of_its_answers(self):
        for name in ("ordinary", "pregnant", "child"):
            with self.subTest(patient=name):
                answers = patient(name)
                interviewer = self.ask()
                asked = interviewer.give(answers)
                while interviewer.page.endswith("continue or q: "):
                    interviewer.type("continue")
                    asked += interviewer.give(answers)
                given = {question: answers[question] for question in asked if question in answers}
                sheet = unknot("assess", "-", "--format", "text", stdin=intake(given)).stdout
                self.assertTrue(self.finish(interviewer).endswith(sheet))

    def test_questions_are_asked_in_order_and_those_that_do_not_apply_are_not(self):
        answers = patient("ordinary")
        asked = self.ask().give(answers)
        result = json.loads(unknot("assess", "-", stdin=intake({name: answers[name] for name in asked})).stdout)
        expected = [name for name in QUESTIONS if name not in result["does_not_apply"]]
        self.assertEqual(asked, expected)
        self.assertEqual(
            set(QUESTIONS) - set(asked),
            {"pregnancy", "period_late", "pregnancy_warning", "leg_weakness_worsening", "strain_pain", "inflammatory"},
        )

    def test_a_question_that_may_apply_is_asked(self):
        asked = self.ask().give({})
        self.assertEqual(asked, list(QUESTIONS))
        self.assertFalse(all(question["always_asked"] for question in QUESTIONS.values()))

    def test_progress_counts_the_questions_that_apply(self):
        interviewer = self.ask()
        self.assertIn("Question 1 of 53 | About you", interviewer.page)
        interviewer.type("40")
        self.assertIn("Question 3 of 50", interviewer.type("2"))  # no pregnancy questions for a man

    def test_help_is_shown_with_the_question_and_on_demand(self):
        interviewer = self.ask()
        self.assertIn(QUESTIONS["age"]["help"].split(".")[0], interviewer.page)
        self.assertIn("b: go back", interviewer.type("?"))
        page = interviewer.type("")
        self.assertEqual(question_on(page), "age")
        self.assertNotIn("Please type", page)

    def test_what_is_not_understood_is_asked_again(self):
        interviewer = self.ask()
        for line in ("121", "-1", "4.5", "40x", "forty", "99999999999999999999"):
            self.assertIn("Please type one number, 0 to 120.", interviewer.type(line))
        interviewer.type("40")
        for line in ("0", "4", "1 2", "x"):
            self.assertIn("Please type one number, 1 to 3.", interviewer.type(line))
        self.assertEqual(question_on(interviewer.page), "sex_at_birth")

    def test_an_option_beside_none_of_these_is_not_understood(self):
        interviewer = self.ask()
        interviewer.go_to("pain_place")
        for line in ("0 1", "6", "1 x", "-1", "1.2"):
            self.assertIn("Please type numbers from 1 to 5, or 0", interviewer.type(line))
            self.assertEqual(question_on(interviewer.page), "pain_place")


class Answers(AskTest):
    def test_enter_leaves_a_question_unanswered_and_u_is_unsure(self):
        interviewer = self.ask("--format", "json")
        interviewer.type("")
        interviewer.type("U")
        answers = self.answers_of(interviewer)
        self.assertEqual((answers["age"], answers["sex_at_birth"], answers["fever"]), (None, "unsure", None))

    def test_each_type_of_question_is_recorded_as_it_was_answered(self):
        given = {"age": 40, "sex_at_birth": "male", "fever": True}
        given |= {"pain_place": ["lower_back", "buttock"], "infection_risk": []}
        interviewer = self.ask("--format", "json")
        interviewer.give(given)
        answers = self.answers_of(interviewer)
        self.assertEqual({name: answers[name] for name in given}, given)

    def test_numbers_may_be_parted_by_blanks_or_commas_and_repeated(self):
        for line in ("2 1", "1,2", " 2 , 1, 2 "):
            interviewer = self.ask("--format", "json")
            interviewer.go_to("pain_place")
            interviewer.type(line)
            self.assertEqual(self.answers_of(interviewer)["pain_place"], ["lower_back", "buttock"])

    def test_back_goes_to_the_question_before_that_applies_and_shows_its_answer(self):
        interviewer = self.ask("--format", "json")
        interviewer.type("40")
        interviewer.type("2")
        page = interviewer.type("b")
        self.assertEqual(question_on(page), "sex_at_birth")
        self.assertIn("Your answer so far: Male", page)
        page = interviewer.type("B")
        self.assertIn("Your answer so far: 40", page)
        self.assertEqual(question_on(interviewer.type("b")), "age")  # there is none before
        interviewer.type("41")
        interviewer.type("")  # keeps it
        answers = self.answers_of(interviewer)
        self.assertEqual((answers["age"], answers["sex_at_birth"]), (41, "male"))

    def test_back_skips_what_does_not_apply(self):
        interviewer = self.ask()
        interviewer.go_to("injury", {"age": 40, "sex_at_birth": "male"})
        self.assertEqual(question_on(interviewer.type("b")), "rash_one_side")

    def test_an_answer_that_was_corrected_counts_as_corrected(self):
        interviewer = self.ask("--format", "json")
        interviewer.type("40")
        interviewer.type("2")
        interviewer.type("2")  # saddle numbness
        interviewer.type("continue")
        interviewer.type("b")
        page = interviewer.type("1")
        self.assertNotIn("TELL THE STAFF", page)
        result = json.loads(self.finish(interviewer).splitlines()[-1])
        self.assertEqual((result["answers"]["saddle_numbness"], result["tier"]), (False, "soon"))


class Emergency(AskTest):
    def alarmed(self, *arguments):
        interviewer = self.ask(*arguments)
        interviewer.give({"age": 40, "sex_at_birth": "male", "saddle_numbness": True})
        return interviewer

    def test_it_stops_at_once_with_the_reason_and_the_number(self):
        interviewer = self.ask()
        asked = interviewer.give({"age": 40, "sex_at_birth": "male", "saddle_numbness": True})
        self.assertEqual(asked[-1], "saddle_numbness")
        read = " ".join(interviewer.page.split())
        self.assertIn(ALARM, read)
        self.assertIn("the area between your legs feels numb", read)
        self.assertIn("call 911", read)

    def test_a_possible_emergency_does_not_stop_it(self):
        interviewer = self.ask()
        interviewer.give({"age": 40, "sex_at_birth": "male", "saddle_numbness": "unsure"})
        self.assertNotIn(ALARM, interviewer.shown)

    def test_unsure_stops_it_where_a_rule_says_so(self):
        interviewer = self.ask()
        answers = {"age": 40, "sex_at_birth": "male", "saddle_numbness": "unsure", "leg_pain": "one_leg"}
        asked = interviewer.give(answers)
        self.assertEqual(asked[-1], "leg_pain")
        self.assertIn(ALARM, interviewer.page)

    def test_only_the_deliberate_word_goes_on(self):
        interviewer = self.alarmed()
        for line in ("", "y", "yes", "c", "Continue now", "b", "u", "1"):
            self.assertIn(ALARM, interviewer.type(line))
        page = interviewer.type("continue")
        self.assertEqual(question_on(page), "bladder_control")
        self.assertIn("!! TELL THE STAFF NOW !!", page)

    def test_the_banner_stays_and_a_new_reason_stops_it_again(self):
        interviewer = self.alarmed()
        interviewer.type("continue")
        page = interviewer.type("1")
        self.assertEqual(question_on(page), "bladder_leak")
        self.assertIn("!! TELL THE STAFF NOW !!", page)
        page = interviewer.type("2")
        self.assertIn("continue or q: ", page)
        self.assertIn("your bladder or bowel has changed", " ".join(page.split()))

    def test_the_same_reason_stops_it_again_after_it_was_taken_back(self):
        interviewer = self.alarmed()
        interviewer.type("continue")
        interviewer.type("b")
        interviewer.type("1")
        interviewer.type("b")
        self.assertIn("continue or q: ", interviewer.type("2"))

    def test_q_ends_it_with_the_alarm_and_the_sheet(self):
        interviewer = self.alarmed()
        end = interviewer.type("q")
        self.assertIn(ALARM, end)
        self.assertIn("Go to the emergency room now", end)
        self.assertEqual(self.program.wait(60), 0)

    def test_clinicians_words_never_stand_on_the_screen(self):
        interviewer = self.alarmed()
        interviewer.type("q")
        self.assertNotIn("cauda", interviewer.shown)

    def test_a_private_rule_stops_it_without_a_word_of_why(self):
        pack = self.pack_copy()

        def raise_to_emergency(rules):
            private = [rule for rule in rules["rules"] if rule.get("private")]
            self.assertEqual([rule["id"] for rule in private], ["unsafe"])
            private[0]["tier"] = "emergency"

        change(pack / "rules.json", raise_to_emergency)
        interviewer = self.ask("--pack", pack)
        asked = interviewer.give({"age": 40, "sex_at_birth": "male", "hurt_by_someone": True})
        self.assertEqual(asked[-1], "hurt_by_someone")
        self.assertIn(ALARM, interviewer.page)
        for word in ("hurt", "unsafe", "safe", "home", "talk"):
            self.assertNotIn(word, interviewer.page)

    def test_the_answer_to_a_private_question_is_not_shown_again(self):
        interviewer = self.ask()
        interviewer.go_to("hurt_by_someone")
        interviewer.type("2")
        page = interviewer.type("b")
        self.assertEqual(question_on(page), "hurt_by_someone")
        self.assertNotIn("Your answer so far", page)
        self.assertIn("not shown here", page)


class End(AskTest):
    def test_a_stray_q_does_not_end_it(self):
        interviewer = self.ask()
        self.assertIn("Stop here?", interviewer.type("q"))
        self.assertEqual(question_on(interviewer.type("")), "age")

    def test_q_twice_ends_it_with_what_was_answered(self):
        interviewer = self.ask("--format", "json")
        interviewer.type("40")
        interviewer.type("q")
        end = interviewer.type("q")
        self.assertIn("1 of 53 questions answered, 0 not sure, 52 without an answer.", end)
        self.assertIn("Your clinic still has to ask you", end)
        result = json.loads(end.splitlines()[-1])
        self.assertEqual((result["answers"]["age"], result["complete"]), (40, False))

    def test_the_end_of_the_input_ends_it_with_what_was_answered(self):
        run = unknot("ask", "--format", "json", stdin="40\n2")
        result = json.loads(run.stdout.splitlines()[-1])
        self.assertEqual((run.returncode, result["answers"]["sex_at_birth"]), (0, "male"))

    def test_the_document_goes_into_the_file(self):
        out = self.folder / "sheet.txt"
        run = unknot("ask", "-o", out, stdin="40\n")
        self.assertEqual(run.returncode, 0)
        self.assertTrue(run.stdout.endswith(f"Saved in {out}\n"))
        sheet = unknot("assess", "-", "--format", "text", stdin=intake({"age": 40})).stdout
        self.assertEqual(out.read_text(), sheet)

    def test_what_cannot_be_made_is_told_before_the_first_question(self):
        for arguments, exit_code, code in (
            (["--format", "fhir"], 64, "missing_time"),
            (["-o", self.folder / "missing" / "sheet.txt"], 1, "unreadable"),
            (["--locale", "fr-FR"], 3, "unknown_locale"),
        ):
            with self.subTest(arguments=arguments):
                self.assert_problem(unknot("ask", *arguments, stdin="40\n"), exit_code, code)

    def test_nothing_that_was_answered_stands_on_standard_error(self):
        self.assertEqual(unknot("ask", stdin="40\nzebra\n2\nq\nq\n").stderr, "")


if __name__ == "__main__":
    unittest.main()
