"""Starts unknotd for a test, asks it, and ends it."""
import contextlib
import http.client
import json
import os
import random
import resource
import signal
import socket
import ssl
import subprocess
import tempfile
import time
import unittest
from contextlib import closing
from pathlib import Path

from certificates import Authority

UNKNOTD = os.environ["UNKNOTD"]
UNKNOT = os.environ["UNKNOT"]
EXAMPLE = Path(os.environ["EXAMPLE"]).read_text()
JSON = {"Content-Type": "application/json"}


def free_port():
    """Below those that the system gives to clients: none of them takes it before the service does."""
    for port in random.SystemRandom().sample(range(20000, 32768), 100):
        with socket.socket() as taken, contextlib.suppress(OSError):
            taken.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def toml(value):
    return json.dumps(str(value) if isinstance(value, Path) else value)


class Service:
    """One running unknotd with a configuration of its own."""

    def __init__(self, folder: Path, settings, preload=None, descriptors=None, wait=True):
        self.port = free_port()
        self.admin_port = free_port()
        self.settings = {"listen": [f"127.0.0.1:{self.port}"], "admin_listen": f"127.0.0.1:{self.admin_port}", "threads": 2,
                         **settings}
        self.file = folder / f"unknotd-{self.port}.toml"
        self.write()
        environment = dict(os.environ, **({"LD_PRELOAD": str(preload)} if preload else {}))
        limit = (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))) if descriptors else None
        self.errors = folder / f"unknotd-{self.port}.log"
        with self.errors.open("w") as errors:
            self.process = self.popen([UNKNOTD, "--config", str(self.file)], stderr=errors, env=environment, preexec_fn=limit)
        if wait:
            self.wait_until_ready()

    def popen(self, command, **options):
        return subprocess.Popen(command, **options)

    def write(self, **changes):
        self.settings.update(changes)
        self.file.write_text("".join(f"{key} = {toml(value)}\n" for key, value in self.settings.items()))

    def wait_until_ready(self):
        for _ in range(400):
            if self.process.poll() is not None:
                raise AssertionError(f"unknotd ended: {self.errors.read_text()}")
            try:
                if self.admin("/readyz")[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.02)
        raise AssertionError("unknotd is not ready")

    def admin(self, path):
        with closing(http.client.HTTPConnection("127.0.0.1", self.admin_port, timeout=10)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def metric(self, name):
        for line in self.admin("/metrics")[1].splitlines():
            if line.startswith(name + " "):
                return float(line.split()[-1])
        return 0.0

    def reload(self):
        """Sends SIGHUP and waits for what came of it."""
        before = self.errors.read_text().count("reloaded")
        self.process.send_signal(signal.SIGHUP)
        for _ in range(400):
            text = self.errors.read_text()
            if text.count("reloaded") > before:
                return text.splitlines()[-1]
            time.sleep(0.02)
        raise AssertionError("nothing came of the reload")

    def stop(self, number=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.process.wait(timeout=60)


class ServiceTest(unittest.TestCase):
    """Has a server certificate, and starts services that end with the test."""

    @classmethod
    def setUpClass(cls):
        cls.temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.temporary.cleanup)
        cls.folder = Path(cls.temporary.name)
        cls.authority = Authority(cls.folder, "servers")
        cls.certificate, cls.key = cls.authority.sign("server", "localhost", "serverAuth", "DNS:localhost,IP:127.0.0.1")

    def start(self, preload=None, descriptors=None, wait=True, **settings):
        service = Service(self.folder, {"certificate": self.certificate, "key": self.key, **settings}, preload,
                          descriptors, wait)
        self.addCleanup(service.stop, signal.SIGKILL)
        return service

    def context(self, certificate=None):
        """certificate: the paths of a client's certificate and its key."""
        context = ssl.create_default_context(cafile=str(self.authority.certificate))
        if certificate:
            context.load_cert_chain(*map(str, certificate))
        return context

    def connect(self, service, certificate=None):
        return http.client.HTTPSConnection("localhost", service.port, timeout=20, context=self.context(certificate))

    def ask(self, service, method, path, body=None, headers=None, certificate=None):
        """One request on a connection of its own: status, headers, body."""
        with closing(self.connect(service, certificate)) as connection:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    def raw(self, service, sent):
        """The bytes that come back for these."""
        plain = socket.create_connection(("localhost", service.port), timeout=20)
        with self.context().wrap_socket(plain, server_hostname="localhost") as secure:
            secure.sendall(sent)
            got = b""
            try:
                while True:
                    piece = secure.recv(65536)
                    if not piece:
                        return got
                    got += piece
            except (ConnectionError, ssl.SSLError):
                return got

    def assert_problem(self, answer, status, code):
        got, headers, body = answer
        self.assertEqual((got, headers["Content-Type"]), (status, "application/problem+json"), body)
        problem = json.loads(body)
        self.assertEqual((problem["status"], problem["code"]), (status, code))
        self.assertEqual(problem["request_id"], headers["X-Request-Id"])
        self.assertEqual(headers["Cache-Control"], "no-store")
        return problem


def document(*arguments, intake=EXAMPLE):
    """What the command line makes of an intake, without the end of line that it puts behind JSON."""
    made = subprocess.run([UNKNOT, "assess", "-", *arguments], input=intake.encode(), capture_output=True, check=True).stdout
    return made.removesuffix(b"\n") if made.startswith(b"{") else made
