"""Who is let in: certificates of every kind, tokens, origins."""
import http.client
import socket
import ssl
import subprocess
import unittest

from certificates import Authority
from support import EXAMPLE, JSON, UNKNOTD, ServiceTest

REFUSED = "refused"  # at the handshake


class Certificates(ServiceTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = Authority(cls.folder, "clinics")
        cls.others = Authority(cls.folder, "others")
        sign = cls.clients.sign
        cls.shown = {
            "none": None,
            "good": sign("good", "clinic-a"),
            "good by its dns name": sign("dns", "nobody", names="DNS:ehr.clinic-a.example"),
            "another name": sign("other", "clinic-b"),
            "a listed common name behind another dns name": sign("mixed", "clinic-a", names="DNS:evil.example"),
            "name that begins like it": sign("longer", "clinic-a.evil"),
            "expired": sign("expired", "clinic-a", start="20200101000000Z", end="20200201000000Z"),
            "not yet valid": sign("future", "clinic-a", start="20400101000000Z", end="20410101000000Z"),
            "for servers": sign("usage", "clinic-a", usage="serverAuth"),
            "of another authority": cls.others.sign("foreign", "clinic-a"),
            "revoked": sign("revoked", "clinic-a"),
        }
        cls.clients.revoke(cls.shown["revoked"][0])

    def settings(self, **more):
        return {"client_authority": self.clients.certificate, "client_revocations": self.clients.revocations,
                "client_names": ["clinic-a", "ehr.clinic-a.example"], **more}

    def outcome(self, service, shown, headers=None):
        try:
            return self.ask(service, "POST", "/v1/assess", EXAMPLE, {**JSON, **(headers or {})}, shown)[0]
        except (ssl.SSLError, ConnectionError, http.client.RemoteDisconnected):
            return REFUSED

    def test_the_matrix(self):
        service = self.start(**self.settings())
        expected = {"good": 200, "good by its dns name": 200, "another name": 403,
                    "a listed common name behind another dns name": 403, "name that begins like it": 403}
        for name, shown in self.shown.items():
            self.assertEqual(self.outcome(service, shown), expected.get(name, REFUSED), name)
        self.assertGreaterEqual(service.metric("unknotd_handshakes_failed_total"), 6)

    def test_without_names_every_good_certificate_is_let_in(self):
        settings = self.settings()
        del settings["client_names"]
        service = self.start(**settings)
        self.assertEqual(self.outcome(service, self.shown["another name"]), 200)
        self.assertEqual(self.outcome(service, self.shown["revoked"]), REFUSED)

    def test_outdated_revocations_let_nobody_in(self):
        authority = Authority(self.folder, "outdated")
        shown = authority.sign("good", "clinic-a")
        authority.write_revocations(days=0)
        service = self.start(**self.settings(client_authority=authority.certificate, client_revocations=authority.revocations))
        self.assertEqual(self.outcome(service, shown), REFUSED)

    def test_revoked_while_it_is_connected_and_when_it_resumes(self):
        authority = Authority(self.folder, "rotated")
        shown = authority.sign("client", "clinic-a")
        service = self.start(**self.settings(client_authority=authority.certificate, client_revocations=authority.revocations))
        context = self.context(shown)
        connection = http.client.HTTPSConnection("localhost", service.port, context=context, timeout=20)
        connection.request("GET", "/v1/info")
        answer = connection.getresponse()
        self.assertEqual((answer.status, len(answer.read()) > 0), (200, True))
        session = connection.sock.session
        authority.revoke(shown[0])
        self.assertIn("reloaded, pack", service.reload())
        connection.request("GET", "/v1/info")
        answer = connection.getresponse()
        self.assertEqual(answer.status, 401)
        connection.close()
        plain = socket.create_connection(("localhost", service.port), timeout=20)
        with self.assertRaises((ssl.SSLError, ConnectionError)):
            with context.wrap_socket(plain, server_hostname="localhost", session=session) as resumed:
                resumed.sendall(b"GET /v1/info HTTP/1.1\r\nHost: a\r\n\r\n")
                if not resumed.recv(100):
                    raise ConnectionError

    def test_tokens(self):
        made = subprocess.run([UNKNOTD, "--make-token"], capture_output=True, text=True, check=True).stdout
        token, line = [row.split(":", 1)[1].strip() for row in made.splitlines()]
        tokens = self.folder / "tokens"
        tokens.write_text(f"# who may ask\n{line.replace('NAME', 'front-desk')}\n")
        service = self.start(tokens=tokens)
        for headers, status in [({}, 401), ({"Authorization": f"Bearer {token}"}, 200), ({"Authorization": f"bearer {token}"}, 200),
                                ({"Authorization": f"Bearer {token[:-1]}"}, 401), ({"Authorization": f"Bearer {token}0"}, 401),
                                ({"Authorization": f"Basic {token}"}, 401), ({"Authorization": "Bearer "}, 401),
                                ({"Authorization": token}, 401), ({"Authorization": "Bearer " + line.split(":")[1]}, 401),
                                ({"X-Forwarded-User": "front-desk"}, 401), ({"X-Client-Cert": "clinic-a"}, 401)]:
            self.assertEqual(self.outcome(service, None, headers), status, headers)
        answer = self.ask(service, "GET", "/v1/info")
        self.assert_problem(answer, 401, "unauthorized")
        self.assertEqual(answer[1]["WWW-Authenticate"], "Bearer")

        tokens.write_text("other sha256:" + "0" * 64 + "\n")
        service.reload()
        self.assertEqual(self.outcome(service, None, {"Authorization": f"Bearer {token}"}), 401)

    def test_a_certificate_or_a_token_where_both_are_configured(self):
        made = subprocess.run([UNKNOTD, "--make-token"], capture_output=True, text=True, check=True).stdout
        token, line = [row.split(":", 1)[1].strip() for row in made.splitlines()]
        tokens = self.folder / "more-tokens"
        tokens.write_text(line + "\n")
        service = self.start(**self.settings(tokens=tokens))
        self.assertEqual(self.outcome(service, None), 401)
        self.assertEqual(self.outcome(service, None, {"Authorization": f"Bearer {token}"}), 200)
        self.assertEqual(self.outcome(service, self.shown["good"]), 200)
        self.assertEqual(self.outcome(service, self.shown["revoked"], {"Authorization": f"Bearer {token}"}), REFUSED)

    def test_a_client_that_asks_too_often_waits(self):
        service = self.start(requests_per_minute=5, threads=4)  # all threads count together
        answers = [self.ask(service, "GET", "/v1/info") for _ in range(7)]
        self.assertEqual([status for status, _, _ in answers], [200] * 5 + [429] * 2)
        self.assert_problem(answers[-1], 429, "too_many_requests")
        self.assertEqual(answers[-1][1]["Retry-After"], "60")

    def test_web_pages_of_listed_origins_alone_may_ask(self):
        service = self.start(cors_origins=["https://ehr.example"])
        _, headers, _ = self.ask(service, "OPTIONS", "/v1/assess", None, {"Origin": "https://ehr.example",
                                                                         "Access-Control-Request-Method": "POST"})
        self.assertEqual(headers["Access-Control-Allow-Origin"], "https://ehr.example")
        self.assertIn("POST", headers["Access-Control-Allow-Methods"])
        for origin in ["https://ehr.example.evil", "http://ehr.example", "null", ""]:
            headers = self.ask(service, "GET", "/v1/info", None, {"Origin": origin})[1]
            self.assertIsNone(headers["Access-Control-Allow-Origin"], origin)
        headers = self.ask(service, "GET", "/v1/info", None, {"Origin": "https://ehr.example"})[1]
        self.assertEqual((headers["Access-Control-Allow-Origin"], headers["Vary"]),
                         ("https://ehr.example", "Accept, Accept-Encoding, Origin"))


if __name__ == "__main__":
    unittest.main()
