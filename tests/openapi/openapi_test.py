"""The service's description is what linters of others take for one, and the service does what it says."""
import http.client
import json
import os
import subprocess
import sys
import time
import unittest
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "service"))

from support import EXAMPLE, UNKNOTD, ServiceTest, free_port

DESCRIPTION = HERE.parents[1] / "adapters" / "service" / "openapi.json"
PROGRAMS = HERE / "node_modules" / ".bin"
JSON, FHIR, LINES = "application/json", "application/fhir+json", "application/x-ndjson"


def text(value):
    return value if isinstance(value, str) else json.dumps(value)


RESPONSE = {"resourceType": "QuestionnaireResponse", "status": "completed", "subject": {"reference": "Patient/1"},
            "questionnaire": "https://unknot.example/fhir/Questionnaire/lower-back|0.9.0", "authored": "2026-11-22T09:30:00Z",
            "item": [{"linkId": "age", "answer": [{"valueInteger": 46}]}, {"linkId": "fever", "answer": [{"valueCoding": {"code": "yes"}}]}]}
CALL = {"hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
        "context": {"userId": "Practitioner/example", "patientId": "1"}, "prefetch": {"response": RESPONSE}}
CARD = {"card": "4e0a3a1e-3283-4575-ab82-028d55fe2719", "outcomeTimestamp": "2026-11-22T20:16:12Z"}
ACCEPTED = {**CARD, "outcome": "accepted", "acceptedSuggestions": [{"id": "e56e1945-20b3-4393-8503-a1a20fd73152"}]}
OVERRIDDEN = {**CARD, "outcome": "overridden", "overrideReason": {"reason": {"code": "other"}, "userComment": "a"}}
ASSESS, CDS, FEEDBACK = "/v1/assess", "/cds-services/lower-back", "/cds-services/lower-back/feedback"
FHIR_ASSESS = "/fhir/QuestionnaireResponse/$assess"

# Method, path, Accept, Content-Type, body, status: as the description has it. No 501, after which Prism makes an answer up.
WITHIN = [
    *(("POST", ASSESS, accept, JSON, EXAMPLE, 200) for accept in ("*/*", JSON, "text/html", "text/plain", "text/html;for=clinic")),
    ("POST", ASSESS + "?documents=html,json&at=2026-11-22T10:00:00Z", JSON, JSON, EXAMPLE, 200),
    ("POST", ASSESS, JSON, JSON, {"answers": {"nobody": 1}}, 422),
    ("POST", ASSESS + "?at=yesterday", JSON, JSON, EXAMPLE, 400),
    ("POST", ASSESS + "?documents=html,json", "text/html", JSON, EXAMPLE, 406),
    ("POST", "/v1/batch", LINES, LINES, "".join(json.dumps(json.loads(EXAMPLE)) + "\n" for _ in range(3)), 200),
    ("GET", "/v1/questions", JSON, None, None, 200),
    ("GET", "/v1/questions?locale=es-US", JSON, None, None, 200),
    ("GET", "/v1/questions?locale=xx", JSON, None, None, 400),
    ("GET", "/v1/info", JSON, None, None, 200),
    ("GET", "/v1/source-attributes", JSON, None, None, 200),
    ("GET", "/infobutton?mainSearchCriteria.v.cs=2.16.840.1.113883.6.90&mainSearchCriteria.v.c=M54.50", JSON, None, None, 200),
    ("GET", "/infobutton?mainSearchCriteria.v.cs=2.16.840.1.113883.6.90&mainSearchCriteria.v.c=J45.909", JSON, None, None, 200),
    ("GET", "/infobutton/handout?language=es", "text/html", None, None, 200),
    ("GET", "/v1/source-attributes", "text/html", None, None, 200),
    ("GET", "/fhir/metadata", FHIR, None, None, 200),
    ("GET", "/fhir/Questionnaire/lower-back", FHIR, None, None, 200),
    ("POST", FHIR_ASSESS, FHIR, FHIR, RESPONSE, 200),
    ("POST", FHIR_ASSESS, FHIR, JSON, RESPONSE, 200),
    ("POST", FHIR_ASSESS + "?at=1764000000", FHIR, FHIR, RESPONSE, 200),
    ("POST", FHIR_ASSESS + "?at=now", FHIR, FHIR, RESPONSE, 400),
    ("POST", FHIR_ASSESS, FHIR, FHIR, {**RESPONSE, "status": "entered-in-error"}, 422),
    ("GET", "/cds-services", JSON, None, None, 200),
    ("POST", CDS, JSON, JSON, CALL, 200),
    ("POST", CDS, JSON, JSON, {**CALL, "prefetch": {"response": None}}, 200),
    ("POST", CDS, JSON, JSON, {**CALL, "prefetch": None, "extension": {"a": 1}}, 200),
    ("POST", CDS, JSON, JSON, {**CALL, "context": {"userId": "", "patientId": ""}}, 400),
    ("POST", FEEDBACK, JSON, JSON, {"feedback": [ACCEPTED, OVERRIDDEN]}, 200),
    ("POST", FEEDBACK, JSON, JSON, {"feedback": []}, 200),
    ("GET", "/openapi.json", JSON, None, None, 200),
]

# Prism does not tell these media types from application/json: each is tried with a description that knows no other.
ALIKE = [
    ("POST", ASSESS, "application/json;for=handout", JSON, EXAMPLE, 200),
    ("POST", ASSESS, FHIR, JSON, EXAMPLE, 200),
    ("POST", ASSESS, FHIR, FHIR, RESPONSE, 200),
]

