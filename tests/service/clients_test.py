"""Clients and scanners of other people against the service, and clocks that jump."""
import json
import os
import re
import subprocess
import time
import unittest
from pathlib import Path

from certificates import Authority
from support import EXAMPLE, JSON, ServiceTest

FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
FETCH = """
const [url, intake, html] = process.argv.slice(1);
const ask = (accept) => fetch(url, {method: 'POST', body: intake, headers: {'Content-Type': 'application/json', Accept: accept}});
const pages = await Promise.all(Array.from({length: 50}, () => ask('text/html')));
const texts = new Set(await Promise.all(pages.map((page) => page.text())));
const record = await (await ask('application/json')).json();
console.log(JSON.stringify({statuses: [...new Set(pages.map((page) => page.status))], pages: texts.size, tier: record.tier}));
"""


class Clients(ServiceTest):
    def run_program(self, *command, **more):
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=100, **more)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_nodes_fetch(self):
        service = self.start()
        said = json.loads(self.run_program("node", "--input-type=module", "-e", FETCH, f"https://localhost:{service.port}/v1/assess",
                                           EXAMPLE, env=dict(os.environ, NODE_EXTRA_CA_CERTS=str(self.authority.certificate))))
        self.assertEqual((said["statuses"], said["pages"]), ([200], 1))

    def test_h2load_and_wrk(self):
        service = self.start()
        intake = self.folder / "intake.json"
        intake.write_text(EXAMPLE)
        url = f"https://localhost:{service.port}/v1/assess"
        said = self.run_program("h2load", "--h1", "-n500", "-c10", "-m4", "-d", intake, "-H", "Content-Type: application/json", url)
        self.assertIn("500 succeeded, 0 failed, 0 errored, 0 timeout", said)
        script = Path(__file__).resolve().parents[1] / "bench" / "service" / "post.lua"
        said = self.run_program("wrk", "-t2", "-c20", "-d1s", "-s", script, url, env=dict(os.environ, INTAKE=str(intake)))
        self.assertGreater(int(re.search(r"(\d+) requests in", said)[1]), 0)
        self.assertNotRegex(said, "Non-2xx|Socket errors")

    def test_sslscan_finds_nothing_old(self):
        service = self.start()
        said = self.run_program("sslscan", "--no-colour", f"localhost:{service.port}")
        for old in ["SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1", "TLSv1.2"]:
            self.assertRegex(said, rf"{old} +disabled")
        self.assertRegex(said, r"TLSv1.3 +enabled")
        self.assertEqual(set(re.findall(r"(?:Preferred|Accepted)\s+(\S+)", said)), {"TLSv1.3"})
        self.assertNotRegex(said, r"vulnerable to heartbleed(?<!not vulnerable to heartbleed)|Secure session renegotiation supported")


class Clocks(ServiceTest):
    """The wall clock is the one of a file, the steady one is true."""

    def start_at(self, **settings):
        self.clock = self.folder / f"clock-{time.monotonic_ns()}"
        self.set_clock("+0")
        for key, value in {"FAKETIME_TIMESTAMP_FILE": str(self.clock), "FAKETIME_NO_CACHE": "1",
                           "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}.items():
            os.environ[key] = value
            self.addCleanup(os.environ.pop, key)
        return self.start(preload=FAKETIME, **settings)

    def set_clock(self, offset):
        self.clock.write_text(offset + "\n")

    def test_certificates_expire_by_the_wall_clock(self):
        clients = Authority(self.folder, "expiring")
        shown = clients.sign("ehr", "ehr")
        service = self.start_at(client_authority=clients.certificate)
        connection = self.connect(service, shown)
        ask = lambda: (connection.request("GET", "/v1/info"), connection.getresponse())[1]
        first = ask()
        first.read()
        self.assertEqual((first.status, service.admin("/readyz")[0]), (200, 200))
        self.set_clock("+40d")
        late = ask()  # on the connection that it had: its certificate is not good any more
        late.read()
        connection.close()
        self.assertEqual((late.status, service.admin("/readyz")[0]), (401, 503))

    def test_deadlines_go_by_the_steady_clock(self):
        log = self.folder / "clock.log"
        service = self.start_at(idle_seconds=60, audit_log=log)
        connection = self.connect(service)
        for offset in ["+0", "+20d", "-400d", "+5000d"]:  # past 2038, too
            self.set_clock(offset)
            time.sleep(0.4)
            connection.request("POST", "/v1/assess", EXAMPLE, JSON)
            answer = connection.getresponse()
            answer.read()
            self.assertEqual(answer.status, 200)
        connection.close()
        lines = [json.loads(line) for line in log.read_text().splitlines()]
        self.assertEqual(len({line["time"][:4] for line in lines}), 3)
        self.assertLess(max(line["microseconds"] for line in lines), 5_000_000)


if __name__ == "__main__":
    unittest.main()
