"""unknot batch."""
import json
import os
import pty
import random
import subprocess
import unittest

from support import UNKNOT, CommandTest, intake, patient, unknot

HEALTHY = intake(patient("ordinary"))


def varied_lines(count):
    """Intakes that differ from each other, each with its request id."""
    randomly = random.Random(7)
    answers = patient("ordinary")
    lines = []
    for number in range(count):
        left = {question: answers[question] for question in randomly.sample(sorted(answers), 20)}
        lines.append(intake(left, request={"id": f"line-{number}"}))
    return lines


class Lines(CommandTest):
    def test_each_line_is_answered_as_assess_would(self):
        lines = varied_lines(20)
        run = unknot("batch", stdin="".join(line + "\n" for line in lines))
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertEqual(run.stdout, "".join(unknot("assess", "-", stdin=line).stdout for line in lines))

    def test_the_order_is_that_of_the_lines_whatever_the_jobs(self):
        text = "".join(line + "\n" for line in varied_lines(3000))
        alone = unknot("batch", stdin=text)
        ids = [json.loads(line)["request"]["id"] for line in alone.stdout.splitlines()]
        self.assertEqual(ids, [f"line-{number}" for number in range(3000)])
        for jobs in (2, 7):
            self.assertEqual(unknot("batch", "--jobs", jobs, stdin=text).stdout, alone.stdout)

    def test_a_file_says_the_same_as_standard_input(self):
        text = HEALTHY + "\n" + HEALTHY + "\n"
        path = self.file("intakes.ndjson", text)
        run = unknot("batch", path)
        self.assertEqual((run.returncode, run.stdout), (0, unknot("batch", "-", stdin=text).stdout))
        self.assertEqual(run.stdout.count("\n"), 2)

    def test_the_last_line_needs_no_newline_and_a_carriage_return_does_no_harm(self):
        expected = unknot("batch", stdin=HEALTHY + "\n")
        self.assertEqual(expected.returncode, 0)
        for text in (HEALTHY, HEALTHY + "\r\n"):
            run = unknot("batch", stdin=text)
            self.assertEqual((run.returncode, run.stdout), (0, expected.stdout))

    def test_no_lines_are_no_problem(self):
        run = unknot("batch", stdin="")
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, "", ""))

    def test_a_file_that_cannot_be_read_exits_1(self):
        for path in (self.folder / "missing.ndjson", self.folder):
            self.assert_problem(unknot("batch", path), 1, "unreadable")


class Problems(CommandTest):
    def test_a_bad_line_is_answered_in_its_place(self):
        run = unknot("batch", stdin="\n".join([HEALTHY, '{"answers": {"fevr": true}}', "", HEALTHY, "   ", "{"]) + "\n")
        self.assertEqual((run.returncode, run.stderr), (2, ""))
        answers = [json.loads(line) for line in run.stdout.splitlines()]
        self.assertEqual([answer.get("line") for answer in answers], [None, 2, 3, None, 5, 6])
        self.assertEqual([answer.get("tier") for answer in answers], ["self_care", None, None, "self_care", None, None])
        self.assertEqual(list(answers[1]), ["problem", "line", "request"])
        self.assertEqual(
            [answers[at]["problem"]["code"] for at in (1, 2, 4, 5)],
            ["unknown_question", "invalid_json", "invalid_json", "invalid_json"],
        )
        self.assertEqual(answers[1]["problem"]["pointer"], "/answers/fevr")

    def test_lines_are_numbered_through_all_chunks(self):
        run = unknot("batch", "--jobs", 3, stdin=(HEALTHY + "\n{\n") * 500)
        numbers = [json.loads(line)["line"] for line in run.stdout.splitlines()[1::2]]
        self.assertEqual(numbers, list(range(2, 1001, 2)))

    def test_the_request_comes_back_only_if_it_is_certain(self):
        bad = '"answers": {"fevr": true}'
        whole = {"id": "a", "subject": "b", "encounter": "c"}
        for line, request in (
            (f'{{{bad}, "request": {json.dumps(whole)}}}', whole),
            (f'{{"request": {{"id": "\\u00e9\\n"}}, {bad}}}', {"id": "\u00e9\n"}),
            (f'{{"request": {{}}, {bad}}}', {}),
            (f"{{{bad}}}", None),
            (f'{{{bad}, "request": null}}', None),
            (f'{{{bad}, "request": "a"}}', None),
            (f'{{{bad}, "request": ["a"]}}', None),
            (f'{{{bad}, "request": {{"id": 5}}}}', None),
            (f'{{{bad}, "request": {{"id": "a", "name": "b"}}}}', None),
            (f'{{{bad}, "request": {{"id": "a"}}, "request": {{"id": "b"}}}}', None),
            (f'{{{bad}, "request": {{"id": "a", "id": "b"}}}}', None),
            (f'{{{bad}, "other": {{"request": {{"id": "a"}}}}}}', None),
            (f'[{{"request": {{"id": "a"}}}}]', None),
            (f'{{{bad}, "request": {{"id": "a"}}', None),
        ):
            with self.subTest(line=line):
                run = unknot("batch", stdin=line + "\n")
                self.assertEqual(run.returncode, 2)
                self.assertEqual(json.loads(run.stdout)["request"], request)

    def test_no_answer_stands_in_a_problem(self):
        run = unknot("batch", stdin=intake({"fever": "zebra"}, request={"id": "a"}) + "\n")
        self.assertEqual(run.returncode, 2)
        self.assertNotIn("zebra", run.stdout + run.stderr)

    def test_a_line_may_be_as_large_as_an_intake_and_no_larger(self):
        room = 256 * 1024 - len(HEALTHY)
        for extra, code in ((room, 0), (room + 1, 2)):
            run = unknot("batch", stdin=HEALTHY + " " * extra + "\n" + HEALTHY + "\n")
            first, second = map(json.loads, run.stdout.splitlines())
            self.assertEqual((run.returncode, second["tier"]), (code, "self_care"))
            self.assertEqual("problem" in first, code == 2)
        self.assertEqual(first["problem"]["code"], "too_large")

    def test_deep_nesting_is_a_problem_and_not_a_crash(self):
        run = unknot("batch", stdin="[" * 200_000 + "\n" + '{"a":' * 40_000 + "\n")
        self.assertEqual((run.returncode, run.stdout.count("\n")), (2, 2))


