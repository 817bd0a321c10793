"""unknot pack export, import and preview."""
import csv
import io
import json
import unittest

from support import PACK, CommandTest, change, intake, patient, unknot

HEADING = ["id", "English", "translation", "note", "hash of the English"]


class Translation(CommandTest):
    def setUp(self):
        super().setUp()
        self.pack = self.pack_in_english()

    def export(self, *arguments, locale="es-US"):
        run = unknot("pack", "export", self.pack, "--locale", locale, *arguments)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        with io.StringIO(run.stdout, newline="") as table:
            return list(csv.reader(table))

    def table(self, rows):
        path = self.folder / "table.csv"
        with open(path, "w", newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    def translated(self, rows):
        """Every text in capitals but for its placeholders."""
        words = lambda text: "".join(
            part if part.startswith("{") else part.upper() for part in text.replace("}", "}\0").replace("{", "\0{").split("\0")
        )
        return [rows[0]] + [[i, english, words(english), note, code] for i, english, _, note, code in rows[1:]]

    def problems(self, rows, locale="es-US"):
        before = sorted(path.name for path in (self.pack / "text").iterdir())
        run = unknot("pack", "import", self.pack, "--locale", locale, self.table(rows))
        self.assertEqual((run.returncode, run.stdout), (2, ""))
        self.assertEqual(sorted(path.name for path in (self.pack / "text").iterdir()), before)
        return {problem["pointer"]: problem["code"] for problem in map(json.loads, run.stderr.splitlines())}

    def test_every_text_is_a_row_with_its_place(self):
        rows = self.export()
        self.assertEqual(rows[0], HEADING)
        by_id = {row[0]: row for row in rows[1:]}
        texts = json.loads((PACK / "text" / "en-US.json").read_text())
        self.assertEqual(len(by_id), len(rows) - 1)
        self.assertEqual(by_id["topics/heat/title"][1:3], [texts["topics"]["heat"]["title"], ""])
        self.assertEqual(by_id["safety_net/emergency/1"][1], texts["safety_net"]["emergency"][1])
        self.assertEqual(by_id["kinds/get_care_now/message"][3], "keep {emergency_number}")
        self.assertNotIn("locale", by_id)
        self.assertFalse([i for i in by_id if i.endswith("/part")])

    def test_a_new_language_opens_once_the_pack_names_it(self):
        table = self.table(self.translated(self.export()))
        run = unknot("pack", "import", self.pack, "--locale", "es-US", table)
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "", ""))
        change(self.pack / "pack.json", lambda head: head["languages"].append("es-US"))
        sheet = unknot("assess", "-", "--pack", self.pack, "--locale", "es-US", "--format", "text", stdin='{"answers": {}}')
        self.assertEqual(sheet.returncode, 0, sheet.stderr)
        self.assertIn("DANGER SIGNS", sheet.stdout)

    def test_a_language_that_goes_out_and_in_is_the_same(self):
        path = self.pack / "text" / "en-US.json"
        before = json.loads(path.read_text())
        table = self.table(self.export(locale="en-US"))
        for _ in range(2):
            self.assertEqual(unknot("pack", "import", self.pack, "--locale", "en-US", table).returncode, 0)
            self.assertEqual(json.loads(path.read_text()), before)
        written = path.read_text()
        unknot("pack", "import", self.pack, "--locale", "en-US", table)
        self.assertEqual(path.read_text(), written)

    def test_a_language_on_a_base_holds_what_was_translated_alone(self):
        path = self.pack / "text" / "en-GB.json"
        path.write_text(json.dumps({"locale": "en-GB", "base": "en-US", "page": "A4", "emergency_number": "999"}))
        rows = self.export(locale="en-GB")
        self.assertEqual({row[0]: row[2] for row in rows[1:] if row[2]}, {"emergency_number": "999"})
        for row in rows:
            if row[0] == "topics/heat/title":
                row[2] = "Warmth"
        self.assertEqual(unknot("pack", "import", self.pack, "--locale", "en-GB", self.table(rows)).returncode, 0)
        self.assertEqual(
            json.loads(path.read_text()),
            {"locale": "en-GB", "base": "en-US", "emergency_number": "999", "topics": {"heat": {"title": "Warmth"}}, "page": "A4"},
        )

    def test_a_stale_translation_is_named(self):
        rows = self.translated(self.export())
        change(self.pack / "text" / "en-US.json", lambda texts: texts["topics"]["heat"].update(title="Use warmth"))
        self.assertEqual(self.problems(rows), {"/text/es-US/topics/heat/title": "stale_translation"})

    def test_a_new_table_keeps_the_work_and_empties_what_is_stale(self):
        previous = self.table(self.translated(self.export()))
        change(self.pack / "text" / "en-US.json", lambda texts: texts["topics"]["heat"].update(title="Use warmth"))
        rows = {row[0]: row for row in self.export("--previous", previous)[1:]}
        stale = rows.pop("topics/heat/title")
        self.assertEqual(stale[1:3], ["Use warmth", ""])
        self.assertIn("The English changed. It was: ", stale[3])
        self.assertTrue(all(row[2] for row in rows.values()))

    def test_missing_translations_are_all_named(self):
        rows = self.translated(self.export())
        gone = rows.pop(3)
        rows[5][2] = ""
        self.assertEqual(
            self.problems(rows), {f"/text/es-US/{i}": "missing_text" for i in (gone[0], rows[5][0])}
        )

    def test_placeholders_must_be_those_of_the_english(self):
        rows = self.translated(self.export())
        for row in rows:
            if row[0] == "kinds/get_care_now/message":
                row[2] = "Vaya ahora."
        self.assertEqual(self.problems(rows), {"/text/es-US/kinds/get_care_now/message": "invalid_placeholder"})

    def test_a_row_that_the_pack_does_not_have_is_named(self):
        rows = self.translated(self.export()) + [["topics/none/title", "x", "y", "", ""]]
        self.assertEqual(self.problems(rows), {"/text/es-US/topics/none/title": "unknown_id"})

    def test_what_is_no_table_is_refused(self):
        for content, code in (
            ("", "invalid_csv"),
            ("a,b\n", "invalid_csv"),
            (",".join(HEADING) + '\n"open', "invalid_csv"),
            (",".join(HEADING) + "\nx,y\n", "invalid_csv"),
            (",".join(HEADING) + '\nx"y,,,,\n', "invalid_csv"),
            (",".join(HEADING) + "\nx,,,,\nx,,,,\n", "duplicate_id"),
        ):
            with self.subTest(content=content):
                run = unknot("pack", "import", self.pack, "--locale", "es-US", self.file("bad.csv", content))
                self.assert_problem(run, 2, code)

    def test_a_tag_that_is_a_path_is_refused(self):
        run = unknot("pack", "export", self.pack, "--locale", "../pack")
        self.assert_problem(run, 2, "unknown_locale")


