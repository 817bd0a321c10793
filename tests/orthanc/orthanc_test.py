"""The plug-in in a real Orthanc, asked over its REST API."""
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = (ROOT / "docs" / "example.intake.json").read_bytes()
LIBRARY = os.environ["LIBRARY"]
AT = "2026-11-22T10:00:00Z"


class Orthanc:
    """A running server; `settings` is the section of the plug-in."""

    def __init__(self, settings):
        self.folder = tempfile.TemporaryDirectory()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        configuration = {
            "HttpPort": self.port, "DicomServerEnabled": False, "RemoteAccessAllowed": False,
            "AuthenticationEnabled": False, "StorageDirectory": f"{self.folder.name}/db",
            "IndexDirectory": f"{self.folder.name}/db", "Plugins": [os.environ["PLUGIN"]], "Unknot": settings,
        }
        path = pathlib.Path(self.folder.name) / "orthanc.json"
        path.write_text(json.dumps(configuration))
        self.log = open(f"{self.folder.name}/log", "w+")
        self.program = subprocess.Popen([os.environ["ORTHANC"], path], stdout=self.log, stderr=self.log)
        end = time.monotonic() + 60
        while self.ask("GET", "/system")[0] != 200:
            if self.program.poll() is not None or time.monotonic() > end:
                raise AssertionError("Orthanc did not start: " + self.words())
            time.sleep(0.05)

    def ask(self, method, path, body=None, **headers):
        """Status, content type and body."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data=body, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.headers["Content-Type"], answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers["Content-Type"], error.read()
        except urllib.error.URLError:
            return 0, None, b""

    def words(self):
        self.log.seek(0)
        return self.log.read()

    def stop(self):
        self.program.terminate()
        status = self.program.wait(30)
        words = self.words()
        self.log.close()
        self.folder.cleanup()
        return status, words


def assessed(form, at=AT):
    with tempfile.NamedTemporaryFile() as out:
        intake = ROOT / "docs" / "example.intake.json"
        subprocess.run([os.environ["UNKNOT"], "assess", intake, "--format", form, "--at", at, "-o", out.name], check=True)
        return pathlib.Path(out.name).read_bytes()


class OrthancTest(unittest.TestCase):
    def start(self, **settings):
        server = Orthanc(settings)
        self.addCleanup(lambda: server.program.poll() is None and server.stop())
        return server

    def assert_refused(self, answer, status, code):
        self.assertEqual(answer[:2], (status, "application/problem+json"), answer)
        problem = json.loads(answer[2])
        self.assertEqual(problem["code"], code)
        return problem

    def test_it_answers_and_ends(self):
        server = self.start(Library=LIBRARY)
        for form, content_type in (
            ("json", "application/json"), ("html", "text/html; charset=utf-8"), ("text", "text/plain; charset=utf-8"),
            ("clinic", "text/html; charset=utf-8"), ("handout", "application/json;for=handout"),
            ("fhir", "application/fhir+json"),
        ):
            with self.subTest(document=form):
                answer = server.ask("POST", f"/unknot/assess/{form}", EXAMPLE, **{"Unknot-At": AT})
                self.assertEqual(answer, (200, content_type, assessed(form)))
        self.assertEqual(server.ask("POST", "/unknot/assess", EXAMPLE)[2], assessed("json"))
        now = json.loads(server.ask("POST", "/unknot/assess/fhir", EXAMPLE)[2])["timestamp"]
        self.assertLess(abs(time.mktime(time.strptime(now, "%Y-%m-%dT%H:%M:%SZ")) - time.mktime(time.gmtime())), 60)
        response = {"resourceType": "QuestionnaireResponse", "status": "completed", "authored": AT,
                    "questionnaire": json.loads(server.ask("GET", "/unknot/questions?document=fhir")[2])["url"]}
        answer = server.ask("POST", "/unknot/assess/fhir", json.dumps(response).encode())
        self.assertEqual(json.loads(answer[2])["timestamp"], AT)
        del response["authored"]
        self.assertEqual(server.ask("POST", "/unknot/assess/fhir", json.dumps(response).encode())[0], 200)
        questions = json.loads(server.ask("GET", "/unknot/questions?locale=es-US")[2])
        self.assertEqual(questions["locale"], "es-US")
        self.assertEqual(json.loads(server.ask("GET", "/unknot/questions?document=fhir")[2])["resourceType"], "Questionnaire")
        self.assertEqual(json.loads(server.ask("GET", "/unknot/info")[2])["pack"]["id"], "lower-back")
        self.assertIn("unknot", json.loads(server.ask("GET", "/plugins")[2]))

        for path, body, status, code in (
            ("/unknot/assess", b"{", 400, "invalid_json"),
            ("/unknot/assess", b"", 400, "invalid_json"),
            ("/unknot/assess", b'{"answers": {"fevr": "zebra"}}', 422, "unknown_question"),
            ("/unknot/assess", b" " * 300_000, 413, "too_large"),
            ("/unknot/assess/word", EXAMPLE, 404, "unknown_document"),
            ("/unknot/assess/pdf", EXAMPLE, 501, "unsupported"),
            ("/unknot/questions?locale=xx", None, 404, "unknown_locale"),
            ("/unknot/questions?document=html", None, 400, "invalid_parameter"),
        ):
            with self.subTest(path=path, code=code):
                answer = server.ask("GET" if body is None else "POST", path, body)
                self.assert_refused(answer, status, code)
                self.assertNotIn(b"zebra", answer[2])
        self.assert_refused(server.ask("POST", "/unknot/assess", EXAMPLE, **{"Unknot-At": "noon"}), 400, "invalid_parameter")
        self.assertEqual(server.ask("GET", "/unknot/assess")[0], 405)
        self.assertEqual(server.ask("POST", "/unknot/info", b"{}")[0], 405)

        answers = []
        threads = [
            threading.Thread(target=lambda: answers.extend(server.ask("POST", "/unknot/assess", EXAMPLE)[2] for _ in range(20)))
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((len(answers), set(answers)), (160, {assessed("json")}))
        status, words = server.stop()
        self.assertEqual(status, 0, words)
        self.assertNotIn("zebra", words)

    def test_orthanc_lives_on_without_the_library(self):
        old = tempfile.TemporaryDirectory()
        self.addCleanup(old.cleanup)
        stub = f"{old.name}/libold.so"
        subprocess.run(["cc", "-shared", "-fPIC", "-x", "c", "-", "-o", stub], check=True, text=True,
                       input='const char* unknot_version(void) { return "0.9.0"; }')
        empty = pathlib.Path(old.name) / "empty.json"
        empty.write_text("{}")
        for settings, words in (
            ({"Library": "/missing/libunknot.so.1"}, "Install the package libunknot1"),
            ({"Library": stub}, "0.9.0, and this plug-in needs 1.0"),
            ({"Library": "libm.so.6"}, "another library"),
            ({"Library": LIBRARY, "Pack": str(empty)}, "refused"),
            ({"Library": LIBRARY, "Pak": "/x"}, "Not so: Pak"),
        ):
            with self.subTest(settings=settings):
                server = self.start(**settings)
                problem = self.assert_refused(server.ask("POST", "/unknot/assess", EXAMPLE), 503, "not_installed")
                self.assertIn(words, problem["message"])
                status, log = server.stop()
                self.assertEqual(status, 0)
                self.assertIn(words, log)


if __name__ == "__main__":
    unittest.main()
