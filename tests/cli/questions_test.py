"""unknot questions."""
import json
import unittest

from support import PACK, CommandTest, unknot

QUESTIONS = json.loads((PACK / "questions.json").read_text())
TEXTS = json.loads((PACK / "text" / "en-US.json").read_text())["questions"]


class Questions(CommandTest):
    def test_json_holds_every_question_in_the_order_to_ask(self):
        run = unknot("questions")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertTrue(run.stdout.endswith("}\n"))
        asked = [question["id"] for question in json.loads(run.stdout)["questions"]]
        self.assertEqual(asked, QUESTIONS["interview"])

    def test_text_tells_a_reader_every_question_and_answer(self):
        run = unknot("questions", "--format", "text")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        read = " ".join(run.stdout.split())
        for question in QUESTIONS["questions"]:
            texts = TEXTS[question["id"]]
            self.assertIn(f"{texts['text']} ({question['id']})", read)
            if texts["help"]:
                self.assertIn(texts["help"], read)
            for value, text in texts.get("values", {}).items():
                written = {"yes": "true", "no": "false"}[value] if question["type"] == "yes_no" else value
                self.assertIn(f"{text['text']} ({written})", read)
        self.assertLessEqual(max(map(len, run.stdout.splitlines())), 80)

    def test_fhir_is_a_questionnaire_in_the_language_that_was_asked_for(self):
        run = unknot("questions", "--format", "fhir", "--locale", "es-US")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertTrue(run.stdout.endswith("}\n"))
        questionnaire = json.loads(run.stdout)
        self.assertEqual((questionnaire["resourceType"], questionnaire["language"]), ("Questionnaire", "es-US"))
        asked = [item["linkId"] for group in questionnaire["item"] for item in group["item"]]
        self.assertEqual(asked, QUESTIONS["interview"])

    def test_the_language_is_asked_for_without_letter_case(self):
        self.assertEqual(unknot("questions", "--locale", "EN-us").stdout, unknot("questions").stdout)
        self.assert_problem(unknot("questions", "--locale", "fr-FR"), 3, "unknown_locale")


if __name__ == "__main__":
    unittest.main()
