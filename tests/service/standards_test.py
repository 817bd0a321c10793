"""FHIR and CDS Hooks, as records speak them to the service."""
import copy
import json
import unittest
from pathlib import Path

from support import ServiceTest

FHIR = {"Content-Type": "application/fhir+json"}
JSON = {"Content-Type": "application/json"}
PATIENT = "1288992"
FEEDBACK = {"card": "4e0a3a1e-3283-4575-ab82-028d55fe2719", "outcomeTimestamp": "2026-11-22T20:16:12.25Z"}


def response(**changes):
    def answer(question, **value):
        return {"linkId": question, "answer": [value]}
    return {"resourceType": "QuestionnaireResponse", "id": "run-1", "status": "completed",
            "questionnaire": "https://unknot.example/fhir/Questionnaire/lower-back|0.9.0",
            "subject": {"reference": f"Patient/{PATIENT}"}, "authored": "2026-11-22T09:30:00Z",
            "item": [answer("age", valueInteger=46), answer("saddle_numbness", valueCoding={"code": "yes"}),
                     answer("fever", valueBoolean=False)], **changes}


def call(given, hook="patient-view", **changes):
    return {"hook": hook, "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
            "context": {"userId": "Practitioner/example", "patientId": PATIENT}, "prefetch": {"response": given}, **changes}


