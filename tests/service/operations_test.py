"""What an operator relies on: systemd, Prometheus, the API's description, the other family of addresses."""
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import unittest
from pathlib import Path

from support import EXAMPLE, JSON, UNKNOTD, Service, ServiceTest, free_port

ROOT = Path(__file__).resolve().parents[2]
UNIT = ROOT / "packaging" / "systemd" / "unknotd.service.in"


class Activated(Service):
    """Started as systemd starts it: with a socket that listens as descriptor 3, and a place to tell how it goes."""

    def __init__(self, folder, settings, address, told):
        self.socket = socket.socket(socket.AF_INET)
        self.socket.bind((address, 0))
        if settings.pop("listens", True):
            self.socket.listen(100)
        self.told = told
        super().__init__(folder, settings, wait=False)
        self.port = self.socket.getsockname()[1]

    def popen(self, command, **options):
        options.update(env=dict(os.environ, NOTIFY_SOCKET=self.told), close_fds=False,
                       preexec_fn=lambda: os.dup2(self.socket.fileno(), 3))
        # The shell puts the service into its own place, and so knows its number.
        return subprocess.Popen(["sh", "-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$@"', "sh", *command], **options)


class Systemd(ServiceTest):
    def activated(self, address="127.0.0.1", **settings):
        path = str(self.folder / f"notify-{free_port()}")
        self.told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.told.bind(path)
        self.told.settimeout(20)
        self.addCleanup(self.told.close)
        service = Activated(self.folder, {"certificate": self.certificate, "key": self.key, **settings}, address, path)
        self.addCleanup(service.stop, signal.SIGKILL)
        self.addCleanup(service.socket.close)
        return service

    def test_it_takes_the_socket_and_tells_how_it_goes(self):
        service = self.activated()
        self.assertEqual(self.told.recv(1000), b"READY=1")
        self.assertEqual(self.ask(service, "POST", "/v1/assess", EXAMPLE, JSON)[0], 200)
        with self.assertRaises(OSError):  # `listen` is left alone
            socket.create_connection(("127.0.0.1", int(service.settings["listen"][0].rsplit(":", 1)[1])), 5)
        service.reload()
        self.assertRegex(self.told.recv(1000).decode(), r"^RELOADING=1\nMONOTONIC_USEC=\d+$")
        self.assertEqual(self.told.recv(1000), b"READY=1")
        service.process.send_signal(signal.SIGTERM)
        self.assertEqual(self.told.recv(1000), b"STOPPING=1")
        self.assertEqual(service.process.wait(20), 0)
        socket.create_connection(("127.0.0.1", service.port), 5).close()  # still open: systemd's

    def test_the_socket_may_lead_outside_only_with_clients_that_say_who_they_are(self):
        service = self.activated("0.0.0.0")
        self.assertEqual(service.process.wait(20), 1)
        self.assertIn("is not loopback", service.errors.read_text())
        service = self.activated("0.0.0.0", client_authority=self.authority.certificate)
        self.assertEqual(self.told.recv(1000), b"READY=1")
        service.wait_until_ready()
        del service.settings["client_authority"]
        service.write()
        self.assertIn("not reloaded, all stays as it was: listen:", service.reload())

    def test_what_is_no_socket_that_listens_is_refused(self):
        service = self.activated(listens=False)
        self.assertEqual(service.process.wait(20), 1)
        self.assertIn("is no TCP socket that listens", service.errors.read_text())

    @classmethod
    def unit(cls):
        """The unit as it is installed, with the program that was built."""
        made = cls.folder / "unknotd.service"
        text = UNIT.read_text().replace("@CMAKE_INSTALL_FULL_BINDIR@", str(Path(UNKNOTD).parent))
        made.write_text(re.sub("@CMAKE_INSTALL_FULL_DOCDIR@", str(ROOT / "docs"), text))
        shutil.copy(UNIT.with_name("unknotd.socket"), cls.folder / "unknotd.socket")
        return made

    def test_the_unit_is_well_formed_and_hardened(self):
        unit = self.unit()
        verified = subprocess.run(["systemd-analyze", "verify", "--man=no", unit, unit.with_suffix(".socket")],
                                  capture_output=True, text=True)
        self.assertEqual((verified.returncode, verified.stderr), (0, ""))
        judged = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=20", "--no-pager", unit],
                                capture_output=True, text=True)
        self.assertEqual(judged.returncode, 0, judged.stdout)


class Watched(ServiceTest):
    def test_prometheus_can_read_the_metrics(self):
        service = self.start()
        for path in ["/v1/info", "/nowhere"]:
            self.ask(service, "GET", path)
        status, text = service.admin("/metrics")
        checked = subprocess.run(["promtool", "check", "metrics"], input=text, capture_output=True, text=True)
        self.assertEqual((checked.returncode, checked.stdout + checked.stderr), (0, ""))
        self.assertIn('unknotd_answers_total{status="404"} 1', text)

    def test_a_full_table_does_not_shut_out_who_watches(self):
        service = self.start(connections=4, threads=1)
        busy = [socket.create_connection(("localhost", service.port), 20) for _ in range(6)]
        self.assertEqual(service.admin("/readyz")[0], 200)
        for connection in busy:
            connection.close()

    def test_the_description_is_openapi_3_1_and_names_every_route(self):
        service = self.start()
        description = self.ask(service, "GET", "/openapi.json")[2]
        checked = subprocess.run(["node", Path(__file__).with_name("openapi_check.mjs")], input=description, capture_output=True)
        self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
        routes = (ROOT / "adapters" / "service" / "routes.cc").read_text()
        here = {path for path in re.findall(r'^    \{"(/[^"]*)"', routes, re.M)} - {"/healthz", "/readyz", "/metrics", "/"}
        page = {"/", "/page.css", "/page.js"}  # for browsers, not for programs
        self.assertEqual(here - page - set(json.loads(description)["paths"]), set())

    def test_addresses_of_ipv6(self):
        port = free_port()
        service = self.start(listen=[f"[::1]:{port}"])
        service.port = port
        with socket.create_connection(("::1", port), 20) as plain, self.context().wrap_socket(
                plain, server_hostname="localhost") as secure:
            secure.sendall(b"GET /v1/info HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            self.assertTrue(secure.recv(100).startswith(b"HTTP/1.1 200 "))


if __name__ == "__main__":
    unittest.main()
