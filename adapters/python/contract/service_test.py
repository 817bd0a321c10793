"""The contract through the service, and what can be wrong on the way there.  Needs UNKNOTD, UNKNOT, EXAMPLE
and UNKNOT_PDF_MODULE.
"""

import os
import socket
import ssl
import sys
import threading
import unittest
from pathlib import Path

from contract_test import EXAMPLE, Contract, unknot

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "tests/service"))

from support import ServiceTest, free_port

TOKEN = "36bf136e7ab40d15ba11472d67b3752c2c43d3cd1a56fdcf9904c6b8bbfc52ac"
LINE = "clinic sha256:64fc3ea35b263814a6cd7e2b4646e8565c47a1be509db9ea85c96a145a5ef0e5\n"


class OverTheNetwork(Contract, ServiceTest):
    growth_calls = 500  # each goes over TLS twice

    def setUp(self):
        self.service = self.start()
        self.engine = self.connect_to(self.service)

    def connect_to(self, service, **options):
        engine = unknot.connect(f"https://localhost:{service.port}", ca=self.authority.certificate, **options)
        self.addCleanup(engine.close)
        return engine

    def check_error(self, error, status, problem):
        if problem["code"] == "too_large":  # the service stops to read, before the library could say it
            self.assertEqual(("intake", "too_large", ""), (error.status, error.code, error.pointer))
            return
        super().check_error(error, status, problem)

    def test_documents_at_once(self):
        engine = self.connect_to(self.service, documents=[unknot.HTML, "Text/Plain; charset=UTF-8"])
        result = engine.assess(EXAMPLE)
        self.service.stop()
        self.assertEqual(("same_day", True, True), (result.tier, "<html" in result.html(), len(result.text()) > 100))
        with self.assertRaises(unknot.ServiceError) as caught:
            result.clinic_html()
        self.assertEqual("unreachable", caught.exception.code)
        with self.assertRaises(unknot.UnsupportedError):
            self.connect_to(self.service, documents=["image/png"])

    def test_a_pdf_is_the_librarys(self):
        module = os.environ["UNKNOT_PDF_MODULE"]
        through_service = self.connect_to(self.start(pdf_module=module)).assess(EXAMPLE, 1).pdf()
        with unknot.Engine(pdf_module=module) as in_process:
            self.assertEqual(in_process.assess(EXAMPLE, 1).pdf(), through_service)

    def test_a_changed_pack_is_not_mixed_in(self):
        result = self.engine.assess(EXAMPLE)
        self.service.write(overlay=str(Path(__file__).resolve().parents[3] / "tests/overlays/good/stricter.json"))
        self.assertIn("reloaded", self.service.reload())
        with self.assertRaises(unknot.ServiceError) as caught:
            result.html()
        self.assertEqual("changed", caught.exception.code)

    def test_a_connection_that_the_service_closed_is_made_anew(self):
        self.engine.assess(EXAMPLE)
        for connection in self.engine._idle:
            connection.sock.shutdown(socket.SHUT_RDWR)
        self.assertEqual("same_day", self.engine.assess(EXAMPLE).tier)

    def test_tokens(self):
        tokens = self.folder / "tokens"
        tokens.write_text(LINE)
        service = self.start(tokens=tokens)
        self.assertEqual("same_day", self.connect_to(service, token=TOKEN).assess(EXAMPLE).tier)
        for options in ({}, {"token": "wrong"}):
            with self.assertRaises(unknot.ServiceError) as caught:
                self.connect_to(service, **options).assess(EXAMPLE)
            self.assertEqual(401, caught.exception.http_status)
            self.assertTrue(caught.exception.request_id)
        with self.assertRaisesRegex(ValueError, "token"):
            self.connect_to(service, token="a\r\nX: y")

    def test_client_certificates(self):
        service = self.start(client_authority=self.authority.certificate, client_names=["ehr"])
        mine = tuple(map(str, self.authority.sign("ehr", "ehr", "clientAuth")))
        self.assertEqual("same_day", self.connect_to(service, certificate=mine).assess(EXAMPLE).tier)
        with self.assertRaises(unknot.ServiceError):
            self.connect_to(service).assess(EXAMPLE)

    def test_an_unknown_authority_is_not_trusted(self):
        with self.assertRaises(unknot.ServiceError) as caught:
            unknot.connect(f"https://localhost:{self.service.port}").assess(EXAMPLE)
        self.assertIn("CERTIFICATE_VERIFY_FAILED", str(caught.exception))

    def test_nobody_there(self):
        with self.assertRaises(unknot.ServiceError) as caught:
            unknot.connect(f"https://localhost:{free_port()}").assess(EXAMPLE)
        self.assertIsInstance(caught.exception, OSError)

    def server(self, handle):
        """A TLS server that is not unknotd."""
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(str(self.certificate), str(self.key))

        def serve():
            try:
                with context.wrap_socket(listener.accept()[0], server_side=True) as connection:
                    got = connection.recv(65536)
                    if got.startswith(b"POST") and got.endswith(b"\r\n\r\n"):
                        connection.recv(65536)  # the body
                    handle(connection)
            except OSError:
                pass

        threading.Thread(target=serve, daemon=True).start()
        return unknot.connect(f"https://localhost:{listener.getsockname()[1]}", ca=self.authority.certificate, timeout=0.5)

    def test_no_answer_in_time(self):
        with self.assertRaises(unknot.ServiceError) as caught:
            self.server(lambda connection: connection.recv(1)).assess(EXAMPLE)
        self.assertEqual("timeout", caught.exception.code)

    def test_something_else_answers(self):
        for body in (b"<html>", b"[]", b'{"json": 7}', b'{"json": "{}"}', b'{"json": "[]"}', b'{"json": "nothing"}', b"null"):
            answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
            with self.subTest(body), self.assertRaises(unknot.ServiceError) as caught:
                self.server(lambda connection: connection.sendall(answer)).assess(EXAMPLE)
            self.assertEqual("not_unknotd", caught.exception.code)
        with self.assertRaises(unknot.ServiceError) as caught:
            self.server(lambda connection: connection.sendall(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")).info
        self.assertEqual((302, "not_unknotd"), (caught.exception.http_status, caught.exception.code))

    def test_addresses(self):
        for url in ("http://localhost:8443", "localhost:8443", "https://", "https://localhost/v1"):
            with self.assertRaisesRegex(ValueError, "expected \"https://host:port\""):
                unknot.connect(url)

    def test_a_closed_engine_says_so(self):
        result = self.engine.assess(EXAMPLE)
        self.engine.close()
        with self.assertRaisesRegex(ValueError, "the engine is closed"):
            self.engine.assess(EXAMPLE)
        self.assertEqual("same_day", result.record["tier"])
        with self.assertRaises(unknot.UnsupportedError):
            self.engine.pack()

    def test_handles_are_freed_in_any_order(self):
        self.in_any_order(lambda: self.connect_to(self.service))


del Contract, ServiceTest  # unittest would run them as tests of their own

if __name__ == "__main__":
    unittest.main()
