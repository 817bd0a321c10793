"""What a record's infobutton gets to read about a problem."""
import json
import unittest
import xml.etree.ElementTree as ElementTree
from urllib.parse import urlencode

from support import ServiceTest

ATOM = "{http://www.w3.org/2005/Atom}"
URL = "https://unknot.clinic.example"
ICD, SNOMED = "2.16.840.1.113883.6.90", "2.16.840.1.113883.6.96"


class Infobutton(ServiceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = cls.start(cls(), public_url=URL, try_it_page=True)

    @classmethod
    def tearDownClass(cls):
        cls.service.stop()

    def doCleanups(self):
        return True  # the service lives as long as the class

    def get(self, code="M54.50", system=ICD, headers=None, **more):
        query = {"mainSearchCriteria.v.c": code, "mainSearchCriteria.v.cs": system, **more}
        return self.ask(self.service, "GET", "/infobutton?" + urlencode(query), None, headers or {})

    def feed(self, *given, **more):
        status, headers, body = self.get(*given, knowledgeResponseType="application/json", **more)
        self.assertEqual((status, headers["Content-Type"]), (200, "application/json"))
        return json.loads(body)["feed"]

    def entries(self, *given, **more):
        """The links of the feed as data, which are those of the feed as XML."""
        status, headers, body = self.get(*given, **more)
        self.assertEqual((status, headers["Content-Type"]), (200, "text/xml; charset=utf-8"))
        root = ElementTree.fromstring(body)
        for name in ("title", "updated", "id", "author"):
            self.assertIsNotNone(root.find(ATOM + name), name)
        in_xml = [(entry.find(ATOM + "title").text, entry.find(ATOM + "link").get("href"), entry.find(ATOM + "id").text)
                  for entry in root.findall(ATOM + "entry")]
        in_json = [(entry["title"]["_value"], entry["link"][0]["href"], entry["id"]["_value"])
                   for entry in self.feed(*given, **more)["entry"]]
        self.assertEqual(in_xml, in_json)
        return in_json

    def test_low_back_pain_is_answered_with_the_questions_and_a_sheet(self):
        for system, code in [(ICD, "M54.50"), (ICD, "M54.5"), (ICD, "m54.59"), (ICD, "M62.830"), (SNOMED, "279039007"),
                             (SNOMED, "278860009"), ("urn:oid:" + SNOMED, "279039007"),
                             ("2.16.840.1.113883.6.3", "M54.5")]:
            links = [link for _, link, _ in self.entries(code, system)]
            self.assertEqual(links, [URL + "/", URL + "/infobutton/handout?language=en-US"], (system, code))

    def test_any_other_problem_is_answered_with_nothing(self):
        for system, code in [(ICD, "J45.909"), (SNOMED, "M54.50"), (ICD, "279039007"), ("2.16.840.1.113883.6.1", "M54.5"),
                             (ICD, "M54")]:
            self.assertEqual(self.entries(code, system), [], (system, code))

    def test_it_speaks_the_language_that_was_asked_for(self):
        for asked, locale in [("es", "es-US"), ("ES-us", "es-US"), ("es_MX", "es-US"), ("en", "en-US"), ("en-GB", "en-GB"),
                              ("fr", "en-US"), ("", "en-US")]:
            more = {"informationRecipient.languageCode.c": asked}
            self.assertEqual(self.feed(**more)["lang"], locale, asked)
            self.assertTrue(self.entries(**more)[1][1].endswith("=" + locale), asked)
        spanish = self.entries(**{"informationRecipient.languageCode.c": "es"})
        self.assertEqual(spanish[0][0], "Preguntas sobre su espalda")

    def test_what_else_a_record_sends_is_passed_over(self):
        more = {"mainSearchCriteria.v.dn": "Low back pain, unspecified", "taskContext.c.c": "PROBLISTREV",
                "patientPerson.administrativeGenderCode.c": "F", "age.v.v": "46", "age.v.u": "a"}
        status, _, body = self.get(**more)
        self.assertEqual((status, body.count(b"<entry>")), (200, 2))
        self.assertNotIn(b"PROBLISTREV", body)

    def test_the_form_is_that_of_the_parameter_or_of_accept(self):
        for headers, more, wanted in [({}, {}, "text/xml; charset=utf-8"),
                                      ({"Accept": "application/json"}, {}, "application/json"),
                                      ({"Accept": "application/json"}, {"knowledgeResponseType": "text/xml"},
                                       "text/xml; charset=utf-8")]:
            self.assertEqual(self.get(headers=headers, **more)[1]["Content-Type"], wanted)
        self.assertEqual(self.get(knowledgeResponseType="application/javascript")[0], 406)

    def test_what_is_asked_badly_is_said(self):
        for more, code in [(dict(code=""), "missing_parameter"), (dict(system=""), "missing_parameter"),
                           (dict(code="M54 50"), "invalid_parameter"), (dict(code="M\u0001"), "invalid_parameter"),
                           (dict(code="<script>" * 9), "invalid_parameter"),
                           ({"informationRecipient.languageCode.c": "e\n"}, "invalid_parameter")]:
            status, _, body = self.get(**more)
            self.assertEqual((status, json.loads(body)["code"]), (400, code), more)
        status, _, body = self.ask(self.service, "GET", "/infobutton?mainSearchCriteria.v.c=M54.5&"
                                   "mainSearchCriteria.v.c=J45&mainSearchCriteria.v.cs=" + ICD)
        self.assertEqual((status, json.loads(body)["code"]), (400, "invalid_parameter"))
        self.assertNotIn(b"<b>", self.get(code="<b>&\"")[2])

    def test_the_sheet_is_one_that_can_harm_nobody(self):
        for language, words in [("en-US", b"See a doctor or nurse first"), ("es", "Vea primero".encode())]:
            status, headers, body = self.ask(self.service, "GET", "/infobutton/handout?language=" + language)
            self.assertEqual((status, headers["Content-Type"]), (200, "text/html; charset=utf-8"))
            self.assertIn(words, body)
            self.assertEqual(self.ask(self.service, "GET", "/infobutton/handout?language=" + language, None,
                                      {"If-None-Match": headers["ETag"]})[0], 304)


class WithoutLinks(ServiceTest):
    def test_without_a_public_url_it_says_so(self):
        service = self.start()
        status, _, body = self.ask(service, "GET", "/infobutton?mainSearchCriteria.v.c=M54.5&mainSearchCriteria.v.cs=" + ICD)
        self.assertEqual((status, json.loads(body)["code"]), (501, "unsupported"))

    def test_without_the_page_the_sheet_alone_is_offered(self):
        service = self.start(public_url=URL)
        body = self.ask(service, "GET", "/infobutton?mainSearchCriteria.v.c=M54.5&mainSearchCriteria.v.cs=" + ICD)[2]
        self.assertEqual(body.count(b"<entry>"), 1)


if __name__ == "__main__":
    unittest.main()
