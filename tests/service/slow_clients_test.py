"""Clients that are slow, silent, or too many."""
import socket
import time
import unittest

from support import EXAMPLE, JSON, ServiceTest

LIMITS = {"head_seconds": 1, "body_seconds": 1, "write_seconds": 1, "idle_seconds": 1}


class SlowClients(ServiceTest):
    def seconds_until_closed(self, connection):
        began = time.monotonic()
        try:
            while connection.recv(65536):
                pass
        except (ConnectionError, OSError):
            pass
        return time.monotonic() - began

    def secure(self, service, timeout=20):
        plain = socket.create_connection(("localhost", service.port), timeout=timeout)
        return self.context().wrap_socket(plain, server_hostname="localhost")

    def test_every_wait_ends(self):
        service = self.start(**LIMITS)
        silent = socket.create_connection(("localhost", service.port), timeout=20)
        self.assertLess(self.seconds_until_closed(silent), 3)
        silent.close()
        half = socket.create_connection(("localhost", service.port), timeout=20)
        half.sendall(b"\x16\x03\x01\x02\x00\x01")
        self.assertLess(self.seconds_until_closed(half), 3)
        half.close()
        for sent in [b"", b"GET /v1/info HT", b"POST /v1/assess HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                     b"Content-Length: 100\r\n\r\n{", b"GET /v1/info HTTP/1.1\r\nHost: a\r\n\r\n"]:
            with self.secure(service) as connection:
                connection.sendall(sent)
                self.assertLess(self.seconds_until_closed(connection), 4, sent)
        self.assertEqual(self.ask(service, "GET", "/v1/info")[0], 200)

    def test_who_began_to_ask_is_told_that_it_took_too_long(self):
        service = self.start(**LIMITS)
        for sent in [b"GET /v1/info HT", b"POST /v1/assess HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                     b"Content-Length: 100\r\n\r\n{"]:
            got = self.raw(service, sent)
            self.assertTrue(got.startswith(b"HTTP/1.1 408 ") and b"Connection: close" in got, got[:80])
        self.assertEqual(service.metric('unknotd_answers_total{status="408"}'), 2)

    def test_a_batch_that_drips_is_cut_off(self):
        service = self.start(**LIMITS)
        with self.secure(service) as connection:
            connection.sendall(b"POST /v1/batch HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
                               b"Content-Length: 1000\r\n\r\n")
            began = time.monotonic()
            with self.assertRaises(OSError):
                for _ in range(80):
                    connection.sendall(b"{")
                    time.sleep(0.1)
            self.assertLess(time.monotonic() - began, 4)

    def test_who_says_that_nothing_follows_gets_the_answer_all_the_same(self):
        service = self.start()
        body = EXAMPLE.encode()
        with self.secure(service) as connection:
            connection.sendall(b"POST /v1/assess HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                               b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
            socket.socket.shutdown(connection, socket.SHUT_WR)
            got = b""
            while piece := connection.recv(65536):
                got += piece
        self.assertTrue(got.startswith(b"HTTP/1.1 200 ") and got.endswith(b"}"), got[-80:])

    def test_a_head_that_drips_is_cut_off(self):
        service = self.start(**LIMITS)
        with self.secure(service) as connection:
            began = time.monotonic()
            with self.assertRaises(OSError):
                for _ in range(100):
                    connection.sendall(b"X")
                    time.sleep(0.1)
            self.assertLess(time.monotonic() - began, 4)
        self.assertGreaterEqual(service.metric("unknotd_deadlines_missed_total"), 1)

    def test_who_does_not_read_is_cut_off_and_holds_little(self):
        service = self.start(**LIMITS)
        plain = socket.socket()
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        plain.settimeout(20)
        plain.connect(("localhost", service.port))
        with self.context().wrap_socket(plain, server_hostname="localhost") as connection:
            line = b'{"answers":{}}\n' * 2000
            connection.sendall(b"POST /v1/batch HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\n"
                               b"Transfer-Encoding: chunked\r\n\r\n")
            before = self.memory(service)
            with self.assertRaises(OSError):
                for _ in range(2000):
                    connection.sendall(b"%x\r\n%s\r\n" % (len(line), line))
            self.assertLess(self.memory(service) - before, 8 * 1024)
        self.assertEqual(self.ask(service, "GET", "/v1/info")[0], 200)

    def memory(self, service):
        """KiB."""
        with open(f"/proc/{service.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

    def test_with_64_descriptors_it_goes_on(self):
        service = self.start(descriptors=64, idle_seconds=60)
        idle = []
        for _ in range(200):
            try:
                idle.append(self.secure(service, timeout=0.1))
            except OSError:
                pass
        began = self.cpu(service)
        time.sleep(1)
        self.assertLess(self.cpu(service) - began, 0.3)  # it waits, it does not spin
        self.assertEqual(self.ask(service, "GET", "/v1/info")[0], 200)
        for connection in idle:
            connection.close()
        self.assertEqual(self.ask(service, "POST", "/v1/assess", EXAMPLE, JSON)[0], 200)

    def test_without_any_descriptor_left_it_waits_for_one(self):
        service = self.start(descriptors=64, head_seconds=2)
        silent = [socket.create_connection(("localhost", service.port), 20) for _ in range(100)]
        time.sleep(0.3)
        began = self.cpu(service)
        time.sleep(0.5)
        self.assertLess(self.cpu(service) - began, 0.3)
        # None of them is idle: each is at its handshake, until its time is over.
        self.assertEqual(self.ask(service, "GET", "/v1/info")[0], 200)
        for connection in silent:
            connection.close()

    def cpu(self, service):
        with open(f"/proc/{service.process.pid}/stat") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / 100

    def test_when_its_table_is_full_the_longest_idle_makes_room(self):
        service = self.start(connections=10, threads=1, idle_seconds=60)
        for _ in range(40):
            self.assertEqual(self.ask_and_stay(service), 200)

    def ask_and_stay(self, service):
        connection = self.connect(service)
        connection.request("GET", "/v1/info")
        answer = connection.getresponse()
        answer.read()
        self.addCleanup(connection.close)
        return answer.status


if __name__ == "__main__":
    unittest.main()