class Streams(CommandTest):
    def most_memory(self, path):
        """Runs a batch over a file; its exit code and the most bytes of memory that it held."""
        with open(os.devnull, "w") as nowhere:
            # A build with the address sanitizer must not keep what was freed.
            environment = os.environ | {"ASAN_OPTIONS": "quarantine_size_mb=16"}
            batch = subprocess.Popen([UNKNOT, "batch", path], stdout=nowhere, env=environment)
            _, status, usage = os.wait4(batch.pid, 0)
        batch.returncode = os.waitstatus_to_exitcode(status)
        return batch.returncode, usage.ru_maxrss * 1024

    def test_memory_is_bounded_whatever_comes_in(self):
        limit = 300 * 1024 * 1024
        one_line = self.folder / "one_line"
        with open(one_line, "wb") as file:
            file.truncate(2 * limit)
        exit_code, most = self.most_memory(one_line)
        self.assertEqual(exit_code, 2)
        self.assertLess(most, limit)

        count = 2 * limit // len(unknot("assess", "-", stdin='{"answers":{}}').stdout)
        exit_code, most = self.most_memory(self.file("tiny_lines", '{"answers":{}}\n' * count))
        self.assertEqual(exit_code, 0)
        self.assertLess(most, limit)

    def test_an_answer_comes_before_the_next_line_is_sent(self):
        with subprocess.Popen([UNKNOT, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as batch:
            for number in range(3):
                batch.stdin.write(intake({}, request={"id": f"r{number}"}) + "\n")
                batch.stdin.flush()
                self.assertEqual(json.loads(batch.stdout.readline())["request"], {"id": f"r{number}"})
            batch.stdin.close()
            self.assertEqual(batch.wait(60), 0)

    def test_a_reader_that_goes_away_ends_it_with_1_though_input_is_open(self):
        with subprocess.Popen(
            [UNKNOT, "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as batch:
            batch.stdout.close()
            batch.stdin.write(HEALTHY + "\n")
            batch.stdin.flush()
            self.assertEqual(batch.wait(60), 1)
            self.assertEqual(json.loads(batch.stderr.read())["code"], "unreadable")

    def test_a_full_standard_output_exits_1(self):
        path = self.file("intakes.ndjson", HEALTHY + "\n")
        with open("/dev/full", "w") as full:
            run = subprocess.run([UNKNOT, "batch", path], stdout=full, stderr=subprocess.DEVNULL, timeout=60)
        self.assertEqual(run.returncode, 1)

    def test_progress_is_for_a_person_at_a_terminal_only(self):
        path = self.file("intakes.ndjson", (HEALTHY + "\n") * 9 + "{\n")
        self.assertEqual(unknot("batch", path).stderr, "")
        terminal, program_side = pty.openpty()
        with open(self.folder / "results", "w") as results:
            subprocess.run([UNKNOT, "batch", path], stdout=results, stderr=program_side, timeout=60)
        os.close(program_side)
        shown = os.read(terminal, 65536).decode()
        os.close(terminal)
        self.assertIn("100%", shown)
        self.assertIn("10 lines", shown)
        self.assertIn("1 problems", shown)


if __name__ == "__main__":
    unittest.main()
