"""Requests that have no one meaning are refused, and the service goes on."""
import time
import unittest

from support import EXAMPLE, ServiceTest

GOOD = b"GET /v1/info HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
BODY = EXAMPLE.encode()


def post(head, body=b"", path=b"/v1/assess"):
    return b"POST " + path + b" HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + head + b"\r\n" + body


# What is sent, and the status that must come back first.
BAD = [
    (b"\r\n\r\n", 400),
    (b"GET /v1/info\r\n\r\n", 400),
    (b"GET /v1/info HTTP/0.9\r\n\r\n", 400),
    (b"GET /v1/info HTTP/1.2\r\nHost: a\r\n\r\n", 400),
    (b"GET /v1/info HTTP/2.0\r\nHost: a\r\n\r\n", 400),
    (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
    (b"GET  /v1/info HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    (b"GET /v1/info  HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    (b"GET /v1/in\0fo HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    (b"GET v1/info HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    (b"GET /v1/info#x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    (b"GET /v1/info HTTP/1.1\nHost: a\n\n", 400),
    (b"GET /v1/info HTTP/1.1\r\n\r\n", 400),
    (b"GET /v1/info HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    (b"GET /v1/info HTTP/1.1\r\nHost: a\r\nno colon here\r\n\r\n", 400),
    (b"GET /v1/info HTTP/1.1\r\nHost: a\r\n: no name\r\n\r\n", 400),
    (b"GET /v1/info HTTP/1.1\r\nHost: a\r\nName : blank\r\n\r\n", 400),
    (b"GET /v1/info HTTP/1.1\r\n Host: a\r\n\r\n", 400),
    (b"GET /v1/info HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", 400),
    (b"GET /v1/info HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", 400),
    (b"GET /v1/info HTTP/1.1\r\nHost: a\r\nAccept: a\r\nAccept: b\r\n\r\n", 400),
    (b"GET /v1/info HTTP/1.1\r\nHost: a\r\nExpect: a miracle\r\n\r\n", 417),
    (b"GET /" + b"a" * 5000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    (b"GET /v1/info HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 17000 + b"\r\n\r\n", 431),
    (b"GET /v1/info HTTP/1.1\r\nHost: a\r\n" + b"X: a\r\n" * 101 + b"\r\n", 431),
    (b"GET /v1/info HTTP/1.1\r\nHost: a\r\n" + b"X: " + b"a" * 1000 + b"\r\n" + b"Y: " + b"a" * 15900 + b"\r\n\r\n", 431),
    (post(b"Content-Length: 5\r\nContent-Length: 5\r\n", b"{}{}{"), 400),
    (post(b"Content-Length: 5\r\nContent-Length: 6\r\n", b"{}{}{}"), 400),
    (post(b"Content-Length: 2, 2\r\n", b"{}"), 400),
    (post(b"Content-Length: +2\r\n", b"{}"), 400),
    (post(b"Content-Length: -2\r\n", b"{}"), 400),
    (post(b"Content-Length: 0x2\r\n", b"{}"), 400),
    (post(b"Content-Length: 2e0\r\n", b"{}"), 400),
    (post(b"Content-Length:\r\n", b"{}"), 400),
    (post(b"Content-Length: 99999999999999999999\r\n", b"{}"), 400),
    (post(b"Content-Length: 262145\r\n"), 413),
    (post(b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n", b"2\r\n{}\r\n0\r\n\r\n"), 400),
    (post(b"Transfer-Encoding: chunked\r\nContent-Length: 2\r\n", b"2\r\n{}\r\n0\r\n\r\n"), 400),
    (post(b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", b"0\r\n\r\n"), 400),
    (post(b"Transfer-Encoding: gzip, chunked\r\n", b"0\r\n\r\n"), 501),
    (post(b"Transfer-Encoding: chunked, identity\r\n", b"0\r\n\r\n"), 501),
    (post(b"Transfer-Encoding: identity\r\n", b"{}"), 501),
    (post(b"Transfer-Encoding: \x0bchunked\r\n", b"0\r\n\r\n"), 400),
    (post(b"Transfer-Encoding: chunked\r\n", b"2\n{}\r\n0\r\n\r\n"), 400),
    (post(b"Transfer-Encoding: chunked\r\n", b"\0002\r\n{}\r\n0\r\n\r\n"), 400),
    (post(b"Transfer-Encoding: chunked\r\n", b"2\0\r\n{}\r\n0\r\n\r\n"), 400),
    (post(b"Transfer-Encoding: chunked\r\n", b"0x2\r\n{}\r\n0\r\n\r\n"), 400),
    (post(b"Transfer-Encoding: chunked\r\n", b"-2\r\n{}\r\n0\r\n\r\n"), 400),
    (post(b"Transfer-Encoding: chunked\r\n", b" 2\r\n{}\r\n0\r\n\r\n"), 400),
    (post(b"Transfer-Encoding: chunked\r\n", b"2 \r\n{}\r\n0\r\n\r\n"), 400),
    (post(b"Transfer-Encoding: chunked\r\n", b"2\r\n{}0\r\n\r\n"), 400),
    (post(b"Transfer-Encoding: chunked\r\n", b"2\r\n{}XX0\r\n\r\n"), 400),
    (post(b"Transfer-Encoding: chunked\r\n", b"fffffffffffffffff\r\n{}\r\n0\r\n\r\n"), 400),
    (post(b"Transfer-Encoding: chunked\r\n", b"fffffffffffffff0\r\n{}\r\n0\r\n\r\n"), 413),
    (post(b"Transfer-Encoding: chunked\r\n", b"2;" + b"a" * 60000 + b"\r\n{}\r\n0\r\n\r\n"), 400),
    (b"POST /v1/assess HTTP/1.0\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    (b"\x16\x03\x01\x00\xa5\x01\x00\x00", 400),
    (b"\xff" * 20000, 400),
]


class Http(ServiceTest):
    def test_what_has_no_one_meaning_is_refused_and_closed(self):
        service = self.start()
        for sent, status in BAD:
            # Were it not closed, the good request behind it would be answered.
            got = self.raw(service, sent + GOOD)
            self.assertTrue(got.startswith(b"HTTP/1.1 %d " % status), (sent[:120], got[:80]))
            self.assertEqual(got.count(b"X-Request-Id: "), 1, sent[:120])
            self.assertTrue(self.raw(service, GOOD).startswith(b"HTTP/1.1 200 "), sent[:120])

    def test_a_request_may_come_in_any_pieces(self):
        service = self.start()
        request = post(b"Transfer-Encoding: chunked\r\nConnection: close\r\n",
                       b"3;a=b\r\n" + BODY[:3] + b"\r\n%X\r\n" % (len(BODY) - 3) + BODY[3:] + b"\r\n0\r\nTrailer: x\r\n\r\n")
        whole = self.raw(service, request)
        self.assertTrue(whole.startswith(b"HTTP/1.1 200 "))
        connection = self.connect(service)
        connection.connect()
        for byte in range(len(request)):
            connection.sock.sendall(request[byte:byte + 1])
        answer = b""
        while piece := connection.sock.recv(65536):
            answer += piece
        connection.close()
        self.assertEqual(answer.split(b"\r\n\r\n", 1)[1].replace(b" ", b""), whole.split(b"\r\n\r\n", 1)[1].replace(b" ", b""))

    def test_a_body_of_no_chunks_may_come_byte_by_byte(self):
        service = self.start()
        connection = self.connect(service)
        connection.connect()
        for byte in post(b"Transfer-Encoding: chunked\r\n", b"0\r\n\r\n"):
            connection.sock.sendall(bytes([byte]))
            time.sleep(0.002)
        self.assertTrue(connection.sock.recv(1000).startswith(b"HTTP/1.1 400 "))  # no JSON
        connection.close()

    def test_pipelined_requests_are_answered_in_their_order(self):
        service = self.start()
        requests = b"".join(
            b"POST /v1/assess HTTP/1.1\r\nHost: a\r\nX-Request-Id: r-%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
            % (number, len(BODY), BODY) for number in range(200))
        got = self.raw(service, requests + GOOD)
        ids = [line.split(b": ")[1] for line in got.split(b"\r\n") if line.startswith(b"X-Request-Id: r-")]
        self.assertEqual(ids, [b"r-%d" % number for number in range(200)])
        self.assertEqual(got.count(b"HTTP/1.1 200 OK"), 201)

    def test_http_1_0_is_answered_and_closed(self):
        service = self.start()
        got = self.raw(service, b"GET /v1/info HTTP/1.0\r\n\r\n")
        self.assertTrue(got.startswith(b"HTTP/1.1 200 "))
        self.assertIn(b"Connection: close", got)
        got = self.raw(service, b"POST /v1/batch HTTP/1.0\r\nContent-Type: application/x-ndjson\r\nContent-Length: 2\r\n\r\n{}")
        self.assertTrue(got.startswith(b"HTTP/1.1 400 "))

    def test_http_1_0_is_closed_even_if_it_would_stay(self):
        service = self.start()
        got = self.raw(service, b"GET /v1/info HTTP/1.0\r\nConnection: keep-alive\r\n\r\n")
        self.assertIn(b"Connection: close\r\n", got)

    def test_absolute_targets_are_taken(self):
        service = self.start()
        got = self.raw(service, GOOD.replace(b"/v1/info", b"https://localhost/v1/info"))
        self.assertTrue(got.startswith(b"HTTP/1.1 200 "))

    def test_who_waits_for_leave_to_send_gets_it(self):
        service = self.start()
        head = post(b"Content-Length: %d\r\nExpect: 100-continue\r\nConnection: close\r\n" % len(BODY))
        self.assertTrue(self.raw(service, head + BODY).startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK"))
        refused = self.raw(service, head.replace(b"application/json", b"text/plain") + BODY)
        self.assertTrue(refused.startswith(b"HTTP/1.1 415 "))


if __name__ == "__main__":
    unittest.main()
