"""HL7 v2 over MLLP: answers come in, the result goes to the peer, and only then it is acknowledged."""
import base64
import json
import os
import re
import signal
import socket
import ssl
import subprocess
import threading
import time
import unittest
from pathlib import Path

from audit_test import FAULTS
from certificates import Authority
from support import EXAMPLE, ServiceTest, document, free_port

HERE = Path(__file__).resolve().parent
DOCUMENT = (HERE.parents[1] / "docs" / "standards.md").read_text()
VT, FS = b"\x0b", b"\x1c\r"


def coded(value):
    return {True: "yes", False: "no"}.get(value, value)


def observations(answers, system="99UNK"):
    """One OBX for each answer, as an interface engine would write them."""
    lines = []
    for number, (question, value) in enumerate(answers.items(), 1):
        if isinstance(value, int) and not isinstance(value, bool):
            kind, text = "NM", str(value)
        else:
            kind = "CWE"
            text = "~".join(f"{coded(one)}^^99UNK" for one in (value if isinstance(value, list) else [value]) or ["none"])
        lines.append(f"OBX|{number}|{kind}|{question}^Words^{system}||{text}||||||F")
    return lines


def message(answers, *more, id="m-1", head="", pid="PID|1||4711^^^HOSP^MR||Example^Maria||19800101|F", version="2.5.1",
            obr="OBR|1|p-1|f-1|intake|||20261122103000+0100", event="ORU^R01^ORU_R01"):
    lines = [f"MSH|^~\\&|EHR|CLINIC|UNKNOT|BACK|20261122103001+0100||{event}|{id}|P|{version}{head}", pid, obr]
    return "\r".join([*lines, *(observations(answers) if isinstance(answers, dict) else answers), *more]) + "\r"


def segments(text):
    return [line.split("|") for line in text.split("\r") if line]


def find(text, name):
    found = [line for line in segments(text) if line[0] == name]
    return found[0] if found else None


def values(text):
    """OBX-5 by the id in OBX-3."""
    return {line[3].split("^")[0]: line[5] for line in segments(text) if line[0] == "OBX"}


class Mllp:
    """A client, or one connection of a server: whole messages in and out."""

    def __init__(self, sock):
        self.sock, self.rest = sock, b""
        sock.settimeout(20)

    def send(self, text, encoding="utf-8"):
        self.sock.sendall(VT + text.encode(encoding) + FS)

    def read(self):
        while FS not in self.rest:
            got = self.sock.recv(65536)
            if not got:
                return None
            self.rest += got
        frame, self.rest = self.rest.split(FS, 1)
        assert frame.startswith(VT), frame[:20]
        return frame[1:].decode()

    def ask(self, text, encoding="utf-8"):
        self.send(text, encoding)
        return self.read()

    def close(self):
        self.sock.close()


class Peer:
    """The system that gets the results. `answer` makes an acknowledgement of a message: bytes, or None for silence."""

    def __init__(self, context=None):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.context, self.got, self.answer = context, [], self.accept
        threading.Thread(target=self.run, daemon=True).start()

    @staticmethod
    def accept(text, code="AA", id=None):
        id = id or text.split("\r")[0].split(text[3])[9]
        return VT + f"MSH|^~\\&|||||20261122||ACK|1|P|2.5.1\rMSA|{code}|{id}\r".encode() + FS

    def run(self):
        while True:
            try:
                connection = self.listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, sock):
        try:
            if self.context:
                sock = self.context.wrap_socket(sock, server_side=True)
            connection = Mllp(sock)
            while text := connection.read():
                self.got.append(text)
                answer = self.answer(text)
                if answer is None:
                    break
                sock.sendall(answer)
        except OSError:
            pass
        sock.close()

    def take(self):
        got, self.got = self.got, []
        return got

    def close(self):
        self.listener.close()


RED = {"age": 46, "saddle_numbness": True, "bladder_control": "new", "hurt_by_someone": "unsure"}
ALL = json.loads(EXAMPLE)["answers"]
CALM = {**ALL, "leg_pain": "none", "age": 36, "conditions": [], "medicines": [], "allergies": [], "course": "better", "pain_score": 3,
        "function": "normal"}


