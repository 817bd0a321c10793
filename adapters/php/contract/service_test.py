"""PHP's client of the service, held to the contract.  Needs UNKNOTD, UNKNOT, EXAMPLE, UNKNOT_CASES and UNKNOT_PDF_MODULE."""

import hashlib
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[2] / "tests/service"))

from support import ServiceTest

# What another server may answer to the bearer of this token.
ANSWERS = {
    "half": b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"json\": ",
    "other": b"HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"json\": \"nil\"}",
    "moved": b"HTTP/1.1 302 Found\r\nLocation: https://localhost:1/\r\nContent-Length: 0\r\n\r\n",
}


class Php(ServiceTest):
    maxDiff = None

    def stranger(self):
        """The URL of a TLS server that is not unknotd."""
        listener = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listener.close)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(str(self.certificate), str(self.key))

        def serve():
            while True:
                try:
                    with context.wrap_socket(listener.accept()[0], server_side=True) as connection:
                        got = ""
                        while not got.endswith("}}"):  # the intake
                            got += connection.recv(65536).decode() or "}}"
                        kind = got.partition("Bearer ")[2].partition("\r\n")[0]
                        if kind == "late":
                            time.sleep(2)
                        connection.sendall(ANSWERS.get(kind, b""))
                except OSError:
                    if listener.fileno() < 0:
                        return

        threading.Thread(target=serve, daemon=True).start()
        return f"https://localhost:{listener.getsockname()[1]}"

    def test_the_contract(self):
        tokens = self.folder / "tokens"
        tokens.write_text("clinic sha256:64fc3ea35b263814a6cd7e2b4646e8565c47a1be509db9ea85c96a145a5ef0e5\n")
        service = self.start(pdf_module=Path(os.environ["UNKNOT_PDF_MODULE"]))
        status, _, pdf = self.ask(service, "POST", "/v1/assess?at=1", '{"answers": {}}',
                                  {"Content-Type": "application/json", "Accept": "application/pdf"})
        self.assertEqual((status, pdf[:5]), (200, b"%PDF-"))
        url = f"https://localhost:{self.start().port}"
        guarded = f"https://localhost:{self.start(tokens=tokens).port}"
        done = subprocess.run(
            ["php", "-d", "error_reporting=-1", "-d", "display_errors=stderr", str(HERE / "service.php"),
             os.environ["UNKNOT_CASES"], url, str(self.authority.certificate), self.stranger(), guarded, f"https://localhost:{service.port}", hashlib.sha256(pdf).hexdigest()],
            capture_output=True, text=True, timeout=200)
        self.assertEqual(("php: through the service as in C\n", ""), (done.stdout, done.stderr))


del ServiceTest  # unittest would run it as a test of its own

if __name__ == "__main__":
    unittest.main()