class Preview(CommandTest):
    def preview(self, pack, *arguments):
        sheet = self.folder / "sheet.html"
        file = self.file("intake.json", intake(patient("desk_worker")))
        run = unknot("pack", "preview", pack, "--intake", file, "-o", sheet, *arguments)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        return run.stdout, sheet.read_text()

    def test_the_sheet_is_that_of_the_edited_pack_and_its_changed_texts_are_graded(self):
        pack = self.pack_copy()
        # 10 words, 1 sentence, 10 syllables: 0.39 * 10 + 11.8 - 15.59 = 0.11
        easy = "Keep on the go but do not do too much."
        # 4 words, 1 sentence, 14 syllables: 0.39 * 4 + 11.8 * 3.5 - 15.59 = 27.27
        hard = "Uncomplicated musculature necessitates mobility."

        def edit(texts):
            texts["topics"]["stay_active"].update(line=easy, why=hard)

        change(pack / "text" / "en-US.json", edit)
        report, sheet = self.preview(pack)
        self.assertTrue(hard in sheet)
        lines = [line.split() for line in report.splitlines()[1:]]
        self.assertEqual([line[1] for line in lines], ["topics/stay_active/line", "topics/stay_active/why"])
        self.assertEqual(lines[0][0], "0.1")
        self.assertGreater(float(lines[1][0]), 20)

    def test_grades_are_those_that_were_counted_by_hand(self):
        # text: words, sentences, syllables
        counted = {
            "Walk a little, and often.": (5, 1, 7),
            "Do not stay in bed. Rest is fine.": (8, 2, 8),
            "Use a heating pad for 15 minutes.": (7, 1, 9),
            "The pain moved to the back of one leg.": (9, 1, 9),
            "Are you unsure? Ask a nurse!": (6, 2, 7),
        }
        pack = self.pack_copy()
        for text, (words, sentences, syllables) in counted.items():
            with self.subTest(text=text):
                change(pack / "text" / "en-US.json", lambda texts: texts["topics"]["stay_active"].update(line=text))
                report, _ = self.preview(pack)
                grade = 0.39 * words / sentences + 11.8 * syllables / words - 15.59
                self.assertEqual(report.splitlines()[1].split(), [f"{grade:.1f}", "topics/stay_active/line"])

    def test_an_unchanged_pack_has_nothing_to_grade(self):
        report, sheet = self.preview(PACK)
        self.assertEqual(report, "No text of en-US differs from the built-in pack.\n")
        self.assertIn("<!DOCTYPE html>", sheet)

    def test_a_bad_intake_makes_no_sheet(self):
        sheet = self.folder / "sheet.html"
        run = unknot("pack", "preview", PACK, "--intake", "-", "-o", sheet, stdin="{}")
        self.assert_problem(run, 2, "missing_member")
        self.assertFalse(sheet.exists())


if __name__ == "__main__":
    unittest.main()
