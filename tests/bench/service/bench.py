"""Measures the service beside nginx and Node, and judges the gates S1 to S8.

  bench.py UNKNOTD SHOW_PACK CSS [ROUNDS]

Client and servers share one CPU and take turns of two seconds; what is compared is the CPU time that each server's own
threads used, so that neither the client nor anything else on the machine counts. Of each figure the median of the
rounds' ratios is judged. The bodies are compared before anything is timed, and every counted answer is a 2xx.
"""
import os
import re
import resource
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
INTAKE = HERE.parent / "intakes" / "desk_worker.json"
SECONDS = 2
IDLE = 10_000
CPU = max(os.sched_getaffinity(0))


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Server:
    def __init__(self, name, command, port, folder, context):
        self.name, self.command, self.port, self.folder, self.context = name, command, port, folder, context
        self.start()

    def start(self):
        """Returns the seconds from nothing to the first answer over HTTPS."""
        began = time.monotonic()
        self.process = subprocess.Popen(["taskset", "-c", str(CPU), *map(str, self.command)], cwd=self.folder,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                with self.connect() as connection:
                    self.get(connection)
                return time.monotonic() - began
            except (ConnectionError, ssl.SSLError):
                if self.process.poll() is not None or time.monotonic() - began > 30:
                    sys.exit(f"{self.name} did not start")

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def connect(self, session=None):
        plain = socket.create_connection(("127.0.0.1", self.port))
        return self.context.wrap_socket(plain, server_hostname="localhost", session=session)

    def get(self, connection, path="/v1/questions"):
        """The whole answer; its length stands in its head."""
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        got = b""
        while b"\r\n\r\n" not in got:
            piece = connection.recv(65536)
            if not piece:
                raise ConnectionError
            got += piece
        head, body = got.split(b"\r\n\r\n", 1)
        if not head.startswith(b"HTTP/1.1 200 "):
            sys.exit(f"{self.name} answered {head[:40]}")
        length = int(re.search(rb"(?i)content-length: (\d+)", head)[1])
        while len(body) < length:
            body += connection.recv(65536)
        return body

    def processes(self):
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def cpu(self):
        """Nanoseconds that all of its threads have run."""
        return sum(int(path.read_text().split()[0]) for process in self.processes()
                   for path in Path(f"/proc/{process}/task").glob("*/schedstat"))

    def memory(self):
        """KiB of its own: what processes share is shared among them."""
        return sum(int(re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{process}/smaps_rollup").read_text(), re.M)[1])
                   for process in self.processes())

    def wrk(self, *arguments):
        """CPU nanoseconds of the server for each answer."""
        before = self.cpu()
        said = subprocess.run(["taskset", "-c", str(CPU), "wrk", "-t1", "-c16", f"-d{SECONDS}s", *arguments],
                              capture_output=True, text=True, check=True, env=dict(os.environ, INTAKE=str(INTAKE))).stdout
        used = self.cpu() - before
        if "Non-2xx" in said or "Socket errors" in said:
            sys.exit(f"{self.name}: {said}")
        return used / int(re.search(r"(\d+) requests in", said)[1])

    def url(self, path):
        return f"https://127.0.0.1:{self.port}{path}"

    def loads(self, path):
        return self.wrk(self.url(path))

    def posts(self):
        return self.wrk("-s", str(HERE / "post.lua"), self.url("/"))

    def handshakes(self, resumed, count=300):
        """CPU nanoseconds of the server for a connection with one request."""
        session = None
        if resumed:
            with self.connect() as connection:
                self.get(connection)
                session = connection.session
        before = self.cpu()
        for _ in range(count):
            with self.connect(session) as connection:
                self.get(connection, "/small")
                if connection.session_reused != resumed:
                    sys.exit(f"{self.name}: a session was {'not ' if resumed else ''}resumed")
        return (self.cpu() - before) / count

    def idle(self):
        """KiB for each connection that waits after one request."""
        before, held = self.memory(), []
        for _ in range(IDLE):
            connection = self.connect()
            self.get(connection, "/small")
            held.append(os.dup(connection.fileno()))
            connection.close()  # our side of it: the connection stays open
        used = (self.memory() - before) / IDLE
        for number in held:
            os.close(number)
        return used

    def slowest_hundredth(self, *arguments):
        """Microseconds within which 99 of 100 answers came, at 400 requests a second."""
        log = Path(self.folder) / "h2load.log"
        log.unlink(missing_ok=True)
        subprocess.run(["taskset", "-c", str(CPU), "h2load", "--h1", "-c20", "-t1", "--rps=20", "-D5", f"--log-file={log}",
                        *map(str, arguments)], check=True, capture_output=True)
        lines = [line.split("\t") for line in log.read_text().splitlines()]
        if len(lines) < 1000 or any(status != "200" for _, status, _ in lines):
            sys.exit(f"{self.name}: not all answers of h2load were 200")
        times = sorted(int(microseconds) for _, _, microseconds in lines)
        return times[len(times) * 99 // 100]


def ratios(rounds, of, to):
    """The median of of()/to(), taken in turns."""
    made = []
    for turn in range(rounds):
        first = to() if turn % 2 else None
        above = of()
        made.append(above / (first if turn % 2 else to()))
    return statistics.median(made)


ROWS = []


def row(gate, what, sign, limit, target, measured):
    ok = measured <= limit if sign == "<=" else measured >= limit
    ROWS.append((gate, what, ok))
    print(f"{gate:3} {what:62} {sign} {limit:<6} {sign} {target:<6} {measured:<8.2f} {'ok' if ok else 'MISSED'}", flush=True)


def main():
    unknotd, show_pack, css = (Path(argument).resolve() for argument in sys.argv[1:4])
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        folder.chmod(0o755)  # nginx's worker is another user
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
                        "key.pem", "-out", "certificate.pem", "-days", "2", "-subj", "/CN=localhost", "-addext",
                        "subjectAltName=DNS:localhost,IP:127.0.0.1"], cwd=folder, check=True, capture_output=True)
        (folder / "key.pem").chmod(0o600)
        context = ssl.create_default_context(cafile=folder / "certificate.pem")
        ports = {name: free_port() for name in ("unknotd", "nginx", "node")}
        (folder / "unknotd.toml").write_text(
            f'listen = ["127.0.0.1:{ports["unknotd"]}"]\nthreads = 1\ncertificate = "{folder}/certificate.pem"\n'
            f'key = "{folder}/key.pem"\nidle_seconds = 3600\nconnections = 15000\n')
        ours = Server("unknotd", [unknotd, "--config", "unknotd.toml"], ports["unknotd"], folder, context)

        # The peers answer with our bytes.
        files = folder / "files" / "v1"
        files.mkdir(parents=True)
        with ours.connect() as connection:
            (files / "questions").write_bytes(ours.get(connection))
            small = ours.get(connection, "/v1/info")
        ours.get = lambda connection, path="/v1/questions": Server.get(ours, connection, {"/small": "/v1/info"}.get(path, path))
        (folder / "files" / "small").write_bytes(small)

        def page(server):
            request = urllib.request.Request(server.url("/v1/assess"), INTAKE.read_bytes(),
                                             {"Content-Type": "application/json", "Accept": "text/html"})
            return urllib.request.urlopen(request, context=context).read()

        (folder / "files" / "page.html").write_bytes(page(ours))
        (folder / "nginx.conf").write_text((HERE / "nginx.conf").read_text().replace("@PORT@", str(ports["nginx"])))
        nginx = Server("nginx", ["nginx", "-p", folder, "-c", "nginx.conf"], ports["nginx"], folder, context)
        with nginx.connect() as connection:
            assert nginx.get(connection) == (files / "questions").read_bytes()
            assert nginx.get(connection, "/page.html") == page(ours)
        (folder / "pack.json").write_bytes(subprocess.run([show_pack], capture_output=True, check=True).stdout)
        node = Server.__new__(Server)
        node.name, node.port, node.folder, node.context = "node", ports["node"], folder, context
        node.command = ["node", HERE / "server.mjs", "json_rules_engine", "pack.json", css, "certificate.pem", "key.pem", node.port]
        node.get = lambda connection, path="": None
        node.start()
        if page(node) != page(ours):
            sys.exit("Node's page is not ours")

        print(f"pages of {len(page(ours))} and {(files / 'questions').stat().st_size} bytes, {rounds} rounds\n")
        print(f"{'':3} {'what':62} {'gate':9} {'target':9} measured")
        static = lambda: nginx.loads("/page.html")
        row("S1", "GET of a page that lies ready, per CPU second, against nginx", ">=", 1.0, 1.15,
            ratios(rounds, lambda: nginx.loads("/v1/questions"), lambda: ours.loads("/v1/questions")))
        row("S2", "POST intake to page, against nginx's GET of that page", ">=", 0.6, 0.85, ratios(rounds, static, ours.posts))
        row("S3", "the same POST, against Node with json-rules-engine", ">=", 12, 25, ratios(rounds, node.posts, ours.posts))
        node.stop()
        for resumed, what in ((False, "full"), (True, "resumed")):
            row("S5", f"handshakes, {what}, per CPU second, against nginx", ">=", 0.9, 1.0,
                ratios(rounds, lambda: nginx.handshakes(resumed), lambda: ours.handshakes(resumed)))
        posts = ["-d", INTAKE, "-H", "Content-Type: application/json", "-H", "Accept: text/html"]
        row("S7", "99th percentile of POST at 400/s against nginx's GET, times", "<=", 2.0, 1.2,
            ratios(rounds, lambda: ours.slowest_hundredth(*posts, ours.url("/v1/assess")),
                   lambda: nginx.slowest_hundredth(nginx.url("/page.html"))))
        row("S6", f"each of {IDLE} idle connections, KiB (nginx: {nginx.idle():.1f})", "<=", 18, 15, ours.idle())

        def cold(server):
            server.stop()
            return server.start()

        row("S8", "cold start to the first answer against nginx, times", "<=", 1.5, 1.0,
            ratios(4 * rounds, lambda: cold(ours), lambda: cold(nginx)))
        row("S8", "memory after it, MiB", "<=", 12, 6, ours.memory() / 1024)
        for server in (ours, nginx):
            server.stop()
    return 0 if all(ok for *_, ok in ROWS) else 1


if __name__ == "__main__":
    sys.exit(main())
