"""What CDS Hooks says of every answer, over many of them, and a client of other people."""
import copy
import json
import os
import random
import re
import subprocess
import unittest
from pathlib import Path

from support import JSON, ServiceTest
from standards_test import FEEDBACK, PATIENT, call, response

INTAKES = 300
OURS = "https://unknot.clinic.example"


def members(value, place=""):
    """Every value in it, with its place."""
    yield place, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield from members(one, f"{place}/{name}")


def broken(answer):
    """What of the specification an answer breaks: the invariants cds-resp-1 to -7, and what its tables say."""
    found = [f"empty: {place}" for place, value in members(answer) if value is None or (value in ("", [], {}) and place not in ("", "/cards"))]
    if not isinstance(answer.get("cards"), list):
        return found + ["cards"]
    for card in answer["cards"]:
        suggestions, links = card.get("suggestions", []), card.get("links", [])
        if not 0 < len(card.get("summary", "")) < 140:
            found.append("summary")
        if card.get("indicator") not in ("info", "warning", "critical"):
            found.append("indicator")
        if not card.get("source", {}).get("label"):
            found.append("source.label")
        if suggestions and card.get("selectionBehavior") not in ("at-most-one", "any"):
            found.append("suggestions without selectionBehavior")
        if card.get("selectionBehavior") == "at-most-one" and sum(bool(one.get("isRecommended")) for one in suggestions) > 1:
            found.append("several recommended")
        for one in suggestions:
            if not one.get("label") or not one.get("uuid"):
                found.append("suggestion without label or uuid")
            for action in one.get("actions", []):
                if action.get("type") not in ("create", "update", "delete") or not action.get("description"):
                    found.append("action without type or description")
                if action.get("type") in ("create", "update") and not isinstance(action.get("resource"), dict):
                    found.append("action without resource")
                if action.get("type") == "delete" and not action.get("resourceId"):
                    found.append("delete without resourceId")
        for link in links:
            if not link.get("label") or not link.get("url") or link.get("type") not in ("absolute", "smart"):
                found.append("link")
            if "appContext" in link and link.get("type") != "smart":
                found.append("appContext of a link that is not smart")
            if link.get("type") == "absolute" and not link.get("url", "").startswith("https://"):
                found.append("link that is not absolute")
        if not all(reason.get("display") and reason.get("code") for reason in card.get("overrideReasons", [])):
            found.append("override reason without code or display")
        uuids = [card.get("uuid")] + [one.get("uuid") for one in suggestions]
        if len(set(uuids)) != len(uuids) or not all(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", str(one)) for one in uuids):
            found.append("uuid")
    return found


class CdsHooks(ServiceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = cls.start(cls(), public_url=OURS)
        form = json.loads(cls.ask(cls(), cls.service, "GET", "/fhir/Questionnaire/lower-back")[2])
        cls.questions = [item for _, item in members(form) if isinstance(item, dict) and item.get("type") in ("choice", "open-choice", "integer")]

    @classmethod
    def tearDownClass(cls):
        cls.service.stop()

    def doCleanups(self):
        return True  # the service lives as long as the class

    def post(self, connection, body, path="/cds-services/lower-back"):
        connection.request("POST", path, json.dumps(body), JSON)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())

    def random_response(self, choose):
        """Some of the questions answered, some patients with little to tell."""
        share, trouble = choose.choice((0, 0.1, 0.5, 0.9, 1)), choose.choice((0, 0, 0.05, 1))
        items = []
        for question in self.questions:
            if choose.random() > share:
                continue
            if question["type"] == "integer":
                value = {"valueInteger": {"age": 40}.get(question["linkId"], choose.randint(1, 10))}
            else:
                options = [option["valueCoding"] for option in question["answerOption"]]
                quiet = [option for option in options if option["code"] in ("no", "none", "never", "normal", "better", "lower_back")]
                value = {"valueCoding": choose.choice(options if choose.random() < trouble else quiet or options)}
            items.append({"linkId": question["linkId"], "answer": [value]})
        return response(item=items, status=choose.choice(("completed", "amended", "in-progress", "entered-in-error")))

    def test_every_answer_keeps_to_the_specification(self):
        choose = random.Random(20261122)
        connection = self.connect(self.service)
        self.addClassCleanup(connection.close)
        seen = set()
        for number in range(INTAKES):
            status, answer = self.post(connection, call(self.random_response(choose), choose.choice(("patient-view", "encounter-start"))))
            self.assertEqual((status, broken(answer)), (200, []), (number, answer))
            card = answer["cards"][0]
            seen.add((card["indicator"], "suggestions" in card, card["summary"].split(":")[0]))
        self.assertGreaterEqual(len(seen), 5, seen)  # else it is not much of a test

    def test_what_breaks_the_specification_is_found(self):
        good = json.loads(self.ask(self.service, "POST", "/cds-services/lower-back", json.dumps(call(response())), JSON)[2])
        self.assertEqual(broken(good), [])
        def change(path, value=None):
            wrong = copy.deepcopy(good)
            *way, last = path
            place = wrong["cards"][0]
            for name in way:
                place = place[name]
            if value is None:
                del place[last]
            else:
                place[last] = value
            return wrong
        action = ("suggestions", 0, "actions", 0)
        for wrong, words in [
            (change(("summary",), "a" * 140), "summary"), (change(("indicator",), "hard-stop"), "indicator"), (change(("source", "label")), "source.label"),
            (change(("selectionBehavior",)), "suggestions without selectionBehavior"), (change(("suggestions",), good["cards"][0]["suggestions"] * 2), "several recommended"),
            (change((*action, "resource")), "action without resource"), (change((*action, "type"), "Create"), "action without type or description"),
            (change((*action, "type"), "delete"), "delete without resourceId"), (change(("links", 0, "appContext"), "a"), "appContext of a link that is not smart"),
            (change(("links", 0, "url"), "/"), "link that is not absolute"), (change(("overrideReasons", 0, "display")), "override reason without code or display"),
            (change(("detail",), ""), "empty: /cards/0/detail"), (change((*action, "resource", "note"), []), "empty: /cards/0/suggestions/0/actions/0/resource/note"),
            (change(("uuid",), "1"), "uuid"), ({"cards": None}, "cards"),
        ]:
            self.assertIn(words, broken(wrong))

    def test_feedback_keeps_to_the_specification(self):
        connection = self.connect(self.service)
        self.addClassCleanup(connection.close)
        card = self.post(connection, call(response()))[1]["cards"][0]
        tell = lambda **one: self.post(connection, {"feedback": [{**FEEDBACK, "card": card["uuid"], **one}]}, "/cds-services/lower-back/feedback")[0]
        suggestions = [{"id": one["uuid"]} for one in card["suggestions"]]
        self.assertEqual(tell(outcome="accepted", acceptedSuggestions=suggestions), 200)
        self.assertEqual(tell(outcome="accepted"), 400)  # cds-fb: what was accepted is named
        for reason in card["overrideReasons"]:
            self.assertEqual(tell(outcome="overridden", overrideReason={"reason": reason, "userComment": "any"}), 200)
        self.assertEqual(tell(outcome="overridden"), 200)

    def test_what_clients_add_is_passed_over(self):
        connection = self.connect(self.service)
        self.addClassCleanup(connection.close)
        plain = self.post(connection, call(response()))[1]["cards"][0]
        added = call(response(extension=[{"url": "https://a.example", "valueString": "a"}]), fhirServer="https://fhir.example", extension={"a": {"b": [1]}},
                     fhirAuthorization={"access_token": "a", "token_type": "Bearer", "expires_in": 300, "scope": "a", "subject": "a"})
        added["context"].update(encounterId="7", extension={"a": 1})
        added["prefetch"].update(patient={"resourceType": "Patient"}, other={"resourceType": "OperationOutcome"}, more=None)
        status, answer = self.post(connection, added)
        card = answer["cards"][0]
        self.assertEqual((status, [card[name] for name in ("summary", "detail", "indicator")]), (200, [plain[name] for name in ("summary", "detail", "indicator")]))

    def test_medplum(self):
        def ask(*entries):
            bundle = {"resourceType": "Bundle", "type": "searchset", **({"entry": [{"resource": one} for one in entries]} if entries else {})}
            done = subprocess.run(["node", Path(__file__).with_name("medplum.mjs"), f"https://localhost:{self.service.port}", json.dumps(bundle)],
                                  capture_output=True, text=True, timeout=100, env=dict(os.environ, NODE_EXTRA_CA_CERTS=str(self.authority.certificate)))
            self.assertEqual(done.returncode, 0, done.stderr)
            return json.loads(done.stdout)
        said = ask(response())
        self.assertEqual([one["hook"] for one in said["services"]], ["patient-view", "encounter-start"])
        self.assertEqual(len(said["searches"]), 2)
        for search in said["searches"]:
            for part in (f"subject=Patient/{PATIENT}", "questionnaire=https://unknot.example/fhir/Questionnaire/lower-back", "_sort=-authored", "_count=1"):
                self.assertIn(part, search)
        for answer in said["answers"]:
            self.assertEqual((broken(answer), answer["cards"][0]["indicator"]), ([], "critical"))
        for answer in ask()["answers"]:
            self.assertEqual((broken(answer), answer["cards"][0]["summary"]), ([], "Back-pain check not done"))


if __name__ == "__main__":
    unittest.main()