class Standards(ServiceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.feedback_log = cls.folder / "feedback.log"
        cls.service = cls.start(cls(), public_url="https://unknot.clinic.example", feedback_log=cls.feedback_log)

    @classmethod
    def tearDownClass(cls):
        cls.service.stop()

    def doCleanups(self):
        return True  # the service lives as long as the class

    def ask_fhir(self, body, path="/fhir/QuestionnaireResponse/$assess"):
        text = body if isinstance(body, str) else json.dumps(body)
        status, headers, answer = self.ask(self.service, "POST", path, text, FHIR)
        self.assertEqual(headers["Content-Type"], "application/fhir+json")
        return status, json.loads(answer)

    def ask_cds(self, body):
        text = body if isinstance(body, str) else json.dumps(body)
        status, headers, answer = self.ask(self.service, "POST", "/cds-services/lower-back", text, JSON)
        self.assertEqual(headers["Cache-Control"], "no-store")
        return status, json.loads(answer)

    def card(self, given, **changes):
        status, answer = self.ask_cds(call(given, **changes))
        self.assertEqual((status, len(answer["cards"])), (200, 1), answer)
        card = answer["cards"][0]
        self.assertLess(len(card["summary"]), 140)
        self.assertIn(card["indicator"], ("info", "warning", "critical"))
        self.assertEqual(card["source"]["url"], "https://unknot.clinic.example/v1/source-attributes")
        for link in card["links"]:
            self.assertEqual((link["type"], link["url"]), ("absolute", "https://unknot.clinic.example/"))
        return card

    def assert_outcome(self, answer, status, code, expression=None):
        self.assertEqual(answer[0], status, answer[1])
        issue = answer[1]["issue"][0]
        self.assertEqual((answer[1]["resourceType"], issue["severity"], issue["details"]["coding"][0]["code"]),
                         ("OperationOutcome", "error", code))
        self.assertEqual(issue.get("expression"), expression)

    def test_the_questionnaire_and_the_abilities_are_there_to_be_read(self):
        for path, kind in [("/fhir/metadata", "CapabilityStatement"), ("/fhir/Questionnaire/lower-back", "Questionnaire")]:
            status, headers, body = self.ask(self.service, "GET", path)
            self.assertEqual((status, headers["Content-Type"]), (200, "application/fhir+json"))
            self.assertEqual(json.loads(body)["resourceType"], kind)
            self.assertEqual(self.ask(self.service, "GET", path, None, {"If-None-Match": headers["ETag"]})[0], 304)

    def test_a_response_becomes_a_transaction(self):
        status, bundle = self.ask_fhir(response())
        self.assertEqual((status, bundle["resourceType"], bundle["type"]), (200, "Bundle", "transaction"))
        resources = {entry["resource"]["resourceType"]: entry["resource"] for entry in bundle["entry"]}
        self.assertEqual(resources["ServiceRequest"]["priority"], "stat")
        self.assertEqual(resources["Flag"]["subject"]["reference"], f"Patient/{PATIENT}")
        self.assertEqual(bundle["timestamp"], "2026-11-22T09:30:00Z")
        self.assertEqual(self.ask_fhir(response())[1], bundle)
        self.assertEqual(self.ask_fhir(response(authored=None))[0], 200)
        self.assertEqual(self.ask_fhir(response(), "/fhir/QuestionnaireResponse/$assess?at=2026-11-23T00:00:00Z")[1]["timestamp"],
                         "2026-11-23T00:00:00Z")

    def test_a_response_has_its_own_time_wherever_it_is_assessed(self):
        def timestamp(body, query=""):
            headers = {**FHIR, "Accept": "application/fhir+json"}
            return json.loads(self.ask(self.service, "POST", "/v1/assess" + query, json.dumps(body), headers)[2])["timestamp"]
        self.assertEqual(timestamp(response()), "2026-11-22T09:30:00Z")
        self.assertEqual(timestamp(response(), "?at=2026-11-23T00:00:00Z"), "2026-11-23T00:00:00Z")
        self.assertGreater(timestamp(response(authored=None)), "2026-11-22T09:30:00Z")

    def test_what_is_wrong_comes_back_as_an_outcome_with_its_place(self):
        wrong = response()
        wrong["item"][1]["answer"][0]["valueCoding"]["code"] = "perhaps"
        self.assert_outcome(self.ask_fhir(wrong), 422, "unknown_value", ["QuestionnaireResponse.item[1].answer[0].value"])
        self.assert_outcome(self.ask_fhir(response(status="entered-in-error")), 422, "unknown_value",
                            ["QuestionnaireResponse.status"])
        self.assert_outcome(self.ask_fhir({"resourceType": "Patient"}), 422, "unknown_value",
                            ["QuestionnaireResponse.resourceType"])
        self.assert_outcome(self.ask_fhir({"answers": {}}), 422, "missing_member")
        self.assert_outcome(self.ask_fhir('{"resourceType": "QuestionnaireResponse"'), 400, "invalid_json")
        self.assert_outcome(self.ask_fhir(response(), "/fhir/QuestionnaireResponse/$other"), 404, "not_found")
        self.assert_outcome(self.ask_fhir(response(), "/fhir/QuestionnaireResponse/$assess?when=now"), 400, "invalid_parameter")
        self.assert_outcome(self.ask_fhir(" " * 300_000), 413, "too_large")

    def test_no_answer_stands_in_an_outcome(self):
        wrong = response()
        wrong["item"][0]["answer"][0] = {"valueString": "Marker-7f3a"}
        self.assertNotIn("Marker", json.dumps(self.ask_fhir(wrong)[1]))
        self.assertNotIn("Marker", json.dumps(self.card(wrong)))

    def test_discovery_names_both_hooks_under_one_id(self):
        status, _, body = self.ask(self.service, "GET", "/cds-services")
        services = json.loads(body)["services"]
        self.assertEqual((status, [one["hook"] for one in services]), (200, ["patient-view", "encounter-start"]))
        self.assertEqual({one["id"] for one in services}, {"lower-back"})
        for one in services:
            self.assertIn("{{context.patientId}}", one["prefetch"]["response"])
            self.assertIn("questionnaire=https://unknot.example/fhir/Questionnaire/lower-back", one["prefetch"]["response"])

    def test_a_response_becomes_a_card(self):
        bundle = {"resourceType": "Bundle", "type": "searchset", "entry": [{"resource": response()}]}
        for given in (response(), bundle):
            for hook in ("patient-view", "encounter-start"):
                card = self.card(given, hook=hook)
                self.assertEqual(card["indicator"], "critical")
                self.assertIn("Emergency", card["summary"])
                self.assertIn("Neurological", card["summary"] + card["detail"])
                self.assertEqual(card["selectionBehavior"], "at-most-one")
                actions = card["suggestions"][0]["actions"]
                self.assertEqual([(one["type"], one["resource"]["resourceType"]) for one in actions],
                                 [("create", "ServiceRequest"), ("create", "Task")])
                self.assertEqual((actions[0]["resource"]["status"], actions[0]["resource"]["intent"]), ("draft", "proposal"))
                self.assertNotIn("urn:uuid", json.dumps([{**one["resource"], "identifier": []} for one in actions]))
                self.assertTrue(all(reason["display"] for reason in card["overrideReasons"]))

    def test_a_check_that_could_not_be_done_says_so(self):
        other = response(subject={"reference": "Patient/2"})
        nobody = response()
        del nobody["subject"]
        unreadable = response()
        unreadable["item"][0]["answer"][0] = {"valueInteger": 460}
        for given in (None, {"resourceType": "OperationOutcome", "issue": []}, {"resourceType": "Bundle", "type": "searchset"},
                      {"resourceType": "Bundle", "entry": []}, {"resourceType": "Bundle", "entry": [None, {}]}, [], "no", 7,
                      other, nobody, unreadable, response(status="entered-in-error"), response(questionnaire="https://a.example")):
            card = self.card(given)
            self.assertEqual((card["summary"], card["indicator"]), ("Back-pain check not done", "warning"), given)
        without = call(None)
        for prefetch in ({}, None, [], "no"):
            without["prefetch"] = prefetch
            self.assertEqual(self.ask_cds(without)[1]["cards"][0]["summary"], "Back-pain check not done")
        del without["prefetch"]
        self.assertEqual(self.ask_cds(without)[1]["cards"][0]["summary"], "Back-pain check not done")

    def test_a_response_without_a_time_is_of_now(self):
        for authored in (None, "2026", "2026-11-22", "2026-11-22T09:30:00"):
            self.assertIn("suggestions", self.card(response(authored=authored)), authored)

    def test_what_is_not_finished_is_never_merely_for_information(self):
        card = self.card(response(item=[], status="in-progress"))
        self.assertEqual(card["indicator"], "warning")
        self.assertIn("not finished", card["summary"])

    def test_calls_that_are_not_well_formed_are_refused(self):
        good = call(response())
        for member in ("hook", "hookInstance", "context"):
            wrong = copy.deepcopy(good)
            del wrong[member]
            self.assertEqual(self.ask_cds(wrong)[0], 400, member)
        for wrong in ("[]", "7", "{", json.dumps({**good, "hook": "order-sign"}), json.dumps({**good, "context": {}})):
            self.assertEqual(self.ask_cds(wrong)[0], 400, wrong)
        self.assertEqual(self.ask_cds({**good, "extension": {"any": 1}, "fhirServer": "https://a.example"})[0], 200)

    def test_of_two_answers_to_one_question_neither_wins(self):
        text = json.dumps(call(response()))
        for wrong in (text.replace('"code": "yes"', '"code": "yes", "code": "no"'), text.replace('"valueInteger": 46', '"valueInteger": 46, "valueInteger": 46'),
                      text.replace('"prefetch": ', '"prefetch": {}, "prefetch": '), text.replace('"code": "yes"', '"code": "yes", "\\u0063ode": "no"')):
            self.assertNotEqual(wrong, text)
            self.assertEqual(self.ask_cds(wrong)[0], 400, wrong)

    def test_a_private_rule_does_not_say_its_reason_on_a_screen(self):
        def flags(*answers):
            return self.card(response(item=[{"linkId": question, "answer": [value]} for question, value in answers]))
        yes = {"valueCoding": {"code": "yes"}}
        open_one = flags(("age", {"valueInteger": 46}), ("fever", yes), ("chest_symptoms", yes))
        self.assertNotIn("Private:", json.dumps(open_one))
        card = flags(("age", {"valueInteger": 46}), ("hurt_by_someone", yes))
        shown = json.dumps({name: card[name] for name in ("summary", "detail")})
        self.assertIn("(To be seen today): Private: read it alone, in the record.", shown)
        self.assertEqual(card["indicator"], "critical")
        for word in ("hurt", "safe", "talk", "violen", "abuse", "someone"):
            self.assertNotIn(word, json.dumps(card).lower(), word)
        # A flag that another rule raises, too, and more urgently: the reason of neither is told.
        both = flags(("age", {"valueInteger": 46}), ("hurt_by_someone", yes), ("chest_symptoms", yes))
        self.assertIn("(Emergency): Private: read it alone, in the record.", both["detail"])
        self.assertNotIn("chest", json.dumps({name: both[name] for name in ("summary", "detail")}).lower())
        # One that is not answered is no secret: its flag has the reason of what raised it.
        self.assertIn("chest", flags(("chest_symptoms", yes))["detail"].lower())

    def tell(self, *feedback):
        return self.ask(self.service, "POST", "/cds-services/lower-back/feedback", json.dumps({"feedback": feedback}), JSON)

    def test_feedback_is_counted_and_written_down_without_its_words(self):
        accepted = {**FEEDBACK, "outcome": "accepted", "acceptedSuggestions": [{"id": "e56e1945-20b3-4393-8503-a1a20fd73152"}]}
        overridden = {**FEEDBACK, "outcome": "overridden", "overrideReason": {"userComment": "Marker", "reason": {
            "code": "will-follow-up", "display": "Marker", "system": "https://unknot.example/fhir/Questionnaire/lower-back/override-reasons"}}}
        other = {**FEEDBACK, "outcome": "overridden", "overrideReason": {"reason": {"code": "Marker", "system": "Marker", "display": "Marker"}}}
        silent = {**FEEDBACK, "outcome": "overridden", "overrideReason": None, "extension": {"note": "Marker"}}
        self.assertEqual(self.tell(accepted, overridden, other, silent)[0], 200)
        text = self.service.admin("/metrics")[1]
        self.assertIn('unknotd_cds_feedback_total{outcome="accepted"} 1', text)
        self.assertIn('unknotd_cds_feedback_total{outcome="overridden"} 3', text)
        self.assertNotIn("Marker", self.feedback_log.read_text())
        lines = [json.loads(line) for line in self.feedback_log.read_text().splitlines()[-4:]]
        for line in lines:
            self.assertRegex(line.pop("time"), r"^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
            self.assertRegex(line.pop("request_id"), r"^[0-9a-f]{32}$")
            self.assertEqual((line.pop("client"), line.pop("card"), line.pop("outcome_timestamp")),
                             ("-", FEEDBACK["card"], FEEDBACK["outcomeTimestamp"]))
        self.assertEqual(lines, [{"outcome": "accepted", "accepted_suggestions": ["e56e1945-20b3-4393-8503-a1a20fd73152"]},
                                 {"outcome": "overridden", "override_reason": {
                                     "code": "will-follow-up", "system": "https://unknot.example/fhir/Questionnaire/lower-back/override-reasons"}},
                                 {"outcome": "overridden", "override_reason": "other"}, {"outcome": "overridden"}])

    def test_feedback_that_is_wrong_is_refused_whole(self):
        before = self.feedback_log.read_text()
        good = {**FEEDBACK, "outcome": "overridden"}
        accepted = {**FEEDBACK, "outcome": "accepted"}
        for wrong in (7, accepted, {**accepted, "acceptedSuggestions": []}, {**accepted, "acceptedSuggestions": ["a"]},
                      {**accepted, "acceptedSuggestions": [{"id": "Marker"}]}, {**good, "outcome": "maybe"}, {**good, "card": ""},
                      {**good, "card": "Marker-of-a-patient"}, {**good, "card": FEEDBACK["card"] + "0"}, {**good, "card": "g" + FEEDBACK["card"][1:]},
                      {**good, "card": "4e0a3a1e+3283-4575-ab82-028d55fe2719"}, {**good, "outcomeTimestamp": "now"}, {**good, "outcomeTimestamp": "1764000000"},
                      {**good, "outcomeTimestamp": "2026-11-22T20:16:12." + "1" * 40 + "Z"}, {**good, "outcomeTimestamp": 1764000000},
                      {**good, "overrideReason": "Marker"}, {**good, "overrideReason": {"reason": "Marker"}}):
            self.assertEqual(self.tell(good, wrong)[0], 400, wrong)
        self.assertEqual(self.feedback_log.read_text(), before)

    def test_feedback_that_cannot_be_written_down_is_not_taken(self):
        service = ServiceTest.start(self, feedback_log=Path("/dev/full"), wait=False)
        self.assertEqual(service.process.wait(60), 1)
        self.assertIn("feedback_log: /dev/full is not a file", service.errors.read_text())

    def test_the_feedback_log_may_be_moved_away(self):
        self.assertEqual(self.tell({**FEEDBACK, "outcome": "overridden"})[0], 200)
        moved = self.feedback_log.rename(self.folder / "feedback.log.1")
        self.assertIn("reloaded, pack", self.service.reload())
        self.assertEqual(self.tell({**FEEDBACK, "outcome": "overridden"})[0], 200)
        self.assertEqual(self.feedback_log.read_text().count("\n"), 1)
        self.assertGreaterEqual(moved.read_text().count("\n"), 1)

    def test_an_escaped_dollar_is_a_dollar_and_no_other_escape_is_known(self):
        self.assertEqual(self.ask_fhir(response(), "/fhir/QuestionnaireResponse/%24assess")[0], 200)
        self.assertEqual(self.ask_fhir(response(), "/fhir/QuestionnaireResponse/%24assess?at=2026-11-23T00:00:00Z")[1]["timestamp"],
                         "2026-11-23T00:00:00Z")
        for path in ("/fhir/QuestionnaireResponse/%2524assess", "/fhir/QuestionnaireResponse/$%61ssess", "/fhir/QuestionnaireResponse/%24%24assess", "/fhir/QuestionnaireResponse%2F$assess", "/fhir/QuestionnaireResponse/%2",
                     "/fhir/QuestionnaireResponse/%zzassess", "/fhir/QuestionnaireResponse/$assess%00", "/fhir/%2e%2e/v1/info",
                     "/fhir/QuestionnaireResponse/$assess%0d%0a", "/fhir/QuestionnaireResponse/$assess%3Fat=1", "/fhir/QuestionnaireResponse/%+4assess"):
            self.assert_outcome(self.ask_fhir(response(), path), 404, "not_found")


if __name__ == "__main__":
    unittest.main()
