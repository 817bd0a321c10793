"""Three services behind HAProxy, killed and started again under load: no answer is lost, mixed up, doubled or cut."""
import json
import signal
import socket
import subprocess
import threading
import time
import unittest
from pathlib import Path

from support import EXAMPLE, JSON, ServiceTest, free_port

CONFIGURATION = Path(__file__).resolve().parents[2] / "packaging" / "haproxy" / "haproxy.cfg"


class Client:
    """Asks all the time, as a clinic's software does: what breaks is asked once more on a new connection, no oftener."""

    def __init__(self, test, port, number):
        self.test, self.port, self.number = test, port, number
        self.asked = self.again = 0
        self.wrong = []
        self.ends = threading.Event()
        self.connection = None
        self.context = test.context()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def ask(self, wanted):
        if self.connection is None:
            self.connection = self.test.connect(self)
        body = json.dumps({**json.loads(EXAMPLE), "request": {"id": wanted}})
        self.connection.request("POST", "/v1/assess", body, {**JSON, "X-Request-Id": wanted})
        answer = self.connection.getresponse()
        text = answer.read()  # raises if it is cut
        if (answer.status, answer.headers["X-Request-Id"], json.loads(text)["request"]["id"]) != (200, wanted, wanted):
            self.wrong.append((wanted, answer.status))

    def run(self):
        while not self.ends.is_set():
            wanted = f"c{self.number}-{self.asked}"
            self.asked += 1
            for attempt in (1, 2):
                try:
                    self.ask(wanted)
                    break
                except Exception as error:  # whatever it is, there was no answer
                    self.connection.close()
                    self.connection = None
                    if attempt == 2:
                        self.wrong.append((wanted, repr(error)))
                    self.again += 1
        if self.connection:
            self.connection.close()

    def stop(self):
        self.ends.set()
        self.thread.join()


class Balance(ServiceTest):
    def haproxy(self, services):
        text, port = CONFIGURATION.read_text(), free_port()
        text = text.replace("bind :8443", f"bind 127.0.0.1:{port}").replace("maxconn 20000", "maxconn 200")
        for number, service in enumerate(services, 1):
            text = text.replace(f":944{number} ", f":{service.port} ").replace(f"port 954{number}", f"port {service.admin_port}")
        file = self.folder / "haproxy.cfg"
        file.write_text(text)
        process = subprocess.Popen(["haproxy", "-f", file], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return port
            except OSError:
                time.sleep(0.05)
        self.fail("HAProxy does not listen")

    def again(self, service):
        """The same service, started anew."""
        service.process = subprocess.Popen(service.process.args, stderr=subprocess.DEVNULL)
        service.wait_until_ready()

    def test_replicas_are_killed_and_drained_under_load(self):
        services = [self.start(threads=1, audit_log=self.folder / f"audit-{number}.log") for number in range(3)]
        port = self.haproxy(services)
        clients = [Client(self, port, number) for number in range(6)]
        for client in clients:
            self.addCleanup(client.stop)
        time.sleep(1)
        for number in (signal.SIGKILL, signal.SIGTERM):
            for service in services:
                service.stop(number)
                time.sleep(0.2)
                self.again(service)
                time.sleep(2.5)  # until HAProxy has seen twice that it is back
        for client in clients:
            client.stop()
        asked = sum(client.asked for client in clients)
        self.assertGreater(asked, 100)
        self.assertEqual([wrong for client in clients for wrong in client.wrong], [])
        self.assertGreater(sum(client.again for client in clients), 0)  # the kills were felt
        # An answer was never given without its line, nor more often than it was asked for.
        lines = [json.loads(line) for file in self.folder.glob("audit-*.log") for line in file.read_text().splitlines()]
        answered = {line["request_id"] for line in lines if line["status"] == 200}
        self.assertEqual(len(answered), asked)
        self.assertLessEqual(len(lines), asked + sum(client.again for client in clients))


if __name__ == "__main__":
    unittest.main()
