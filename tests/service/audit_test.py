"""The audit log: a whole line for each answer, or no answer."""
import json
import os
import subprocess
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from support import EXAMPLE, JSON, UNKNOTD, ServiceTest

FAULTS = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
/* Writes to a file that look like audit lines fail in turn, as FAULTS says: 0 no space, 1 half a line, 2 an error, 3 none. */
static atomic_uint turn;
ssize_t write(int file, const void* bytes, size_t size) {
  static ssize_t (*real)(int, const void*, size_t);
  if (!real) real = (ssize_t (*)(int, const void*, size_t))dlsym(RTLD_NEXT, "write");
  if (size < 8 || memcmp(bytes, "{\\"time\\":", 8) != 0) return real(file, bytes, size);
  const char* turns = getenv("FAULTS");
  if (!turns) turns = "0123";
  switch (turns[turn++ % strlen(turns)]) {
    case '0': errno = ENOSPC; return -1;
    case '1': return real(file, bytes, size / 2);
    case '2': errno = EIO; return -1;
    default: return real(file, bytes, size);
  }
}
"""


class Audit(ServiceTest):
    def lines(self, log):
        text = log.read_text()
        self.assertTrue(text == "" or text.endswith("\n"))
        return [json.loads(line) for line in text.splitlines()]

    def faults(self, turns="0123"):
        os.environ["FAULTS"] = turns
        self.addCleanup(os.environ.pop, "FAULTS")
        source, library = self.folder / "faults.c", self.folder / "faults.so"
        source.write_text(FAULTS)
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
        return library

    def assess(self, service, **headers):
        return self.ask(service, "POST", "/v1/assess", EXAMPLE, {**JSON, **headers})

    def test_a_line_says_who_asked_for_what_and_nothing_of_the_patient(self):
        log = self.folder / "said.log"
        service = self.start(audit_log=log)
        intake = json.loads(EXAMPLE)
        intake.setdefault("handout", {})["patient_name"] = "Quagga Marker"
        intake["request"] = {"id": "r-1", "subject": "Patient/Quagga"}
        status, headers, body = self.ask(service, "POST", "/v1/assess?at=1764000000", json.dumps(intake),
                                         {**JSON, "X-Request-Id": "visit-7", "User-Agent": "Quagga"})
        self.assertEqual(status, 200)
        self.ask(service, "GET", "/Quagga?name=Quagga", None, {"X-Request-Id": "x\"Quagga"})
        first, second = self.lines(log)
        self.assertEqual((first["request_id"], first["client"], first["method"], first["route"], first["status"]),
                         ("visit-7", "-", "POST", "/v1/assess", 200))
        self.assertEqual(first["bytes_out"], len(body))
        self.assertEqual((second["route"], second["status"]), ("-", 404))
        self.assertEqual(set(first), {"time", "request_id", "client", "method", "route", "status", "bytes_in", "bytes_out",
                                      "microseconds", "pack"})
        self.assertNotIn("Quagga", log.read_text())
        self.assertNotIn("Quagga", service.errors.read_text())
        self.assertNotIn("Quagga", service.admin("/metrics")[1])

    def test_no_line_no_answer(self):
        log = self.folder / "faults.log"
        service = self.start(preload=self.faults(), audit_log=log)
        with ThreadPoolExecutor(4) as clients:
            statuses = list(clients.map(lambda number: self.assess(service, **{"X-Request-Id": f"r-{number}"})[0], range(80)))
        written = [line["request_id"] for line in self.lines(log)]
        self.assertEqual((statuses.count(200), statuses.count(503)), (20, 60))
        self.assertEqual(sorted(written), sorted(f"r-{number}" for number, status in enumerate(statuses) if status == 200))
        self.assertEqual(service.metric("unknotd_audit_failures_total"), 60)

    def test_a_batch_has_a_line_before_it_begins_and_one_before_it_ends(self):
        log = self.folder / "batch.log"
        service = self.start(audit_log=log)
        body = b'{"answers":{}}\n' * 3
        status, _, answer = self.ask(service, "POST", "/v1/batch", body, {"Content-Type": "application/x-ndjson", "X-Request-Id": "b"})
        first, last = self.lines(log)
        self.assertEqual((status, first["status"], first["bytes_out"], last["status"], last["bytes_out"], last["request_id"]),
                         (200, 100, 0, 200, len(answer), "b"))
        self.assertGreater(last["bytes_in"], len(body))
        self.assertEqual(service.metric('unknotd_answers_total{status="200"}'), 1)

    def test_a_batch_that_is_cut_off_has_a_line_that_says_so(self):
        log = self.folder / "cut-batch.log"
        service = self.start(audit_log=log)
        connection = self.connect(service)
        connection.putrequest("POST", "/v1/batch")
        connection.putheader("Content-Type", "application/x-ndjson")
        connection.putheader("Content-Length", "1000")
        connection.endheaders()
        connection.send(b'{"answers":{}}\n')
        time.sleep(0.3)
        connection.close()
        time.sleep(0.3)
        self.assertEqual([line["status"] for line in self.lines(log)], [100, 499])

    def test_the_end_of_a_batch_is_not_sent_without_its_line(self):
        service = self.start(preload=self.faults(turns="30"), audit_log=self.folder / "end.log")
        head = b"POST /v1/batch HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-ndjson\r\nContent-Length: 15\r\n\r\n"
        got = self.raw(service, head + b'{"answers":{}}\n')
        self.assertTrue(got.startswith(b"HTTP/1.1 200 "))
        self.assertIn(b'"tier"', got)
        self.assertFalse(got.endswith(b"0\r\n\r\n"))

    def test_what_is_not_modified_is_written_down_as_that(self):
        log = self.folder / "kept.log"
        service = self.start(audit_log=log)
        etag = self.ask(service, "GET", "/v1/info")[1]["ETag"]
        self.assertEqual(self.ask(service, "GET", "/v1/info", None, {"If-None-Match": etag})[0], 304)
        self.assertEqual([(line["status"], line["bytes_out"] > 0) for line in self.lines(log)], [(200, True), (304, False)])

    def test_once_the_disk_has_room_again_it_is_ready_again(self):
        service = self.start(preload=self.faults(turns="3003"), audit_log=self.folder / "room.log")
        self.assertEqual(self.assess(service)[0], 200)
        self.assertEqual(self.assess(service)[0], 503)
        self.assertEqual(service.admin("/readyz")[0], 503)
        self.assertEqual(service.admin("/readyz")[0], 200)
        self.assertEqual(self.assess(service)[0], 200)

    def test_the_asker_of_a_request_that_a_reload_overtakes_is_written_down_right(self):
        log, tokens = self.folder / "asker.log", self.folder / "tokens"
        name = "a-clinic-with-quite-a-long-name-of-its-own"
        made = subprocess.run([UNKNOTD, "--make-token"], capture_output=True, text=True, check=True).stdout.split()
        token, line = made[made.index("alone:") + 1], made[-1]
        tokens.write_text(f"{name} {line}\n")
        service = self.start(audit_log=log, tokens=tokens)
        connection = self.connect(service)
        connection.putrequest("POST", "/v1/assess")
        for field in [("Content-Type", "application/json"), ("Content-Length", str(len(EXAMPLE.encode()))),
                      ("Authorization", f"Bearer {token}")]:
            connection.putheader(*field)
        connection.endheaders()
        time.sleep(0.3)
        tokens.write_text(f"b {line}\n")
        for _ in range(3):
            service.reload()
        connection.send(EXAMPLE.encode())
        self.assertEqual(connection.getresponse().status, 200)
        connection.close()
        self.assertEqual([line["client"] for line in self.lines(log)], [name])

    def test_by_choice_it_answers_all_the_same(self):
        library = self.faults()
        service = self.start(preload=library, audit_log=self.folder / "open.log", audit_may_fail=True)
        self.assertEqual([self.assess(service)[0] for _ in range(8)], [200] * 8)
        self.assertEqual(service.metric("unknotd_audit_failures_total"), 6)

    def test_a_cut_line_is_taken_away_at_the_start(self):
        log = self.folder / "cut.log"
        log.write_text('{"whole":1}\n{"cut')
        service = self.start(audit_log=log)
        self.assess(service)
        self.assertEqual([sorted(line)[0] for line in self.lines(log)], ["whole", "bytes_in"])

    def test_rotation_loses_no_line(self):
        log, moved = self.folder / "rotated.log", self.folder / "rotated.log.1"
        service = self.start(audit_log=log)
        with ThreadPoolExecutor(4) as clients:
            before = clients.map(lambda number: self.assess(service)[0], range(40))
            os.rename(log, moved)
            service.reload()
            after = clients.map(lambda number: self.assess(service)[0], range(40))
            self.assertEqual(set(before) | set(after), {200})
        self.assertEqual(len(self.lines(log)) + len(self.lines(moved)), 80)
        self.assertGreater(len(self.lines(log)), 0)

    def test_what_is_no_file_of_ours_is_refused(self):
        link = self.folder / "link.log"
        link.symlink_to(self.folder / "elsewhere")
        for path in [link, self.folder, self.folder / "nowhere" / "a.log"]:
            service = self.start(audit_log=path, wait=False)
            self.assertEqual(service.process.wait(20), 1)
            self.assertIn("audit_log", service.errors.read_text())


if __name__ == "__main__":
    unittest.main()
