"""unknot assess."""
import json
import os
import resource
import shutil
import signal
import subprocess
import unittest

from support import UNKNOT, CommandTest, change, intake, patient, unknot

HEALTHY = intake(patient("ordinary"))


class Documents(CommandTest):
    def test_json_is_the_default_and_ends_in_one_newline(self):
        run = unknot("assess", "-", stdin=HEALTHY)
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertTrue(run.stdout.endswith("}\n"))
        result = json.loads(run.stdout)
        self.assertEqual((result["tier"], result["complete"], len(result["flags"])), ("self_care", True, 11))
        self.assertEqual(run.stdout, unknot("assess", "-", "--format", "json", stdin=HEALTHY).stdout)

    def test_each_format_is_its_own_document(self):
        starts = {"html": "<!doctype html>", "clinic": "<!doctype html>", "text": "Care for your back", "handout": '{"'}
        seen = set()
        for name, start in starts.items():
            with self.subTest(format=name):
                run = unknot("assess", "-", "--format", name, stdin=HEALTHY)
                self.assertEqual((run.returncode, run.stderr), (0, ""))
                self.assertTrue(run.stdout.lower().startswith(start.lower()), run.stdout[:60])
                seen.add(run.stdout)
        self.assertEqual(len(seen), len(starts))
        self.assertTrue(unknot("assess", "-", "--format", "handout", stdin=HEALTHY).stdout.endswith("}\n"))

    def test_a_file_says_the_same_as_standard_input(self):
        path = self.file("intake.json", HEALTHY)
        self.assertEqual(unknot("assess", path).stdout, unknot("assess", "-", stdin=HEALTHY).stdout)

    def test_fhir_is_a_transaction_of_the_time_that_was_given(self):
        run = unknot("assess", "-", "--format", "fhir", "--at", "2026-11-22T15:30:00+01:00", stdin=HEALTHY)
        bundle = json.loads(run.stdout)
        self.assertEqual((run.returncode, run.stderr, bundle["resourceType"]), (0, "", "Bundle"))
        self.assertEqual((bundle["type"], bundle["timestamp"]), ("transaction", "2026-11-22T14:30:00Z"))

    def test_fhir_without_a_time_is_refused_and_makes_no_file(self):
        out = self.folder / "out"
        self.assert_problem(unknot("assess", "-", "--format", "fhir", "-o", out, stdin=HEALTHY), 64, "missing_time")
        self.assertFalse(out.exists())


class Problems(CommandTest):
    def test_a_problem_with_the_intake_exits_2_with_its_place(self):
        for text, code, pointer in (
            ("", "invalid_json", ""),
            ("{", "invalid_json", ""),
            ("{}", "missing_member", ""),
            ('{"answers": {"fevr": true}}', "unknown_question", "/answers/fevr"),
            ('{"answers": {"age": 121}}', "out_of_range", "/answers/age"),
            (" " * 262144 + "{}", "too_large", ""),
        ):
            with self.subTest(text=text[-30:]):
                self.assert_problem(unknot("assess", "-", stdin=text), 2, code, pointer)

    def test_a_problem_makes_no_file_and_leaves_the_one_that_is_there(self):
        new, old = self.folder / "new.json", self.file("old.json", "old")
        for out in (new, old):
            self.assert_problem(unknot("assess", "-", "-o", out, stdin='{"answers": {"age": 121}}'), 2, "out_of_range")
        self.assertEqual([path.name for path in self.folder.iterdir()], ["old.json"])
        self.assertEqual(old.read_text(), "old")

    def test_no_answer_stands_on_standard_error(self):
        for answers in ({"fever": "zebra"}, {"conditions": ["zebra"]}, {"age": 7731}, {"course": 7731.5}):
            with self.subTest(answers=answers):
                run = unknot("assess", "-", stdin=intake(answers))
                self.assertEqual(run.returncode, 2)
                self.assertNotRegex(run.stderr, "zebra|7731")

    def test_a_file_that_cannot_be_read_exits_1(self):
        for path in (self.folder / "missing.json", self.folder):
            with self.subTest(path=path.name):
                self.assert_problem(unknot("assess", path), 1, "unreadable")


