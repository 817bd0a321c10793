"""unknot assess --format fhir: whose resources they are, as an EHR sees it."""

import base64
import json
import unittest
import uuid

from support import CommandTest, unknot

AT = "2026-11-22T14:30:00Z"
ANSWERS = {"age": 71, "fever": True, "hurt_by_someone": True, "duration_days": 9}
URIS = "urn:ietf:rfc:3986|"


def intake(**request):
    return json.dumps({"answers": ANSWERS, "request": request})


def bundle(text, *more):
    return json.loads(unknot("assess", "-", "--format", "fhir", "--at", AT, *more, stdin=text).stdout)


class Server:
    """As much of a FHIR server as a transaction of creates needs."""

    def __init__(self):
        self.resources = []

    def post(self, transaction):
        for entry in transaction["entry"]:
            search = entry["request"].get("ifNoneExist")
            if search is None or not any(self.matches(search, found) for found in self.resources):
                self.resources.append(entry["resource"])

    @staticmethod
    def matches(search, resource):
        name, _, token = search.partition("=")
        if name == "_tag":
            tokens = [f"{tag['system']}|{tag['code']}" for tag in resource.get("meta", {}).get("tag", [])]
        else:
            tokens = [f"{each['system']}|{each['value']}" for each in resource.get("identifier", [])]
        return token in tokens


class Fhir(CommandTest):
    def test_the_same_request_twice_makes_one_of_each(self):
        server, once = Server(), bundle(intake(id="r1", subject="Patient/1"))
        for _ in range(2):
            server.post(bundle(intake(id="r1", subject="Patient/1")))
        self.assertEqual(server.resources, [entry["resource"] for entry in once["entry"]])

    def test_two_patients_or_two_requests_with_equal_answers_make_two_of_each(self):
        for other in ({"id": "r1", "subject": "Patient/2"}, {"id": "r2", "subject": "Patient/1"}):
            server, once = Server(), bundle(intake(id="r1", subject="Patient/1"))
            server.post(once)
            server.post(bundle(intake(**other)))
            self.assertEqual(len(server.resources), 2 * len(once["entry"]))

    def test_without_patient_or_id_nothing_is_taken_for_what_is_there(self):
        for request in ({}, {"id": "r1"}, {"subject": "Patient/1"}):
            server = Server()
            for _ in range(2):
                server.post(bundle(intake(**request)))
            self.assertEqual(len(server.resources), 2 * len(bundle(intake(**request))["entry"]))

    def test_the_identifiers_are_uuids_of_version_5(self):
        text = intake(id="r1", subject="Patient/1")
        sha256 = json.loads(unknot("assess", "-", stdin=text).stdout)["pack"]["sha256"]
        base = uuid.uuid5(uuid.NAMESPACE_URL, "https://unknot.example/fhir")
        for entry in bundle(text)["entry"]:
            resource = entry["resource"]
            key = resource["resourceType"]
            if key == "Flag":
                key += "/" + resource["code"]["coding"][0]["code"]
            urn = uuid.uuid5(base, f"Patient/1\nr1\n{sha256}\n\n{key}\n").urn
            self.assertEqual(entry["fullUrl"], urn)
            self.assertTrue(entry["request"]["ifNoneExist"].endswith(URIS + urn))

    def test_its_flags_are_those_of_the_result(self):
        text = intake(id="r1", subject="Patient/1")
        result = json.loads(unknot("assess", "-", stdin=text).stdout)
        raised = [flag for flag in result["flags"] if flag["status"] == "raised"]
        flags = [entry["resource"] for entry in bundle(text)["entry"] if entry["request"]["url"] == "Flag"]
        self.assertEqual(
            [(flag["code"]["coding"][0]["code"], flag["code"]["text"], flag["category"][1]["coding"][0]["code"])
             for flag in flags],
            [(flag["id"], flag["reason"], flag["tier"]) for flag in raised])

    def test_the_handout_is_the_page(self):
        text = intake(id="r1")
        page = unknot("assess", "-", "--format", "html", "--locale", "es-US", "--at", AT, stdin=text).stdout
        document, = (entry["resource"] for entry in bundle(text, "--locale", "es-US")["entry"]
                     if entry["request"]["url"] == "DocumentReference")
        attachment = document["content"][0]["attachment"]
        self.assertEqual(base64.b64decode(attachment["data"]).decode(), page)
        self.assertEqual((attachment["language"], document["language"]), ("es-US", "es-US"))

    def test_the_same_bytes_each_time(self):
        text = intake(id="r1", subject="Patient/1")
        runs = {unknot("assess", "-", "--format", "fhir", "--at", AT, stdin=text).stdout for _ in range(3)}
        self.assertEqual(len(runs), 1)


if __name__ == "__main__":
    unittest.main()