class Hl7(ServiceTest):
    def setUp(self):
        self.peer = Peer()
        self.addCleanup(self.peer.close)
        self.log = self.folder / f"audit-{id(self)}.log"

    def start_hl7(self, **settings):
        self.mllp = free_port()
        return self.start(**{"hl7_listen": [f"127.0.0.1:{self.mllp}"], "hl7_peer": f"127.0.0.1:{self.peer.port}",
                             "audit_log": self.log, "threads": 1, **settings})

    def open(self, context=None):
        sock = socket.create_connection(("127.0.0.1", self.mllp), timeout=20)
        connection = Mllp(context.wrap_socket(sock, server_hostname="localhost") if context else sock)
        self.addCleanup(connection.close)
        return connection

    def ask(self, text, encoding="utf-8"):
        connection = self.open()
        answer = connection.ask(text, encoding)
        connection.close()
        return answer

    def assert_refused(self, text, code, place="", own="", words=None, encoding="utf-8"):
        before = len(self.peer.got)
        answer = self.ask(text, encoding)
        msa, err = find(answer, "MSA"), find(answer, "ERR")
        self.assertEqual((msa[1], err[2], err[5].split("^")[0]), (code, place, own), (text[:3000], answer))
        self.assertEqual(len(self.peer.got), before)
        if words:
            self.assertIn(words, err[8])
        return answer

    def test_the_same_answers_give_the_same_result_as_in_our_own_form(self):
        self.start_hl7()
        answer = self.ask(message(ALL))
        self.assertEqual(find(answer, "MSA")[:3], ["MSA", "AA", "m-1"])
        self.assertIsNone(find(answer, "ERR"))
        result, referral = self.peer.take()
        self.assertEqual((find(result, "MSH")[2:6], find(result, "MSH")[8], find(result, "MSH")[17]),
                         (["UNKNOT", "BACK", "EHR", "CLINIC"], "ORU^R01^ORU_R01", "UNICODE UTF-8"))
        intake = {"answers": ALL, "request": {"id": "m-1", "subject": "4711"}, "handout": {"patient_name": "Maria Example"}}
        at = ("--at", "2026-11-22T09:30:00Z")
        record = json.loads(document(*at, intake=json.dumps(intake)))
        told = values(result)
        self.assertEqual(told["tier"].split("^")[0], record["tier"])
        self.assertEqual(told["complete"], "yes^Yes^99UNKR")
        self.assertEqual(told["open_questions"], "0")
        for flag in record["flags"]:
            parts = told[flag["id"]].split("^")
            self.assertEqual(parts[0], flag["status"])
            if flag["status"] == "raised":
                self.assertEqual(parts[3], flag["tier"])
        _, kind, subtype, encoding, data = told["handout"].split("^")
        self.assertEqual((kind, subtype, encoding), ("text", "html", "Base64"))
        self.assertEqual(base64.b64decode(data), document(*at, "--format", "html", intake=json.dumps(intake)))
        self.assertEqual(find(result, "OBR")[7], "20261122093000+0000")
        self.assertEqual(find(referral, "RF1")[2].split("^")[0], "R")

    def test_a_red_flag_reaches_the_peer_as_result_and_referral(self):
        self.start_hl7()
        answer = self.ask(message(RED, "PV1|1|O|||||||||||||||||V-9"))
        self.assertEqual(find(answer, "MSA")[3], "Tier: Emergency.")
        result, referral = self.peer.take()
        self.assertEqual(values(result)["tier"], "emergency^Emergency^99UNKR")
        self.assertEqual(find(result, "PID"), find(message(RED), "PID"))
        self.assertEqual(find(result, "PV1")[19], "V-9")
        self.assertEqual(find(referral, "MSH")[8], "REF^I12^REF_I12")
        self.assertEqual([line[0] for line in segments(referral)][:5], ["MSH", "RF1", "PRD", "PID", "OBR"])
        self.assertEqual(find(referral, "RF1")[2], "S^STAT^HL70280")
        self.assertIsNone(find(referral, "DG1"))
        raised = {key for key, value in values(referral).items() if value.startswith("raised")}
        self.assertLessEqual({"neurological", "bowel_bladder"}, raised)
        self.assertIn("cauda equina", " ".join(line[3] for line in segments(referral) if line[0] == "NTE"))

    def test_without_a_flag_there_is_no_referral(self):
        self.start_hl7()
        self.assertEqual(find(self.ask(message(CALM)), "MSA")[1], "AA")
        result, = self.peer.take()
        self.assertEqual((values(result)["tier"].split("^")[0], values(result)["complete"].split("^")[0]), ("self_care", "yes"))

    def test_what_is_private_is_told_in_no_words(self):
        self.start_hl7()
        self.ask(message({**CALM, "hurt_by_someone": True}))
        result, referral = self.peer.take()
        self.assertEqual(values(result)["other_serious"].split("^")[3], "same_day")
        for text in (result, referral):
            for line in segments(text):
                if line[0] in ("OBX", "NTE") and "handout" not in line[3]:
                    self.assertNotRegex("|".join(line).lower(), "hurt|unsafe|safeguard|someone")
        self.assertIn("PRIVATE: ", result)
        self.assertNotIn("PRIVATE", referral)

    def test_contradictions_and_what_was_passed_over_are_told(self):
        self.start_hl7()
        answers = {**ALL, "sex_at_birth": "male", "pregnancy": "from_20_weeks"}
        self.ask(message(answers, "OBX|90|NM|8867-4^Heart rate^LN||80||||||F"))
        notes = [line[3] for line in segments(self.peer.take()[0]) if line[0] == "NTE"]
        self.assertTrue(any(note.startswith("Contradiction: ") for note in notes), notes)
        self.assertIn("1 observations of other code systems were passed over.", notes)

    def test_a_document_for_who_wants_one(self):
        self.start_hl7(hl7_document="MDM")
        self.assertEqual(find(self.ask(message(RED)), "MSA")[1], "AA")
        result, _ = self.peer.take()
        self.assertEqual([line[0] for line in segments(result)][:5], ["MSH", "EVN", "PID", "PV1", "TXA"])
        txa = find(result, "TXA")
        self.assertEqual((txa[3], txa[12], txa[17], txa[19]), ("TEXT", find(result, "MSH")[9], "DO", "AV"))
        self.assertEqual(values(result)["tier"].split("^")[0], "emergency")
        self.assertIn("handout", values(result))

    def test_the_same_message_again_gets_the_same_answer(self):
        self.start_hl7()
        connection = self.open()
        first, second = connection.ask(message(RED)), connection.ask(message(RED))
        ids = [find(one, "MSH")[9] for one in self.peer.take()]
        self.assertEqual(ids[:2], ids[2:])
        self.assertEqual(len(set(ids)), 2)
        self.assertEqual((find(first, "MSH")[9], find(first, "MSA")), (find(second, "MSH")[9], find(second, "MSA")))
        connection.ask(message({**RED, "age": 47}))
        self.assertFalse(set(ids) & {find(one, "MSH")[9] for one in self.peer.take()})

    def test_every_form_of_an_answer(self):
        self.start_hl7()
        forms = ["OBX|1|ST|age||46||||||F", "OBX|2|CE|saddle_numbness^^99UNK||no^No^99UNK||||||C",
                 "OBX|3|IS|bladder_control^^99UNK||normal||||||P", "OBX|4|CWE|12^Fever^LN^fever^^99UNK||unsure||||||F",
                 "OBX|5|CE|conditions^^99UNK||diabetes~smoked||||||F", "OBX|6|CE|conditions^^99UNK||frail||||||F",
                 "OBX|7|CWE|medicines^^99UNK||none||||||F", "OBX|8|CWE|allergies^^99UNK||unsure||||||F",
                 "OBX|9|CWE|duration_days^^99UNK||unsure||||||F", "OBX|10|CWE|dark_urine^^99UNK||||||||F",
                 "OBX|11|CWE|injury^^99UNK||\"\"||||||F", "OBX|12|CWE|belly_pain^^99UNK||no||||||W"]
        same = {"age": 46, "saddle_numbness": False, "bladder_control": "normal", "fever": "unsure",
                "conditions": ["diabetes", "smoked", "frail"], "medicines": [], "allergies": "unsure", "duration_days": "unsure"}
        self.assertEqual(find(self.ask(message(forms)), "MSA")[1], "AA")
        told = values(self.peer.take()[0])
        record = json.loads(document(intake=json.dumps({"answers": same})))
        self.assertEqual(int(told["open_questions"]), len(record["open_questions"]))
        self.assertEqual({flag["id"]: flag["status"] for flag in record["flags"]},
                         {flag["id"]: told[flag["id"]].split("^")[0] for flag in record["flags"]})
        self.assertIn("belly_pain", [one["question"] for one in record["open_questions"]])

    def test_withdrawn_is_unanswered_and_never_no(self):
        self.start_hl7()
        for status in "DWXNIO":
            for value in ("yes", "no"):
                answers = observations({**CALM, "saddle_numbness": value})
                answers = [line[:-1] + status if "saddle_numbness" in line else line for line in answers]
                self.assertIn("Not complete", find(self.ask(message(answers)), "MSA")[3])
                result = self.peer.take()[0]
                told = values(result)
                self.assertEqual(find(result, "OBR")[25], "P")
                self.assertEqual((told["complete"].split("^")[0], told["possible_tier"].split("^")[0], told["neurological"].split("^")[0]),
                                 ("no", "emergency", "open"), (status, value))

    def test_what_is_wrong_is_refused_with_its_place(self):
        self.start_hl7()
        good = observations({"age": 46})

        def refused(line, place, own, hl7="103"):
            answer = self.assert_refused(message([*good, line]), "AE", place, own)
            self.assertEqual(find(answer, "ERR")[3].split("^")[0], hl7, line)

        refused("OBX|2|CWE|fever^^99UNK||maybe||||||F", "OBX^2^5^1^1", "unknown_value")
        refused("OBX|2|CWE|fever^^99UNK||YES||||||F", "OBX^2^5^1^1", "unknown_value")
        refused("OBX|2|CWE|fever^^99UNK||ye", "OBX^2^11", "missing_field", "101")
        refused("OBX|2|CWE|fever^^99UNK||yes^^HL70136||||||F", "OBX^2^5^1^3", "unknown_value")
        refused("OBX|2|CWE|fevr^^99UNK||yes||||||F", "OBX^2^3^1^1", "unknown_question")
        refused("OBX|2|CWE|fevr||yes||||||F", "OBX^2^3^1^1", "unknown_question")
        refused("OBX|2|CWE|||yes||||||F", "OBX^2^3", "missing_field", "101")
        refused("OBX|2|CWE|fever^^99UNK||yes~no||||||F", "OBX^2^5", "several_answers", "102")
        refused("OBX|2|NM|age^^99UNK||46||||||F", "OBX^2^3^1^1", "answered_twice", "205")
        refused("OBX|2|NM|pain_score^^99UNK||4.0||||||F", "OBX^2^5^1^1", "wrong_type", "102")
        refused("OBX|2|NM|pain_score^^99UNK||11||||||F", "OBX^2^5^1^1", "out_of_range", "102")
        refused("OBX|2|NM|pain_score^^99UNK||99999999999999999999||||||F", "OBX^2^5^1^1", "wrong_type", "102")
        refused("OBX|2|CWE|course^^99UNK||slower||||||F", "OBX^2^5^1^1", "unknown_value")
        refused("OBX|2|CWE|conditions^^99UNK||diabetes~sleepy||||||F", "OBX^2^5^1^1", "unknown_value")
        refused("OBX|2|CWE|conditions^^99UNK||diabetes~none||||||F", "OBX^2^5^1^1", "unknown_value")
        refused("OBX|2|CWE|conditions^^99UNK||unsure~none||||||F", "OBX^2^5^1^1", "unknown_value")
        refused("OBX|2|CWE|conditions^^99UNK||diabetes~diabetes||||||F", "OBX^2^5^1^1", "duplicate_value", "102")
        refused("OBX|2|CWE|fever^^99UNK||yes||||||Q", "OBX^2^11", "unknown_value")
        refused("OBX|2|ED|fever^^99UNK||yes||||||F", "OBX^2^2", "wrong_type")
        refused("OBX|2||fever^^99UNK||yes||||||F", "OBX^2^2", "wrong_type", "101")
        refused("PID|2||4712", "PID^2", "two_patients", "100")
        refused("MSH|^~\\&|a", "MSH^2", "two_messages", "100")
        refused("DSC|1", "DSC^1", "message_in_parts", "100")
        refused("half a line", "", "no_segment", "100")
        refused("OBX|2|CWE|fever^^99UNK||yes\x01||||||F", "OBX^2", "control_character", "102")
        for second in ("OBX|3|CWE|conditions^^99UNK||frail||||||W", "OBX|3|CWE|conditions^^99UNK||||||||F"):
            self.assert_refused(message([*good, "OBX|2|CWE|conditions^^99UNK||frail||||||F", second]), "AE", "OBX^3^3^1^1", "answered_twice")
        self.assert_refused(message([]), "AE", "OBX^1", "no_answers")
        self.assert_refused(message(["OBX|1|NM|8867-4^Heart rate^LN||80||||||F"]), "AE", "OBX^1", "no_answers")
        self.assert_refused(message(good, pid="PID|1||"), "AE", "PID^1^3^1^1", "missing_field")
        self.assert_refused(message(good, pid="NTE|1"), "AE", "PID^1^3^1^1", "missing_field")
        self.assert_refused(message(good, pid="PID|1||4711||" + "A" * 300), "AE", "PID^1^5", "too_long")
        self.assert_refused(message(good, id=""), "AE", "MSH^1^10", "missing_field")
        self.assert_refused(message(good, head="||7"), "AE", "MSH^1^14", "message_in_parts")
        self.assert_refused(message(good, event="ADT^A04"), "AR", "MSH^1^9^1^1", "unsupported_message")
        self.assert_refused(message(good, event="ORU^R30"), "AR", "MSH^1^9^1^2", "unsupported_message")
        self.assert_refused(message(good, version="2.2"), "AR", "MSH^1^12^1^1", "unsupported_message")
        self.assert_refused("hello", "AE", "MSH^1", "no_header")
        self.assert_refused(message(good).replace("MSH|^~\\&", "MSH|^^\\&"), "AE", "MSH^1^2", "wrong_separators")
        self.assert_refused(message(good).replace("MSH|^~\\&", "MSH|^-\\&"), "AE", "MSH^1^2", "wrong_separators")
        self.assertEqual(self.peer.got, [])

    def test_no_value_stands_in_an_acknowledgement_a_log_or_a_metric(self):
        service = self.start_hl7()
        for line in ("OBX|1|CWE|fever^^99UNK||Quagga||||||F", "OBX|1|CWE|Quagga^^99UNK||yes||||||F", "OBX|1|NM|age^^99UNK||Quagga||||||F",
                     "OBX|1|CWE|course^^99UNK||Quagga||||||F", "OBX|1|CWE|course^^99UNK||worse||||||Quagga"):
            self.assertNotIn("Quagga", self.ask(message([line], pid="PID|1||Quagga||Quagga^Quagga")))
        self.ask(message(RED, pid="PID|1||Quagga||Quagga^Quagga", id="Quagga Quagga"))
        self.assertIn("Quagga", self.peer.take()[0])
        for text in (self.log.read_text(), service.errors.read_text(), service.admin("/metrics")[1]):
            self.assertNotIn("Quagga", text)

    def test_an_answer_is_written_down_before_it_leaves(self):
        service = self.start_hl7()
        self.ask(message(RED, id="visit-7"))
        self.ask(message(["OBX|1|CWE|fever^^99UNK||maybe||||||F"], id="v 8"))
        lines = [json.loads(line) for line in self.log.read_text().splitlines()]
        self.assertEqual([(line["route"], line["status"], line["method"]) for line in lines],
                         [("hl7", 100, "-"), ("hl7", 200, "-"), ("hl7", 422, "-")])
        self.assertEqual((lines[0]["request_id"], lines[1]["request_id"]), ("visit-7", "visit-7"))
        self.assertRegex(lines[2]["request_id"], "^[0-9A-F]{18}$")
        self.assertEqual(service.metric('unknotd_answers_total{status="422"}'), 1)

    def test_without_an_audit_line_nothing_leaves(self):
        os.environ["FAULTS"] = "03333"
        self.addCleanup(os.environ.pop, "FAULTS")
        source, library = self.folder / "faults.c", self.folder / "faults.so"
        source.write_text(FAULTS)
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        self.start_hl7(preload=library)
        self.assert_refused(message(RED), "AE", "", "audit_failed")
        self.assertEqual(find(self.ask(message(RED)), "MSA")[1], "AA")

    def test_separators_line_ends_and_versions_of_others(self):
        self.start_hl7()
        text = message(RED)
        other = text.replace("|", "#").replace("^", "*").replace("MSH#*~\\&", "MSH#*!%$")
        answer = self.ask(other)
        self.assertTrue(answer.startswith("MSH#*!%$#"))
        self.assertIn("MSA#AA#m-1", answer)
        self.assertIn("#emergency*Emergency*99UNKR#", self.peer.take()[0])
        for end in ("\n", "\r\n"):
            self.assertEqual(find(self.ask(text.replace("\r", end)), "MSA")[1], "AA")
        self.assertEqual(find(self.ask(text.rstrip("\r")), "MSA")[1], "AA")
        for version, kind in (("2.3", "CE"), ("2.3.1", "CE"), ("2.5", "CE"), ("2.6", "CWE"), ("2.8", "CWE"), ("2.8.2", "CWE"), ("", "CWE")):
            self.peer.take()
            answer = self.ask(message(RED, version=version))
            self.assertEqual((find(answer, "MSA")[1], find(answer, "MSH")[11]), ("AA", version or "2.5.1"))
            self.assertEqual(find(self.peer.take()[0], "OBX")[2], kind)
        self.assertEqual(find(self.ask(message(RED).replace("^~\\&", "^~\\&#", 1)), "MSA")[1], "AA")

    def test_names_keep_their_letters(self):
        self.start_hl7()
        pid = "PID|1||4711||M\u00fcller^Zo\u00eb"

        def name_on_handout(text, encoding):
            self.assertEqual(find(self.ask(text, encoding), "MSA")[1], "AA")
            result = self.peer.take()[0]
            return base64.b64decode(values(result)["handout"].split("^")[4]).decode(), result

        for head, encoding in (("|||||", "utf-8"), ("||||||UNICODE UTF-8", "utf-8"), ("||||||8859/1", "latin-1"), ("", "cp1252")):
            page, result = name_on_handout(message(RED, pid=pid, head=head), encoding)
            self.assertIn("Zo\u00eb M\u00fcller", page)
            self.assertIn("M\u00fcller^Zo\u00eb", result)
        page, _ = name_on_handout(message(RED, pid="PID|1||4711||O\\T\\Brien \\S\\ \\XC3A9\\^\\E\\x"), "ascii")
        self.assertIn("\\x O&amp;Brien ^ \u00e9", page)
        self.assert_refused(message(RED, pid=pid, head="||||||UNICODE UTF-8"), "AE", "MSH^1^18", "wrong_charset", encoding="latin-1")
        self.assert_refused(message(RED, head="||||||8859/7"), "AE", "MSH^1^18", "wrong_charset")

    def test_the_handout_is_in_the_patients_language_if_the_pack_has_it(self):
        self.start_hl7()

        def handout(language):
            self.ask(message(RED, pid=f"PID|1||4711||Example^Maria||||||||||{language}"))
            result = self.peer.take()[0]
            return base64.b64decode(values(result)["handout"].split("^")[4]).decode(), result
        self.assertIn('lang="es-US"', handout("es-US^Spanish")[0])
        page, result = handout("tlh")
        self.assertIn('lang="en-US"', page)
        self.assertIn("PID-15", result)

    def test_the_time_of_the_answers(self):
        self.start_hl7()

        def time_told(obr="OBR|1", obx14="", msh7="20261122103001+0100"):
            answers = [line + "|||" + obx14 for line in observations(RED)]
            self.ask(message(answers, obr=obr).replace("20261122103001+0100", msh7))
            return find(self.peer.take()[0], "OBR")[7]
        self.assertEqual(time_told("OBR|1||||||20261122080000-0500"), "20261122130000+0000")
        self.assertEqual(time_told("OBR|1||||||202611220800"), "20261122070000+0000")  # in the zone of MSH-7
        self.assertEqual(time_told(obx14="20261121080000.123"), "20261121070000+0000")
        self.assertEqual(time_told(), "20261122093001+0000")
        self.assertGreater(time_told("OBR|1||||||20261122", msh7="20261122103001"), "20261123")  # no zone anywhere: now

    def test_acknowledgements_of_the_enhanced_mode(self):
        self.start_hl7()
        bad = {"fever": "maybe"}

        def codes(answers, accept, application, event="ORU^R01"):
            connection = self.open()
            connection.send(message(answers, head=f"|||{accept}|{application}", event=event))
            connection.send(message(CALM, id="last"))
            got = []
            while True:
                msa = find(connection.read(), "MSA")
                if msa[2] == "last":
                    connection.close()
                    return got
                got.append(msa[1])
        for accept, application, good, wrong in (
                ("AL", "AL", ["CA", "AA"], ["CA", "AE"]), ("AL", "NE", ["CA"], ["CE"]), ("NE", "AL", ["AA"], ["AE"]),
                ("ER", "ER", [], ["AE"]), ("ER", "NE", [], ["CE"]), ("SU", "SU", ["CA", "AA"], ["CE"]), ("NE", "NE", [], ["CE"]),
                ("", "AL", ["AA"], ["AE"]), ("AL", "", ["CA"], ["CE"])):
            self.assertEqual(codes(CALM, accept, application), good, (accept, application))
            self.assertEqual(codes(bad, accept, application), wrong, (accept, application))
        self.assertEqual(codes(CALM, "AL", "AL", event="ADT^A01"), ["CR"])
        self.peer.answer = lambda text: self.peer.accept(text, "AE")
        connection = self.open()
        self.assertEqual(find(connection.ask(message(CALM, head="|||AL|AL")), "MSA")[1], "CE")

    def test_frames_in_any_pieces(self):
        self.start_hl7()
        connection = self.open()
        both = b"".join(VT + message(CALM, id=f"p-{n}").encode() + FS for n in range(2))
        connection.sock.sendall(b"\r\n" + both)
        self.assertEqual([find(connection.read(), "MSA")[1:3] for _ in range(2)], [["AA", "p-0"], ["AA", "p-1"]])
        for byte in both:
            connection.sock.sendall(bytes([byte]))
        self.assertEqual([find(connection.read(), "MSA")[1:3] for _ in range(2)], [["AA", "p-0"], ["AA", "p-1"]])
        for n in range(100):
            self.assertEqual(find(connection.ask(message(CALM, id=f"q-{n}")), "MSA")[1:3], ["AA", f"q-{n}"])
        # Cut by the next one, which is answered.
        connection.sock.sendall(VT + message(RED, id="half").encode()[:200] + VT + message(CALM, id="next").encode() + FS)
        msa = find(cut := connection.read(), "MSA")
        self.assertEqual((msa[1:3], find(cut, "ERR")[5].split("^")[0]), (["AE", "half"], "message_cut"))
        self.assertEqual(find(connection.read(), "MSA")[1:3], ["AA", "next"])

    def test_a_message_cut_anywhere_never_clears_a_flag(self):
        """Framed as if it were whole: refused, or what is missing stays open."""
        self.start_hl7()
        text = message({**CALM, "saddle_numbness": True})
        connection = self.open()
        first = text.index("OBX|1|")
        for end in [*range(1, first, 17), *range(first, len(text), 23)]:
            code = find(connection.ask(text[:end]), "MSA")[1]
            if code == "AA":
                told = values(self.peer.take()[0])
                self.assertTrue(told["neurological"].split("^")[0] in ("raised", "open") or end > len(text) - 2, end)
                self.assertTrue(told["complete"].startswith("no") or told["tier"].startswith("emergency"), end)
            else:
                self.assertIn(code, ("AE", "AR"), end)
                self.assertEqual(self.peer.take(), [], end)

    def test_what_is_no_frame_too_long_or_too_slow_ends(self):
        service = self.start_hl7(body_seconds=1, idle_seconds=2, hl7_bytes=4096)
        for noise in (b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\x00\xa5", message(RED).encode()):
            connection = self.open()
            connection.sock.sendall(noise)
            self.assertIsNone(connection.read())
        connection = self.open()
        connection.sock.sendall(VT + message(RED).encode() + b"NTE|" + b"a" * 5000)
        msa = find(answer := connection.read(), "MSA")
        self.assertEqual((msa[1:3], find(answer, "ERR")[5].split("^")[0]), (["AE", "m-1"], "too_large"))
        self.assertIsNone(connection.read())
        connection.close()
        connection = self.open()
        connection.sock.sendall(VT + message(RED).encode()[:300])
        idle = self.open()
        self.assertEqual(find(connection.read(), "ERR")[5].split("^")[0], "too_slow")
        self.assertIsNone(connection.read())
        self.assertIsNone(idle.read())
        self.assertEqual(service.metric("unknotd_deadlines_missed_total"), 1)
        self.assertEqual(self.peer.got, [])

    def test_long_lines(self):
        self.start_hl7(hl7_bytes=1 << 20)
        long = "NTE|1||" + "a" * 500_000
        self.assertEqual(find(self.ask(message(RED, long)), "MSA")[1], "AA")

    def test_without_the_peers_acknowledgement_there_is_none(self):
        service = self.start_hl7(hl7_peer_seconds=1)

        def failed(own):
            answer = self.ask(message(RED))
            self.assertEqual((find(answer, "MSA")[1], find(answer, "ERR")[5].split("^")[0]), ("AE", own))
        accept = self.peer.accept
        for code in ("AE", "AR", "CE", "CR"):
            self.peer.answer = lambda text: accept(text, code)
            failed("peer_refused")
        self.peer.answer = lambda text: accept(text, id="another")
        failed("peer_not_understood")
        for garbage in (b"garbage", VT + b"garbage" + FS, VT + b"MSH|^~\\&|" + FS, VT * 2):
            self.peer.answer = lambda text: garbage
            failed("peer_not_understood")
        self.peer.answer = lambda text: None
        failed("peer_closed")
        self.peer.answer = lambda text: b""
        failed("peer_too_slow")
        self.peer.answer = lambda text: accept(text, "CA")  # a promise alone
        failed("peer_too_slow")
        # The first one is acknowledged, the second is not.
        self.peer.take()
        self.peer.answer = lambda text: accept(text, "AA" if "ORU^R01" in text else "AE")
        failed("peer_refused")
        self.assertEqual(len(self.peer.take()), 2)
        self.peer.answer = lambda text: accept(text, "CA") + accept(text, "AA")
        self.assertEqual(find(self.ask(message(RED)), "MSA")[1], "AA")
        service.write(hl7_peer=f"127.0.0.1:{free_port()}")
        service.reload()
        failed("peer_not_reached")

    def test_reload_and_drain(self):
        service = self.start_hl7()
        connection = self.open()
        other = Peer()
        self.addCleanup(other.close)
        self.assertEqual(find(connection.ask(message(CALM)), "MSA")[1], "AA")
        service.write(hl7_peer=f"127.0.0.1:{other.port}")
        self.assertIn("reloaded, pack", service.reload())
        self.assertEqual(find(connection.ask(message(CALM)), "MSA")[1], "AA")
        self.assertEqual((len(self.peer.take()), len(other.take())), (1, 1))
        service.write(hl7_listen=[f"127.0.0.1:{free_port()}"])
        self.assertIn("at a restart alone", service.reload())
        idle = self.open()
        self.assertEqual(find(idle.ask(message(CALM)), "MSA")[1], "AA")
        held = threading.Event()
        other.answer = lambda text: held.wait(10) and other.accept(text)
        connection.send(message(RED, id="in-flight"))
        half = self.open()
        half.sock.sendall(VT + message(CALM, id="on-its-way").encode()[:50])
        time.sleep(0.3)
        service.process.send_signal(signal.SIGTERM)
        self.assertIsNone(idle.read())
        half.sock.sendall(message(CALM, id="on-its-way").encode()[50:] + FS)
        held.set()
        self.assertEqual(find(connection.read(), "MSA")[1:3], ["AA", "in-flight"])
        self.assertEqual(find(half.read(), "MSA")[1:3], ["AA", "on-its-way"])
        self.assertIsNone(connection.read())
        self.assertEqual(service.process.wait(10), 0)

    def test_the_table_of_connections_is_shared(self):
        service = self.start_hl7(connections=2)
        idle = [self.open() for _ in range(2)]
        for connection in idle:
            self.assertEqual(find(connection.ask(message(CALM)), "MSA")[1], "AA")
        self.assertEqual(self.ask(message(CALM)) is not None, True)
        self.assertIsNone(idle[0].read())
        self.assertEqual(service.admin("/readyz")[0], 200)

    def test_from_outside_with_tls_and_a_certificate_alone(self):
        clients = self.authority.sign("ehr", "ehr")
        stranger = self.authority.sign("stranger", "stranger")
        port = free_port()
        service = self.start_hl7(client_authority=self.authority.certificate, client_names=["ehr"], hl7_listen=[f"0.0.0.0:{port}"])
        self.mllp = port
        connection = self.open(self.context(clients))
        self.assertEqual(find(connection.ask(message(CALM)), "MSA")[1], "AA")
        self.assertEqual(json.loads(self.log.read_text().splitlines()[-1])["client"], "ehr")
        refused = self.open(self.context(stranger))
        answer = refused.ask(message(CALM, id="no"))
        self.assertEqual((find(answer, "MSA")[1], find(answer, "ERR")[5].split("^")[0]), ("AR", "forbidden"))
        self.assertIsNone(refused.read())
        with self.assertRaises((ssl.SSLError, OSError, AssertionError)):
            nobody = self.open(self.context())
            self.assertIsNotNone(nobody.ask(message(CALM)))
        plain = self.open()
        plain.send(message(CALM))
        self.assertNotIn(b"MSA", plain.sock.recv(1000))
        self.assertEqual(len(self.peer.take()), 1)
        service.write(client_names=["somebody"])
        service.reload()
        self.assertEqual(find(connection.ask(message(CALM)), "MSA")[1], "AR")  # an open connection, too

    def test_the_peer_is_known_by_its_certificate(self):
        def peer_with(certificate):
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*map(str, certificate))
            peer = Peer(context)
            self.addCleanup(peer.close)
            return peer
        peer = peer_with((self.certificate, self.key))
        service = self.start_hl7(hl7_peer=f"localhost:{peer.port}", hl7_peer_authority=self.authority.certificate)
        self.assertEqual(find(self.ask(message(RED)), "MSA")[1], "AA")
        self.assertEqual(len(peer.take()), 2)
        service.write(hl7_peer=f"127.0.0.1:{peer.port}")
        service.reload()
        self.assertEqual(find(self.ask(message(RED)), "MSA")[1], "AA")
        peer.take()
        others = Authority(self.folder, "others")
        for wrong in (self.authority.sign("other", "other.example", "serverAuth", "DNS:other.example"),
                      others.sign("same", "localhost", "serverAuth", "DNS:localhost")):
            peer = peer_with(wrong)
            service.write(hl7_peer=f"localhost:{peer.port}")
            service.reload()
            self.assert_refused(message(RED), "AE", "", "peer_not_trusted")
            self.assertEqual(peer.got, [])

    def test_a_wrong_configuration_is_named(self):
        for settings, name in (({"hl7_peer": ""}, "hl7_peer: "), ({"hl7_listen": ["0.0.0.0:1"]}, "hl7_listen: "),
                               ({"hl7_peer": "192.0.2.1:2575"}, "hl7_peer_authority: "),
                               ({"hl7_peer": "localhost"}, "hl7_peer: "), ({"hl7_document": "ADT"}, "hl7_document: "),
                               ({"hl7_handout": "rtf"}, "hl7_handout: "), ({"hl7_handout": "pdf"}, "pdf_module: "),
                               ({"hl7_peer_authority": "/nowhere"}, "hl7_peer_authority: ")):
            service = self.start_hl7(wait=False, **settings)
            self.assertEqual(service.process.wait(20), 1, settings)
            self.assertIn(f"unknotd: {name}", service.errors.read_text())
        service = self.start(wait=False, hl7_peer="127.0.0.1:2575")
        self.assertEqual(service.process.wait(20), 1)
        self.assertIn("unknotd: hl7_listen: ", service.errors.read_text())

    def test_the_documents_message_runs_and_answers_as_it_says(self):
        self.start_hl7()
        sent, answered = (text.replace("\n", "\r") for text in re.findall(r"```hl7\n(.*?)```", DOCUMENT, re.S))
        answer = self.ask(sent)
        self.assertEqual(find(answer, "MSA"), find(answered, "MSA"))
        result = self.peer.take()[0]
        for line in segments(answered):
            if line[0] in ("OBX", "NTE"):
                self.assertIn("|".join(line), result)

    def test_mllp_send_of_debian(self):
        self.start_hl7()
        file = self.folder / "m.hl7"
        file.write_text(message(RED).replace("\r", "\n"))
        done = subprocess.run(["mllp_send", "--loose", "-p", str(self.mllp), "-f", file, "127.0.0.1"], capture_output=True, text=True,
                              timeout=20)
        self.assertIn("MSA|AA|m-1", done.stdout + done.stderr)
        self.assertEqual(len(self.peer.take()), 2)

    def test_clients_and_servers_of_node(self):
        clients = self.authority.sign("node", "node")
        port, self.mllp = free_port(), free_port()
        settings = {"client_authority": self.authority.certificate, "hl7_listen": [f"127.0.0.1:{self.mllp}", f"0.0.0.0:{port}"],
                    "hl7_peer": f"localhost:{free_port()}", "hl7_peer_authority": self.authority.certificate}
        service = self.start_hl7(**settings)
        file = self.folder / "node.hl7"
        file.write_text(message(RED))
        done = subprocess.run(["node", HERE / "hl7_partners.mjs"], capture_output=True, text=True, timeout=60, env={
            **os.environ, "PEER": service.settings["hl7_peer"].split(":")[1], "TLS": str(port), "PLAIN": str(service.settings["hl7_listen"][0]).split(":")[1],
            "MESSAGE": str(file), "AUTHORITY": str(self.authority.certificate), "CERTIFICATE": str(self.certificate), "KEY": str(self.key),
            "CLIENT_CERTIFICATE": str(clients[0]), "CLIENT_KEY": str(clients[1])})
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        told = json.loads(done.stdout.splitlines()[-1])
        self.assertEqual(told["acknowledged"], {"node-hl7-client": "AA", "simple-hl7": "AA"})
        self.assertEqual(told["events"], ["R01", "I12"] * 2)
        self.assertEqual(set(told["tiers"]), {"emergency"})


if __name__ == "__main__":
    unittest.main()