class Output(CommandTest):
    def test_a_file_is_replaced_whole(self):
        out = self.file("out.json", "old")
        with open(out) as reader:
            run = unknot("assess", "-", "-o", out, stdin=HEALTHY)
            self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "", ""))
            self.assertEqual(reader.read(), "old")  # whoever had it open still reads the old one, not a part of the new
        self.assertEqual(out.read_text() + "\n", unknot("assess", "-", stdin=HEALTHY).stdout)
        self.assertEqual([path.name for path in self.folder.iterdir()], ["out.json"])

    def test_a_new_file_gets_the_access_that_the_umask_gives(self):
        for mask, mode in ((0o022, 0o644), (0o077, 0o600)):
            out = self.folder / f"{mask:o}"
            unknot("assess", "-", "-o", out, stdin=HEALTHY, preexec_fn=lambda mask=mask: os.umask(mask))
            self.assertEqual(out.stat().st_mode & 0o777, mode)

    def test_a_file_that_is_replaced_keeps_its_access(self):
        out = self.file("out.json", "old")
        out.chmod(0o640)
        unknot("assess", "-", "-o", out, stdin=HEALTHY)
        self.assertEqual(out.stat().st_mode & 0o777, 0o640)

    def test_a_link_stays_a_link(self):
        target, link = self.file("target.json", "old"), self.folder / "link.json"
        link.symlink_to(target)
        unknot("assess", "-", "-o", link, stdin=HEALTHY)
        self.assertTrue(link.is_symlink())
        self.assertEqual(json.loads(target.read_text())["tier"], "self_care")

    def test_what_cannot_be_written_exits_1(self):
        for out in ("/dev/full", self.folder / "missing" / "out.json"):
            with self.subTest(out=out):
                self.assert_problem(unknot("assess", "-", "-o", out, stdin=HEALTHY), 1, "unreadable")

    def test_a_file_that_could_not_be_written_whole_is_not_there(self):
        def small_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

        new, old = self.folder / "new.json", self.file("old.json", "old")
        for out in (new, old):
            run = unknot("assess", "-", "-o", out, stdin=HEALTHY, preexec_fn=small_files)
            self.assert_problem(run, 1, "unreadable")
        self.assertEqual([path.name for path in self.folder.iterdir()], ["old.json"])
        self.assertEqual(old.read_text(), "old")

    def test_a_full_or_closed_standard_output_exits_1(self):
        path = self.file("intake.json", HEALTHY)
        with open("/dev/full", "w") as full:
            run = subprocess.run([UNKNOT, "assess", path], stdout=full, stderr=subprocess.DEVNULL)
        self.assertEqual(run.returncode, 1)
        closed = subprocess.run([UNKNOT, "assess", path], preexec_fn=lambda: os.close(1), stderr=subprocess.PIPE)
        self.assertEqual(closed.returncode, 1)

    def test_closed_streams_do_no_harm_to_a_file(self):
        out = self.folder / "out.json"
        path = self.file("intake.json", HEALTHY)

        def close_all():
            for number in range(3):
                os.close(number)

        self.assertEqual(subprocess.run([UNKNOT, "assess", path, "-o", out], preexec_fn=close_all).returncode, 0)
        self.assertEqual(json.loads(out.read_text())["tier"], "self_care")


class Locale(CommandTest):
    def two_languages(self):
        """The built-in pack in English, and the same again as es-US with another title."""
        pack = self.pack_in_english()
        texts = pack / "text"
        shutil.copy(texts / "en-US.json", texts / "es-US.json")

        def rename(text):
            text["locale"] = "es-US"
            text["kinds"]["self_care"]["title"] = "Cuide su espalda"

        change(texts / "es-US.json", rename)
        change(pack / "pack.json", lambda head: head["languages"].append("es-US"))
        return pack

    def test_the_flag_wins_over_the_intake(self):
        pack = self.two_languages()
        for given in ({}, {"handout": {"locale": "en-US"}}, {"handout": {"page": "A4"}}):
            with self.subTest(given=given):
                text = intake(patient("ordinary"), **given)
                arguments = ["assess", "-", "--format", "text", "--pack", pack]
                self.assertTrue(unknot(*arguments, stdin=text).stdout.startswith("Care for your back"))
                run = unknot(*arguments, "--locale", "es-us", stdin=text)
                self.assertTrue(run.stdout.startswith("Cuide su espalda"), run.stderr)

    def test_a_language_that_the_pack_does_not_have_is_a_problem(self):
        run = unknot("assess", "-", "--locale", "fr-FR", stdin=HEALTHY)
        self.assert_problem(run, 2, "unknown_locale", "/handout/locale")

    def test_the_flag_does_not_make_the_reader_lenient(self):
        for text in ('{"answers": {"fever": true}, "answers": {}}', '{"answers": {}, "handout": {"locale": "fr-FR"}}'):
            with self.subTest(text=text):
                without = unknot("assess", "-", stdin=text)
                self.assertEqual(without.returncode, 2)
                self.assertEqual(unknot("assess", "-", "--locale", "en-US", stdin=text).stderr, without.stderr)


class Time(CommandTest):
    def clinic_copy(self, *at):
        run = unknot("assess", "-", "--format", "clinic", *at, stdin=HEALTHY)
        self.assertEqual(run.returncode, 0, run.stderr)
        return run.stdout

    def test_all_ways_to_write_a_time_mean_the_same(self):
        expected = self.clinic_copy("--at", "2026-11-22T10:00:00Z")
        self.assertNotEqual(expected, self.clinic_copy())
        self.assertIn("2026-11-22", expected)
        for at in (
            "1795341600",
            "2026-11-22t10:00:00z",
            "2026-11-22T10:00:00.999Z",
            "2026-11-22T11:30:00+01:30",
            "2026-11-21T23:00:00-11:00",
        ):
            with self.subTest(at=at):
                self.assertEqual(self.clinic_copy("--at", at), expected)

    def test_a_time_that_does_not_exist_is_wrong_usage(self):
        for at in (
            "",
            "0",
            "-5",
            "253402300800",
            "2026-11-22",
            "2026-11-22T10:00:00",
            "2026-02-29T10:00:00Z",
            "2026-13-01T10:00:00Z",
            "2026-11-22T24:00:00Z",
            "2026-11-22T10:60:00Z",
            "2026-11-22T10:00:00.Z",
            "2026-11-22T10:00:00Zx",
            "2026-11-22T10:00:00+24:00",
            "1969-12-31T23:59:59Z",
        ):
            with self.subTest(at=at):
                run = unknot("assess", "-", f"--at={at}", stdin=HEALTHY)
                self.assertEqual((run.returncode, run.stdout), (64, ""))


if __name__ == "__main__":
    unittest.main()
