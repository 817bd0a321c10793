"""The Python adapter against the contract that all adapters share (tests/contract/README.md).

Needs UNKNOT_CASES (cases.json) and UNKNOT_LIBRARY.  in_process_test.py and service_test.py say who is asked.
"""

import asyncio
import base64
import concurrent.futures
import datetime
import gc
import hashlib
import json
import os
import pickle
import random
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))
sys.dont_write_bytecode = True

import unknot

CASES = json.loads(Path(os.environ["UNKNOT_CASES"]).read_text(encoding="utf-8"))
ROWS = CASES["rows"]
EXAMPLE = {"answers": {"age": 46, "pain_score": 4, "saddle_numbness": "unsure"}}


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def resident_bytes():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Contract:
    """What must hold for every engine; a subclass gives `engine`."""

    engine = None
    growth_calls = 10_000

    def check_row(self, row):
        intake = base64.b64decode(row["intake"])
        with self.subTest(row["name"]):
            try:
                result = self.engine.assess(intake, at=row["at"] or None)
            except unknot.Error as error:
                self.check_error(error, row["status"], row["problem"])
                return
            self.assertEqual("ok", row["status"])
            self.assertEqual((row["tier"], row["possible_tier"], row["complete"]),
                             (result.tier, result.possible_tier, result.complete))
            self.assertEqual(row["flags"], [vars(flag) for flag in result.flags])
            for media_type, wanted in row["documents"].items():
                self.check_document(result, media_type, wanted)

    def check_document(self, result, media_type, wanted):
        try:
            got = result.document(media_type)
        except unknot.Error as error:
            self.assertIn("status", wanted, f"{media_type}: {error}")
            self.check_error(error, wanted["status"], wanted["problem"])
            return
        self.assertEqual((wanted.get("size"), wanted.get("sha256")), (len(got), sha256(got)), media_type)

    def check_error(self, error, status, problem):
        self.assertEqual((status, problem), (error.status, error.problem))
        self.assertEqual((problem["code"], problem["pointer"], problem["expected"], problem["message"]),
                         (error.code, error.pointer, error.expected, error.message))
        kinds = {"intake": unknot.IntakeError, "argument": unknot.ArgumentError, "unsupported": unknot.UnsupportedError}
        self.assertIs(kinds[status], type(error))

    def test_every_row_says_the_same(self):
        self.assertGreater(len(ROWS), 400)
        for row in ROWS:
            self.check_row(row)

    def test_info_and_questions_are_the_same(self):
        self.assertEqual(CASES["info_sha256"], sha256(self.engine.info_document()))
        self.assertEqual(CASES["version"], self.engine.info["unknot"]["version"])
        self.assertEqual(CASES["version"], unknot.__version__)
        for locale, wanted in CASES["questions"].items():
            self.assertEqual(wanted, sha256(self.engine.questions_document(locale)))
        self.assertEqual(list(CASES["questions"])[0], self.engine.questions()["locale"])
        self.assertEqual("Questionnaire", self.engine.questions(fhir=True)["resourceType"])
        with self.assertRaises(unknot.UnsupportedError) as caught:
            self.engine.questions("xx-XX")
        self.assertEqual("unknown_locale", caught.exception.code)

    def test_inputs_of_every_kind_are_the_same_intake(self):
        text = json.dumps(EXAMPLE)
        wanted = self.engine.assess(EXAMPLE).document()
        for intake in (text, text.encode(), bytearray(text.encode()), memoryview(text.encode())):
            self.assertEqual(wanted, self.engine.assess(intake).document())
        unanswered = {"answers": dict(EXAMPLE["answers"], fever=None)}
        self.assertEqual(wanted, self.engine.assess(unanswered).document())

    def test_documents_have_their_own_words(self):
        at = datetime.datetime(2026, 11, 22, 14, 30, tzinfo=datetime.timezone.utc)
        with self.engine.assess(EXAMPLE, at) as result:
            self.assertEqual(result.record["tier"], result.tier)
            self.assertEqual(result.html(), result.document(unknot.HTML).decode())
            self.assertEqual(result.text(), result.document(unknot.TEXT).decode())
            self.assertEqual(result.clinic_html(), result.document(unknot.CLINIC_HTML).decode())
            self.assertEqual(result.handout(), json.loads(result.document(unknot.HANDOUT_JSON)))
            self.assertEqual("Bundle", result.fhir()["resourceType"])
            with self.assertRaises(unknot.UnsupportedError):
                result.pdf()
            self.assertEqual(1795357800, int(datetime.datetime.fromisoformat(
                result.fhir()["timestamp"].replace("Z", "+00:00")).timestamp()))

    def test_bad_use_is_answered_in_words(self):
        for intake in (None, 7, ["answers"], {1, 2}):
            with self.assertRaisesRegex(TypeError, "intake: expected a dict, or JSON as str or bytes"):
                self.engine.assess(intake)
        with self.assertRaisesRegex(ValueError, "without a time zone"):
            self.engine.assess(EXAMPLE, datetime.datetime(2026, 11, 22))
        for at in (1.5, "2026-11-22", True):
            with self.assertRaisesRegex(TypeError, "at: expected a datetime"):
                self.engine.assess(EXAMPLE, at)
        for at in (0, -1, 253402300800, 2**63, 2**64 + 1):
            with self.assertRaises(unknot.ArgumentError):
                self.engine.assess(EXAMPLE, at)
        for no_number in (float("nan"), float("inf")):
            with self.assertRaises(ValueError):
                self.engine.assess({"answers": {"age": no_number}})
        result = self.engine.assess(EXAMPLE)
        with self.assertRaisesRegex(TypeError, "media_type: expected a str"):
            result.document(7)
        result.close()
        result.close()
        for use in (result.document, result.html, lambda: result.flags, lambda: result.record):
            with self.assertRaisesRegex(ValueError, "the result is closed"):
                use()
        self.assertEqual("same_day", result.tier)

    def test_errors_pass_between_processes(self):
        try:
            self.engine.assess({"answers": {"Quagga": 1}})
            self.fail("accepted")
        except unknot.IntakeError as error:
            again = pickle.loads(pickle.dumps(error))
            self.assertEqual((type(error), str(error), error.problem, error.status),
                             (type(again), str(again), again.problem, again.status))

    def test_eight_threads_at_once(self):
        rows = ROWS[::7]
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            for done in [pool.submit(lambda: [self.check_row(row) for row in rows]) for _ in range(8)]:
                done.result()

    def test_one_result_in_eight_threads(self):
        result = self.engine.assess(EXAMPLE)
        wanted = self.engine.assess(EXAMPLE).html()
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            self.assertEqual({wanted}, set(pool.map(lambda _: result.html(), range(64))))

    def test_asyncio(self):
        async def many():
            return await asyncio.gather(*(self.engine.assess_async(EXAMPLE) for _ in range(50)))

        self.assertEqual({"same_day"}, {result.tier for result in asyncio.run(many())})

    def test_forked_children_may_use_it(self):
        wanted = self.engine.assess(EXAMPLE).html()
        children = []
        for _ in range(4):
            child = os.fork()
            if child == 0:
                os._exit(0 if self.engine.assess(EXAMPLE).html() == wanted else 1)
            children.append(child)
        self.assertEqual([0] * 4, [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children])
        self.assertEqual(wanted, self.engine.assess(EXAMPLE).html())

    def test_no_growth(self):
        def once():
            with self.engine.assess(EXAMPLE) as result:
                result.html()
            try:
                self.engine.assess({"answers": {"Quagga": 1}})
            except unknot.IntakeError:
                pass

        for _ in range(self.growth_calls // 10):
            once()
        gc.collect()
        before = resident_bytes()
        for _ in range(self.growth_calls):
            once()
        gc.collect()
        self.assertLess(resident_bytes() - before, 2 << 20)

    def in_any_order(self, open_engine):
        chance = random.Random(7)
        for _ in range(30):
            engine = open_engine()
            handles = [engine] + [engine.assess(EXAMPLE) for _ in range(5)]
            chance.shuffle(handles)
            while handles:
                handle = handles.pop()
                if chance.random() < 0.5:
                    handle.close()
                handle = None
            engine = None
        gc.collect()
