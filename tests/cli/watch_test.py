"""unknot watch."""
import json
import os
import random
import resource
import signal
import stat
import subprocess
import time
import unittest

from support import UNKNOT, CommandTest, intake, patient, unknot


def environment(**fault):
    """Of a program to which calls fail, or that at least does not wait for the disk."""
    return os.environ | {"LD_PRELOAD": os.environ["FAULT_LIBRARY"], **fault}


GOOD = intake(patient("ordinary"), request={"id": "r1"})
BAD = '{"answers": {"fevr": true}, "request": {"id": "r2"}}'


class WatchTest(CommandTest):
    def setUp(self):
        super().setUp()
        self.inputs, self.outputs = self.folder / "in", self.folder / "out"
        self.inputs.mkdir()
        self.outputs.mkdir()
        self.taken = {}

    def put(self, name, text=GOOD):
        path = self.inputs / name
        path.write_text(text)
        return path

    def once(self, *arguments, env=environment(), **options):
        return unknot("watch", self.inputs, self.outputs, "--once", "--rescan", 1, *arguments, env=env, **options)

    def start(self, *arguments, env=environment(), **options):
        program = subprocess.Popen(
            [UNKNOT, "watch", self.inputs, self.outputs, "--rescan", "1", *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env, **options,
        )
        self.addCleanup(lambda: (program.kill(), program.communicate()))
        return program

    def wait_for(self, condition):
        end = time.monotonic() + 30
        while not condition():
            self.assertLess(time.monotonic(), end, "it did not come to pass")
            time.sleep(0.01)

    def names(self, folder=""):
        path = self.outputs if folder == "" else self.inputs / folder
        return sorted(one.name for one in path.iterdir() if one.is_file() and not one.name.startswith("."))

    def take(self):
        """Takes the answers away, as a clinic's software does; the same one twice is a failure."""
        for name in self.names():
            self.assertNotIn(name, self.taken, "answered twice")
            self.taken[name] = (self.outputs / name).read_bytes()
            (self.outputs / name).unlink()

    def document(self, name, form):
        """What `assess` says of an input that is done."""
        path = self.inputs / "done" / name
        run = subprocess.run(
            [UNKNOT, "assess", path, "--format", form, "--at", str(int(path.stat().st_mtime)), "-o", self.folder / "d"]
        )
        self.assertEqual(run.returncode, 0)
        return (self.folder / "d").read_bytes()


class Answers(WatchTest):
    def test_each_input_is_answered_as_assess_does_and_moved(self):
        os.utime(self.put("a.json"), (1795341600, 1795341600))
        self.put("B.JSON")
        run = self.once("--format", "json,html,text,clinic,fhir,handout,pdf")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertEqual(json.loads(run.stdout), {"answered": 2, "failed": 0, "left": 0, "problems": {}})
        forms = {"result.json": "json", "html": "html", "txt": "text", "clinic.html": "clinic", "fhir.json": "fhir",
                 "handout.json": "handout", "pdf": "pdf"}
        self.assertEqual(self.names(), sorted(f"{name}.{ending}" for name in "aB" for ending in forms))
        for ending, form in forms.items():
            self.assertEqual((self.outputs / f"a.{ending}").read_bytes(), self.document("a.json", form))
        self.assertEqual((self.names("."), self.names("done"), self.names("failed"), self.names("working")),
                         ([], ["B.json", "a.json"], [], []))
        self.assertIn("2026-11-22", (self.outputs / "a.clinic.html").read_text())

    def test_json_and_html_are_the_default(self):
        self.put("a.json")
        self.once()
        self.assertEqual(self.names(), ["a.html", "a.result.json"])

    def test_one_that_is_refused_becomes_a_problem(self):
        self.put("bad.json", BAD)
        self.put("good.json")
        run = self.once()
        self.assertEqual((run.returncode, run.stderr), (2, ""))
        self.assertEqual(json.loads(run.stdout)["problems"], {"unknown_question": 1})
        self.assertEqual(self.names(), ["bad.problem.json", "good.html", "good.result.json"])
        answer = json.loads((self.outputs / "bad.problem.json").read_text())
        self.assertEqual((answer["problem"]["pointer"], answer["request"]), ("/answers/fevr", {"id": "r2"}))
        self.assertEqual((self.names("failed"), self.names("done")), (["bad.json"], ["good.json"]))

    def test_a_response_in_fhir_keeps_its_own_time(self):
        response = {"resourceType": "QuestionnaireResponse", "status": "completed", "item": [],
                    "questionnaire": json.loads(unknot("questions", "--format", "fhir").stdout)["url"]}
        os.utime(self.put("own.json", json.dumps({**response, "authored": "2026-01-02T03:04:05Z"})), (1795341600,) * 2)
        os.utime(self.put("file.json", json.dumps(response)), (1795341600,) * 2)
        run = self.once("--format", "fhir")
        self.assertEqual(run.returncode, 0, run.stdout)
        times = [json.loads((self.outputs / f"{name}.fhir.json").read_text())["timestamp"] for name in ("own", "file")]
        self.assertEqual(times, ["2026-01-02T03:04:05Z", "2026-11-22T10:00:00Z"])

    def test_a_file_without_a_time_is_of_now(self):
        os.utime(self.put("a.json"), (0, 0))
        self.assertEqual(self.once("--format", "fhir").returncode, 0)
        bundle = json.loads((self.outputs / "a.fhir.json").read_text())
        self.assertGreater(bundle["timestamp"], "2000")

    def test_the_sheet_comes_in_the_language_that_is_named(self):
        self.put("a.json")
        self.once("--format", "text", "--locale", "es-US")
        self.assertIn("espalda", (self.outputs / "a.txt").read_text())

    def test_what_is_no_input_is_left_alone(self):
        names = [".a.json", "a.json.tmp", "a.json.part", "a.txt", ".json"]
        for name in names:
            self.put(name)
        (self.inputs / "folder.json").mkdir()
        run = self.once()
        self.assertEqual((run.returncode, json.loads(run.stdout)["answered"], self.names()), (0, 0, []))
        self.assertLessEqual({*names, "folder.json"}, {path.name for path in self.inputs.iterdir()})

    def test_what_is_no_file_is_a_problem_and_blocks_nothing(self):
        secret = self.file("secret.json", GOOD)
        (self.inputs / "link.json").symlink_to(secret)
        os.mkfifo(self.inputs / "pipe.json")
        self.put("z.json")
        run = self.once()
        self.assertEqual((run.returncode, json.loads(run.stdout)["problems"]), (2, {"unreadable": 2}))
        self.assertEqual(self.names(), ["link.problem.json", "pipe.problem.json", "z.html", "z.result.json"])

    def test_a_name_that_comes_again_gets_a_number_and_replaces_nothing(self):
        self.put("a.json")
        self.once("--format", "json")
        first = (self.outputs / "a.result.json").read_bytes()
        self.put("a.json", intake(patient("pregnant")))
        self.once("--format", "json")
        (self.outputs / "b.html").write_text("of somebody else")
        self.put("b.json")
        self.put("a.clinic.json")
        self.put("w" * 245 + ".json")
        self.put("é" * 125 + ".json")
        self.assertEqual(self.once().returncode, 0)
        self.assertEqual((self.outputs / "a.result.json").read_bytes(), first)
        self.assertEqual((self.outputs / "b.html").read_text(), "of somebody else")
        self.assertEqual(self.names("done"), ["a.2.json", "a.clinic.2.json", "a.json", "b.2.json", "w" * 200 + ".json",
                                              "é" * 100 + ".json"])
        for name in self.names("done"):
            self.assertIn(name.replace(".json", ".result.json"), self.names())

    def test_names_are_said_only_if_asked_for(self):
        for arguments in ([], ["--verbose"]):
            self.put("jane_doe.json", BAD)
            self.put("john_doe.json")
            run = self.once(*arguments)
            self.assertEqual("doe" in run.stdout + run.stderr, bool(arguments))
        self.assertIn('{"file":"jane_doe.2.json","problem":"unknown_question"}\n', run.stdout)

    def test_answers_are_closed_to_others(self):
        self.put("a.json")
        self.once(preexec_fn=lambda: os.umask(0))
        self.assertEqual({stat.S_IMODE((self.outputs / name).stat().st_mode) for name in self.names()}, {0o640})


class Growing(WatchTest):
    def test_a_file_that_is_being_written_is_left(self):
        program = self.start()
        with open(self.inputs / "slow.json", "w") as slow:
            slow.write(GOOD[:100])
            slow.flush()
            self.put("quick.json")
            self.wait_for(lambda: "quick.result.json" in self.names())
            time.sleep(2.2)
            self.assertEqual(self.names(), ["quick.html", "quick.result.json"])
            slow.write(GOOD[100:])
        self.wait_for(lambda: "slow.result.json" in self.names())
        program.send_signal(signal.SIGTERM)
        self.assertEqual((program.wait(30), program.stderr.read()), (0, ""))

    def test_where_nothing_tells_who_writes_a_file_must_be_the_same_at_two_looks(self):
        program = self.start(env=environment(FAULT="no_lease"))
        for end in (50, 100, 150, len(GOOD)):
            self.put("slow.json", GOOD[:end])
            time.sleep(0.5)
            self.assertEqual(self.names(), [])
        self.wait_for(lambda: "slow.result.json" in self.names())
        self.assertIsNone(program.poll())

    def test_once_leaves_what_still_grows(self):
        with open(self.inputs / "slow.json", "w") as slow:
            slow.write(GOOD[:100])
            slow.flush()
            run = self.once()
        self.assertEqual((run.returncode, json.loads(run.stdout)["left"], self.names()), (0, 1, []))


class BadUse(WatchTest):
    def test_folders_that_mix_are_refused(self):
        (self.inputs / "done").mkdir()
        for out in (self.inputs, self.inputs / "done"):
            self.assert_problem(unknot("watch", self.inputs, out), 64, "invalid_argument")

    def test_a_second_one_in_the_same_folders_is_refused(self):
        self.start()
        self.wait_for((self.outputs / ".unknot-watch").exists)
        other = self.folder / "other"
        other.mkdir()
        for folders in ((self.inputs, self.outputs), (self.inputs, other), (other, self.outputs)):
            self.assert_problem(unknot("watch", *folders, "--once"), 64, "in_use")

    def test_a_wrong_option_is_told_at_the_start_and_not_of_each_patient(self):
        self.put("a.json")
        self.assert_problem(self.once("--locale", "fr-FR"), 2, "unknown_locale")
        self.assert_problem(self.once("--pack", self.folder / "missing"), 1, "unreadable")
        self.assertEqual(self.once("--format", "flags").returncode, 64)
        self.assertEqual(self.names("."), ["a.json"])

    def test_without_its_folder_once_says_what_to_do(self):
        problem = self.assert_problem(unknot("watch", self.inputs, self.folder / "no", "--once"), 1, "unreadable")
        self.assertIn("may read and write", problem["expected"])

    def test_it_lives_through_a_folder_that_vanishes(self):
        program = self.start()
        for folder in (self.inputs, self.outputs, self.inputs / "working"):
            self.put("a.json")
            self.wait_for(lambda: self.names()[-1:] == ["a.result.json"])
            self.take()
            self.taken.clear()
            away = folder.rename(self.folder / f"away-{folder.name}")
            if folder.name != "working":
                self.assertEqual(json.loads(program.stderr.readline())["code"], "unreadable")
                away.rename(folder)
            for done in (self.inputs / "done").iterdir():
                done.unlink()
        self.put("a.json")
        self.wait_for(lambda: self.names()[-1:] == ["a.result.json"])
        self.assertIsNone(program.poll())


class Faults(WatchTest):
    def try_each_call(self, fault, exit_codes):
        """Strikes at one call after the other until a run has no such call; each is followed by a whole run."""
        struck = 0
        while True:
            self.taken.clear()
            for folder in ("done", "failed"):
                for path in (self.inputs / folder).glob("*"):
                    path.unlink()
            self.put("bad.json", BAD)
            self.put("good.json")
            run = self.once(env=environment(FAULT=fault, FAULT_AT=str(struck + 1)))
            if "good.result.json" in self.names():
                self.assertIn("good.html", self.names(), "the result comes last")
            self.take()
            if run.returncode == 2:
                break
            struck += 1
            self.assertIn(run.returncode, exit_codes, f"call {struck}")
            self.assertIn(self.once().returncode, (0, 2))
            self.take()
            with self.subTest(call=struck):
                self.assertEqual(sorted(self.taken), ["bad.problem.json", "good.html", "good.result.json"])
                self.assertEqual(self.taken["good.html"], self.document("good.json", "html"))
                self.assertEqual(self.taken["good.result.json"], self.document("good.json", "json"))
                self.assertEqual((self.names("done"), self.names("failed")), (["good.json"], ["bad.json"]))
                self.assertEqual((self.names("working"), os.listdir(self.outputs / ".unknot-watch")), ([], []))
        return struck

    def test_killed_at_any_step_every_input_is_answered_once(self):
        self.assertGreater(self.try_each_call("kill", [-signal.SIGKILL]), 15)

    def test_no_room_at_any_step_loses_nothing(self):
        self.assertGreater(self.try_each_call("full", [1]), 15)

    def test_killed_at_random_while_answers_are_taken_away(self):
        count, randomly = 300, random.Random(5)
        for number in range(count):
            self.put(f"p{number}.json", BAD if number % 10 == 0 else GOOD)
        kills = 0
        while self.names(".") or self.names("working"):
            program = self.start()
            # Each lives a little longer than the one before: a quick machine is not done at once, a slow one is in the end.
            end = time.monotonic() + 0.002 * kills + randomly.uniform(0.002, 0.01)
            while time.monotonic() < end:
                self.take()
            program.kill()
            program.communicate()
            kills += 1
        self.assertIn(self.once().returncode, (0, 2))
        self.take()
        expected = {f"p{number}.problem.json" for number in range(0, count, 10)}
        expected |= {f"p{number}.{end}" for number in range(count) if number % 10 for end in ("html", "result.json")}
        self.assertEqual(set(self.taken), expected)
        self.assertEqual(len(self.names("done")) + len(self.names("failed")), count)
        self.assertGreater(kills, 2)

    def test_it_lives_through_a_full_disk(self):
        def no_room():
            resource.setrlimit(resource.RLIMIT_FSIZE, (5000, resource.RLIM_INFINITY))

        program = self.start(preexec_fn=no_room)
        self.put("bad.json", BAD)
        self.put("good.json")
        problem = json.loads(program.stderr.readline())
        self.assertIn("room", problem["expected"])
        self.wait_for(lambda: self.names() == ["bad.problem.json"])
        self.assertEqual(os.listdir(self.outputs / ".unknot-watch"), [])
        resource.prlimit(program.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        self.wait_for(lambda: self.names() == ["bad.problem.json", "good.html", "good.result.json"])
        self.assertEqual((self.names("done"), self.names("failed")), (["good.json"], ["bad.json"]))

    def test_sigterm_ends_it_between_two_files(self):
        for number in range(1000):
            self.put(f"{number}.json")
        program = self.start()
        self.wait_for(self.names)
        program.send_signal(signal.SIGTERM)
        output, error = program.communicate(timeout=30)
        self.assertEqual((program.returncode, error), (0, ""))
        done = len(self.names("done"))
        self.assertLess(done, 1000)
        self.assertEqual(json.loads(output.splitlines()[-1])["answered"], done)
        self.assertEqual(len(self.names()), 2 * done)
        self.assertEqual(os.listdir(self.outputs / ".unknot-watch"), [])


class Many(WatchTest):
    def test_ten_thousand_at_once(self):
        for number in range(10_000):
            self.put(f"{number}.json")
        started = time.monotonic()
        run = self.once("--format", "json")
        print(f"10,000 files in {time.monotonic() - started:.1f} s")
        self.assertEqual((run.returncode, json.loads(run.stdout)["answered"]), (0, 10_000))
        self.assertEqual(self.names(), sorted(f"{number}.result.json" for number in range(10_000)))


if __name__ == "__main__":
    unittest.main()
