"""What takes minutes: many requests, slow scanners, other people's attacks. `./dev nightly` runs it; a name runs one test."""
import http.client
import json
import os
import random
import subprocess
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from support import EXAMPLE, JSON, ServiceTest

REQUESTS = int(os.environ.get("REQUESTS", "100000"))


class Soak(ServiceTest):
    def state(self, service):
        """KiB of memory, descriptors, threads."""
        folder = f"/proc/{service.process.pid}"
        with open(f"{folder}/smaps_rollup") as memory:
            kib = next(int(line.split()[1]) for line in memory if line.startswith("Rss:"))
        return kib, len(os.listdir(f"{folder}/fd")), len(os.listdir(f"{folder}/task"))

    def work(self, service, seed, count):
        """A mix of requests, good and bad, on connections that stay and on new ones; counts what is mixed up."""
        choose, wrong, connection = random.Random(seed), 0, None
        example = json.loads(EXAMPLE)
        for number in range(count):
            wanted = f"s{seed}-{number}"
            body = json.dumps({**example, "request": {"id": wanted}})
            kind = choose.random()
            path, sent, headers, expected = "/v1/assess", body, {**JSON, "X-Request-Id": wanted}, 200
            if kind < 0.05:
                sent, expected = body[:-5], 400
            elif kind < 0.1:
                sent, expected = body.replace('"age"', '"agee"'), 422
            elif kind < 0.15:
                path, expected = "/nowhere", 404
            elif kind < 0.2:
                headers["Accept-Encoding"] = "gzip"
            elif kind < 0.25:
                path = "/v1/assess?documents=json,html,clinic"
            try:
                connection = connection or self.connect(service)
                connection.request("POST", path, sent, headers)
                answer = connection.getresponse()
                answer.read()
                wrong += (answer.status, answer.headers["X-Request-Id"]) != (expected, wanted)
                if choose.random() < 0.02 or answer.will_close:
                    connection.close()
                    connection = None
            except (OSError, http.client.HTTPException):
                wrong += 1
                connection = None
        if connection:
            connection.close()
        return wrong

    def many(self, service, count, first):
        with ThreadPoolExecutor(8) as clients:
            return sum(clients.map(lambda seed: self.work(service, seed, count // 8), range(first, first + 8)))

    def test_memory_descriptors_and_threads_stay_flat(self):
        service = self.start(audit_log=self.folder / "soak.log")
        self.assertEqual(self.many(service, REQUESTS // 5, 0), 0)
        time.sleep(1)
        before = self.state(service)
        self.assertEqual(self.many(service, REQUESTS, 8), 0)
        time.sleep(1)
        after = self.state(service)
        print(f"{REQUESTS} requests: {before} to {after} (KiB, descriptors, threads)")
        self.assertLessEqual(after[0] - before[0], 512)
        self.assertEqual(after[1:], before[1:])
        with open(self.folder / "soak.log") as log:
            lines = sum(1 for _ in log)
        self.assertEqual(lines, REQUESTS // 5 // 8 * 8 + REQUESTS // 8 * 8)


class Scanners(ServiceTest):
    def test_testssl_finds_nothing_worse_than_medium(self):
        service = self.start()
        file = self.folder / "testssl.json"
        subprocess.run(["testssl", "--quiet", "--color", "0", "--ip", "127.0.0.1", "--add-ca", self.authority.certificate, "--jsonfile", file,
                        "--protocols", "--server-defaults", "--vulnerable", "--std", f"localhost:{service.port}"],
                       capture_output=True, timeout=900)
        found = json.loads(file.read_text())
        self.assertGreater(len(found), 30)
        # What a certificate of the test's own authority cannot have: a year, a revocation address, transparency.
        own = {"cert_expirationStatus", "cert_notAfter", "cert_revocation", "cert_trust", "cert_chain_of_trust", "DNS_CAArecord", "certificate_transparency"}
        bad = [entry for entry in found if entry["severity"] in ("MEDIUM", "HIGH", "CRITICAL") and entry["id"] not in own]
        self.assertEqual(bad, [])

    def test_slowhttptest_does_not_shut_others_out(self):
        service = self.start(head_seconds=3, body_seconds=3, write_seconds=3, idle_seconds=3, connections=600)
        url = f"https://localhost:{service.port}/v1/assess"
        for attack in (["-H"], ["-B", "-t", "POST", "-f", "application/json"], ["-X", "-w", "1", "-y", "8", "-n", "1", "-z", "8"]):
            process = subprocess.Popen(["slowhttptest", *attack, "-c", "400", "-r", "200", "-i", "1", "-l", "12", "-u", url],
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            self.addCleanup(process.wait)
            self.addCleanup(process.kill)
            for _ in range(10):
                began = time.monotonic()
                self.assertEqual(self.ask(service, "POST", "/v1/assess", EXAMPLE, JSON)[0], 200, attack)
                self.assertLess(time.monotonic() - began, 5)
                time.sleep(1)
            process.wait(60)
        self.assertGreater(service.metric("unknotd_deadlines_missed_total"), 100)


if __name__ == "__main__":
    unittest.main()