# What the description itself forbids, and what the service answers.
OUTSIDE = [
    ("POST", ASSESS, JSON, JSON, {}, 422),
    ("POST", ASSESS, JSON, "text/plain", EXAMPLE, 415),
    ("POST", FHIR_ASSESS, FHIR, FHIR, {"resourceType": "Patient"}, 422),
    ("POST", CDS, JSON, JSON, {**CALL, "hook": "order-sign"}, 400),
    ("POST", CDS, JSON, JSON, {"hook": "patient-view"}, 400),
    ("POST", CDS, JSON, JSON, {**CALL, "prefetch": 7, "context": 7}, 400),
    *(("POST", FEEDBACK, JSON, JSON, {"feedback": [wrong]}, 400)
      for wrong in (CARD, {**CARD, "outcome": "accepted"}, {**OVERRIDDEN, "outcome": "maybe"}, {**OVERRIDDEN, "card": "a"},
                    {**OVERRIDDEN, "outcomeTimestamp": "now"}, {**ACCEPTED, "acceptedSuggestions": []}, {**OVERRIDDEN, "overrideReason": "a"})),
    ("POST", FEEDBACK, JSON, JSON, {}, 400),
]


class Linters(unittest.TestCase):
    def lint(self, *command):
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, cwd=HERE)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_redocly(self):
        self.assertNotIn("warning", self.lint(PROGRAMS / "redocly", "lint", DESCRIPTION).split("validating")[1])

    def test_spectral(self):
        self.assertIn("0 errors", self.lint(PROGRAMS / "spectral", "lint", "--ruleset", HERE / "spectral.yaml", DESCRIPTION))


class Contract(ServiceTest):
    """Prism stands between the client and the service and holds both to the description."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        made = subprocess.run([UNKNOTD, "--make-token"], capture_output=True, text=True, check=True).stdout
        cls.token, line = [row.split(":", 1)[1].strip() for row in made.splitlines()]
        (cls.folder / "tokens").write_text(line + "\n")

    def narrowed(self, accept, content_type):
        """The description with these media types alone for an assessment."""
        description = json.loads(DESCRIPTION.read_text())
        operation = description["paths"][ASSESS]["post"]
        for content, kept in ((operation["responses"]["200"]["content"], accept), (operation["requestBody"]["content"], content_type)):
            self.assertIn(kept, content)
            for media_type in set(content) - {kept}:
                del content[media_type]
        file = self.folder / "narrowed.json"
        file.write_text(json.dumps(description))
        return file

    def prism(self, *options, description=DESCRIPTION):
        service = self.start(tokens=self.folder / "tokens", public_url="https://unknot.clinic.example")
        port = free_port()
        log = (self.folder / f"prism-{port}.log").open("w")
        self.addCleanup(log.close)
        process = subprocess.Popen(
            [PROGRAMS / "prism", "proxy", description, f"https://localhost:{service.port}", "--port", str(port), *options], stdout=log,
            stderr=subprocess.STDOUT, env=dict(os.environ, NODE_EXTRA_CA_CERTS=str(self.authority.certificate)))
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        for _ in range(600):
            if "Prism is listening" in Path(log.name).read_text():
                return port
            self.assertIsNone(process.poll(), Path(log.name).read_text())
            time.sleep(0.1)
        self.fail("prism does not listen")

    def through(self, port, row, token=True):
        method, path, accept, content_type, body, _ = row
        headers = {"Accept": accept, **({"Content-Type": content_type} if content_type else {}),
                   **({"Authorization": f"Bearer {self.token}"} if token else {})}
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
            connection.request(method, path, None if body is None else text(body).encode(), headers)
            answer = connection.getresponse()
            violations = [one for one in json.loads(answer.headers.get("sl-violations", "[]")) if one["severity"] == "Error"]
            return answer.status, violations, answer.read().decode()

    def test_every_route_is_asked(self):
        asked = {(method.lower(), path.partition("?")[0]) for method, path, *_ in WITHIN}
        described = {(method, path) for path, item in json.loads(DESCRIPTION.read_text())["paths"].items() for method in item}
        self.assertEqual(asked, described)

    def test_what_is_within_the_description_is_answered_within_it(self):
        port = self.prism("--errors")
        for row in WITHIN:
            self.assert_kept(port, row)

    def test_media_types_that_are_alike_are_answered_within_it(self):
        for row in ALIKE:
            self.assert_kept(self.prism("--errors", description=self.narrowed(*row[2:4])), row)

    def assert_kept(self, port, row):
        status, violations, body = self.through(port, row)
        self.assertEqual((status, violations), (row[-1], []), (row[:4], body[:2000]))

    def test_what_is_outside_the_description_is_refused_as_it_says(self):
        strict, lenient = self.prism("--errors"), self.prism()
        for row in OUTSIDE:
            self.assertIn("stoplight.io/prism/errors", self.through(strict, row)[2], row)
            status, violations, body = self.through(lenient, row)
            self.assertEqual(status, row[-1], (row, body))
            self.assertNotIn("response", {one["location"][0] for one in violations}, (row, violations))

    def test_without_a_token(self):
        lenient = self.prism()
        for row in WITHIN:
            status, violations, _ = self.through(lenient, row, token=False)
            self.assertEqual((status, {one["location"][0] for one in violations} - {"request"}), (401, set()), (row, violations))


if __name__ == "__main__":
    unittest.main()
