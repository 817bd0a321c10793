"""What the handshake offers, and what it refuses."""
import socket
import ssl
import subprocess
import unittest

from support import ServiceTest


class Tls(ServiceTest):
    def s_client(self, service, *arguments):
        done = subprocess.run(["openssl", "s_client", "-connect", f"localhost:{service.port}", "-CAfile",
                               str(self.authority.certificate), "-verify_return_error", *arguments],
                              input="GET /v1/info HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", capture_output=True, text=True,
                              timeout=30)
        return done.returncode, done.stdout + done.stderr

    def test_tls_1_3_alone(self):
        service = self.start()
        code, text = self.s_client(service)
        self.assertIn("New, TLSv1.3", text)
        for older in ["-tls1_2", "-tls1_1", "-tls1"]:
            self.assertNotEqual(self.s_client(service, older)[0], 0, older)

    def test_tls_1_2_by_choice_with_forward_secrecy_and_authenticated_ciphers_alone(self):
        service = self.start(allow_tls_1_2=True)
        self.assertIn("New, TLSv1.2", self.s_client(service, "-tls1_2")[1])
        self.assertNotEqual(self.s_client(service, "-tls1_1")[0], 0)
        for weak in ["AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA", "AES256-SHA"]:
            self.assertNotEqual(self.s_client(service, "-tls1_2", "-cipher", weak)[0], 0, weak)

    def test_no_early_data_and_no_renegotiation(self):
        service = self.start()
        session = self.folder / "session.pem"
        self.s_client(service, "-sess_out", str(session), "-ign_eof")
        early = self.folder / "early"
        early.write_text("GET /v1/info HTTP/1.1\r\nHost: a\r\n\r\n")
        text = self.s_client(service, "-sess_in", str(session), "-early_data", str(early))[1]
        self.assertNotIn("Early data was accepted", text)
        self.assertIn("Max Early Data: 0", self.s_client(service, "-ign_eof")[1])

    def test_http_1_1_is_the_only_protocol(self):
        service = self.start()
        self.assertIn("ALPN protocol: http/1.1", self.s_client(service, "-alpn", "h2,http/1.1")[1])
        self.assertNotEqual(self.s_client(service, "-alpn", "h2")[0], 0)

    def test_the_name_in_the_certificate_is_what_clients_check(self):
        service = self.start()
        with self.assertRaises(ssl.SSLCertVerificationError):
            with self.context().wrap_socket(socket.create_connection(("localhost", service.port)), server_hostname="other"):
                pass

    def test_plain_http_and_noise_end_the_connection_alone(self):
        service = self.start()
        for noise in [b"GET / HTTP/1.1\r\n\r\n", b"\x16\x03\x01\xff\xff" + b"\0" * 100, b"\x80" * 1000, b""]:
            with socket.create_connection(("localhost", service.port), timeout=20) as plain:
                plain.sendall(noise)
                try:
                    plain.shutdown(socket.SHUT_WR)
                    while plain.recv(1000):
                        pass
                except OSError:
                    pass
        self.assertEqual(self.ask(service, "GET", "/v1/info")[0], 200)


if __name__ == "__main__":
    unittest.main()
