"""What each route answers, and how it refuses."""
import gzip
import json
import subprocess
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from support import EXAMPLE, JSON, UNKNOT, Service, ServiceTest, document

AT = "2026-11-22T10:00:00Z"


class Routes(ServiceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = cls.start(cls(), try_it_page=False)

    @classmethod
    def tearDownClass(cls):
        cls.service.stop()

    def doCleanups(self):
        return True  # the service lives as long as the class

    def get(self, path, **headers):
        return self.ask(self.service, "GET", path, None, headers)

    def assess(self, intake=EXAMPLE, path=f"/v1/assess?at={AT}", **headers):
        return self.ask(self.service, "POST", path, intake, {**JSON, **headers})

    def test_each_document_is_the_librarys_to_the_byte(self):
        for accept, name in [("application/json", "json"), ("text/html", "html"), ("text/plain", "text"),
                             ("application/json;for=handout", "handout"), ("text/html; for=clinic", "clinic"),
                             ("application/fhir+json", "fhir")]:
            status, headers, body = self.assess(Accept=accept)
            self.assertEqual(status, 200, accept)
            self.assertEqual(body, document("--format", name, "--at", AT), accept)
            self.assertEqual(headers["Cache-Control"], "no-store")

    def test_the_language_is_that_of_the_intake(self):
        status, _, body = self.assess()
        self.assertEqual(status, 200)
        self.assertEqual(json.loads(body)["answers"], json.loads(document("--at", AT))["answers"])

    def test_accept_is_read_as_rfc_9110_says(self):
        for accept, content_type in [("", "application/json"), ("*/*", "application/json"), ("text/*", "text/html; charset=utf-8"),
                                     ("text/html;q=0.1, text/plain", "text/plain; charset=utf-8"),
                                     ("text/html;q=0, */*", "application/json"), ("TEXT/HTML", "text/html; charset=utf-8"),
                                     ("text/html;charset=UTF-8", "text/html; charset=utf-8"),
                                     ("image/png, text/plain;q=0.001", "text/plain; charset=utf-8")]:
            status, headers, _ = self.assess(Accept=accept)
            self.assertEqual((status, headers["Content-Type"]), (200, content_type), accept)
        for accept in ["image/png", "text/html;for=nobody", "*/*;q=0", "application/json;q=0.0"]:
            self.assert_problem(self.assess(Accept=accept), 406, "not_acceptable")

    def test_several_documents_come_as_one_object(self):
        status, headers, body = self.assess(path=f"/v1/assess?documents=html,json&at={AT}")
        self.assertEqual((status, headers["Content-Type"]), (200, "application/json"))
        self.assertEqual(json.loads(body), {name: document("--format", name, "--at", AT).decode() for name in ("html", "json")})

    def test_parameters_that_are_not_known_are_refused(self):
        for path in ["/v1/assess?document=html", "/v1/assess?documents=", "/v1/assess?documents=html,html",
                     "/v1/assess?documents=doc", "/v1/assess?at=yesterday", "/v1/assess?at=1&at=2", "/v1/assess?at=%4",
                     "/v1/assess?%zz=1"]:
            self.assert_problem(self.assess(path=path), 400, "invalid_parameter")
        self.assert_problem(self.get("/v1/info?a=b"), 400, "invalid_parameter")
        self.assert_problem(self.get("/v1/questions?locale=xx"), 400, "unknown_locale")

    def test_a_time_may_be_not_given_as_in_the_library(self):
        status, _, body = self.assess(path="/v1/assess?at=0", Accept="text/html;for=clinic")
        self.assertEqual((status, body), (200, document("--format", "clinic")))
        problem = self.assert_problem(self.assess(path="/v1/assess?at=0", Accept="application/fhir+json"), 400, "missing_time")
        self.assertEqual(problem["pointer"], "")

    def test_what_the_library_refuses_comes_back_with_its_place(self):
        for intake, status, code, pointer in [("", 400, "invalid_json", ""), ("{", 400, "invalid_json", ""),
                                              ('{"answers":{"age":"Quagga"}}', 422, "wrong_type", "/answers/age"),
                                              ('{"answers":{"nobody":1}}', 422, "unknown_question", "/answers/nobody"),
                                              ("{}", 422, "missing_member", "")]:
            problem = self.assert_problem(self.assess(intake), status, code)
            self.assertEqual(problem["pointer"], pointer)
            self.assertNotIn("Quagga", json.dumps(problem))

    def test_a_document_that_is_not_installed_says_so(self):
        self.assert_problem(self.assess(Accept="application/pdf"), 501, "unsupported")

    def test_bodies_of_other_types_sizes_and_encodings_are_refused(self):
        for headers in [{"Content-Type": "text/plain"}, {"Content-Type": "application/json;for=x"}, {"Content-Type": ""},
                        {**JSON, "Content-Encoding": "gzip"}]:
            answer = self.ask(self.service, "POST", "/v1/assess", EXAMPLE, headers)
            self.assert_problem(answer, 415, "unsupported_media_type")
        self.assert_problem(self.assess(" " * (256 * 1024 + 1)), 413, "too_large")

    def test_a_response_to_the_questionnaire_is_an_intake(self):
        item = {"linkId": "saddle_numbness", "answer": [{"valueCoding": {"code": "yes"}}]}
        response = {"resourceType": "QuestionnaireResponse", "status": "stopped", "item": [item]}
        for content_type in ("application/json", "application/fhir+json; charset=utf-8"):
            status, _, body = self.assess(json.dumps(response), **{"Content-Type": content_type})
            result = json.loads(body)
            self.assertEqual((status, result["tier"], result["answers"]["saddle_numbness"]), (200, "emergency", True))
            self.assertEqual([warning["code"] for warning in result["warnings"]],
                             ["questionnaire_missing", "unfinished_response"])

    def test_other_methods_and_paths_are_refused(self):
        self.assert_problem(self.get("/v1/assess"), 405, "method_not_allowed")
        self.assertEqual(self.get("/v1/assess")[1]["Allow"], "POST, OPTIONS")
        for method in ["PUT", "DELETE", "PATCH", "TRACE"]:
            self.assert_problem(self.ask(self.service, method, "/v1/info"), 405, "method_not_allowed")
        for path in ["/", "/v1/", "/v1/assess/", "/v1//assess", "/V1/assess", "/v1/%61ssess", "/metrics", "/healthz"]:
            self.assert_problem(self.get(path), 404, "not_found")

    def test_questions_info_and_description_may_be_kept(self):
        for path in ["/v1/questions", "/v1/questions?locale=en-US", "/v1/info", "/v1/source-attributes", "/openapi.json"]:
            status, headers, body = self.get(path)
            self.assertEqual(status, 200, path)
            json.loads(body)
            self.assertEqual(self.get(path, **{"If-None-Match": headers["ETag"]})[::2], (304, b""))
            status, packed, small = self.get(path, **{"Accept-Encoding": "gzip"})
            self.assertEqual((packed["Content-Encoding"], gzip.decompress(small)), ("gzip", body))
            status, head, nothing = self.ask(self.service, "HEAD", path)
            self.assertEqual((status, head["Content-Length"], nothing), (200, str(len(body)), b""))
        command = subprocess.run([UNKNOT, "questions", "--format", "json"], capture_output=True, check=True).stdout
        self.assertEqual(json.loads(self.get("/v1/questions")[2]), json.loads(command))

    def test_a_document_that_many_ask_for_first_is_the_same_for_all(self):
        service = Service(self.folder, {"certificate": self.certificate, "key": self.key, "threads": 4,
                                        "public_url": "https://localhost"})
        count = 16
        barrier = threading.Barrier(count)
        feed = "/infobutton?mainSearchCriteria.v.c=M54.5&mainSearchCriteria.v.cs=2.16.840.1.113883.6.90"
        paths = ["/v1/questions", "/v1/info", "/v1/source-attributes", "/openapi.json", "/fhir/metadata", "/cds-services",
                 feed, "/infobutton/handout?language=es"]

        def read(_):
            with closing(self.connect(service)) as connection:
                connection.connect()
                answers = []
                for path in paths:
                    barrier.wait(20)
                    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
                    answer = connection.getresponse()
                    body = answer.read()
                    answers.append((answer.status, gzip.decompress(body) if answer.headers["Content-Encoding"] else body))
                return answers

        try:
            with ThreadPoolExecutor(count) as pool:
                everybody = list(pool.map(read, range(count)))
            self.assertEqual(everybody, [[(200, self.ask(service, "GET", path)[2]) for path in paths]] * count)
        finally:
            service.stop()

    def test_source_attributes_are_data_and_a_page(self):
        attributes = json.loads(self.get("/v1/source-attributes")[2])["source_attributes"]
        self.assertEqual(attributes, json.loads(self.get("/v1/info")[2])["source_attributes"])
        self.assertEqual(len(attributes), 13)
        status, headers, page = self.get("/v1/source-attributes", Accept="text/html")
        self.assertEqual((status, headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        for attribute in attributes:
            self.assertIn(attribute["value"], page.decode())
        self.assert_problem(self.get("/v1/source-attributes", Accept="image/png"), 406, "not_acceptable")
        self.assert_problem(self.get("/v1/source-attributes?a=b"), 400, "invalid_parameter")

    def test_the_page_is_there_only_when_it_is_switched_on(self):
        for path in ["/", "/page.css", "/page.js"]:
            self.assert_problem(self.get(path), 404, "not_found")
        service = Service(self.folder, {"certificate": self.certificate, "key": self.key, "try_it_page": True})
        try:
            total = 0
            for path, kind in [("/", "html"), ("/page.css", "css"), ("/page.js", "javascript")]:
                status, headers, body = self.ask(service, "GET", path)
                self.assertEqual((status, headers["Content-Type"]), (200, f"text/{kind}; charset=utf-8"))
                self.assertEqual(self.ask(service, "GET", path, None, {"If-None-Match": headers["ETag"]})[::2], (304, b""))
                self.assert_problem(self.ask(service, "POST", path), 405, "method_not_allowed")
                self.assert_problem(self.ask(service, "GET", path + "?answers=1"), 400, "invalid_parameter")
                total += len(body)
            self.assertLess(total, 80_000)
            policy = self.ask(service, "GET", "/")[1]["Content-Security-Policy"]
            self.assertEqual(policy, "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
                             "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
            sheet = self.ask(service, "POST", "/v1/assess", EXAMPLE, {**JSON, "Accept": "text/html"})[1]
            self.assertIn("default-src 'none'; style-src 'unsafe-inline'", sheet["Content-Security-Policy"])
        finally:
            service.stop()

    def test_the_description_names_every_route_and_its_errors(self):
        description = json.loads(self.get("/openapi.json")[2])
        self.assertEqual(set(description["paths"]), {"/v1/assess", "/v1/batch", "/v1/questions", "/v1/info",
                                                    "/v1/source-attributes", "/fhir/metadata", "/fhir/Questionnaire/lower-back",
                                                    "/fhir/QuestionnaireResponse/$assess", "/cds-services", "/cds-services/lower-back",
                                                    "/cds-services/lower-back/feedback", "/infobutton",
                                                    "/infobutton/handout", "/openapi.json"})
        for path in description["paths"].values():
            for operation in path.values():
                for status, response in operation["responses"].items():
                    if status != "200":
                        self.assertIn(response["$ref"].rsplit("/", 1)[1], description["components"]["responses"])

    def test_answers_are_packed_for_who_takes_it(self):
        _, headers, body = self.assess(Accept="text/html", **{"Accept-Encoding": "br, gzip;q=0.5"})
        self.assertEqual(headers["Content-Encoding"], "gzip")
        self.assertEqual(gzip.decompress(body), document("--format", "html", "--at", AT))
        for refused in ["identity", "gzip;q=0", "br"]:
            self.assertIsNone(self.assess(Accept="text/html", **{"Accept-Encoding": refused})[1]["Content-Encoding"])

    def test_request_ids_and_traces_come_back(self):
        trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
        headers = self.get("/v1/info", **{"X-Request-Id": "visit-7.a_B", "traceparent": trace})[1]
        self.assertEqual((headers["X-Request-Id"], headers["traceparent"]), ("visit-7.a_B", trace))
        for bad in ["a b", "x" * 65, "a\"b", "<b>"]:
            headers = self.get("/v1/info", **{"X-Request-Id": bad, "traceparent": bad})[1]
            self.assertRegex(headers["X-Request-Id"], "^[0-9a-f]{32}$")
            self.assertIsNone(headers["traceparent"])
        self.assertNotEqual(self.get("/v1/info")[1]["X-Request-Id"], self.get("/v1/info")[1]["X-Request-Id"])

    def test_a_batch_is_the_command_lines_to_the_byte(self):
        lines = "\n".join([json.dumps(json.loads(EXAMPLE)), "{bad", '{"answers":{},"request":{"id":"r-3"}}', "",
                           '{"answers":{"nobody":1},"request":{"id":"r-5"}}', '{"answers":{"age":44}}'] * 50)
        expected = subprocess.run([UNKNOT, "batch", "-"], input=lines.encode(), capture_output=True).stdout
        status, headers, body = self.ask(self.service, "POST", "/v1/batch", lines, {"Content-Type": "application/x-ndjson"})
        self.assertEqual((status, headers["Transfer-Encoding"]), (200, "chunked"))
        self.assertEqual(body, expected)

    def test_a_batch_is_answered_while_it_is_sent(self):
        connection = self.connect(self.service)
        connection.putrequest("POST", "/v1/batch")
        connection.putheader("Content-Type", "application/x-ndjson")
        connection.putheader("Transfer-Encoding", "chunked")
        connection.endheaders()
        line = b'{"answers":{}}\n'
        connection.send(b"%x\r\n%s\r\n" % (len(line), line))
        answer = connection.getresponse()
        self.assertEqual(json.loads(answer.readline())["complete"], False)
        connection.send(b"%x\r\n%s\r\n0\r\n\r\n" % (len(line), line))
        self.assertEqual(json.loads(answer.readline())["complete"], False)
        self.assertEqual(answer.read(), b"")
        connection.close()


if __name__ == "__main__":
    unittest.main()
