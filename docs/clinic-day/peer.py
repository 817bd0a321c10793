"""peer.py PORT: stands for the chart's HL7 interface. Prints each message that comes over MLLP, and acknowledges it."""
import socketserver
import sys


class Chart(socketserver.StreamRequestHandler):
    def handle(self):
        frame = b""
        while byte := self.rfile.read(1):
            frame += byte
            if frame.endswith(b"\x1c\r"):
                text, frame = frame[1:-2].decode(), b""
                print(text.replace("\r", "\n"), flush=True)
                control_id = text.split("\r")[0].split("|")[9]
                acknowledgement = f"MSH|^~\\&|CHART|||||20261123||ACK|1|P|2.5.1\rMSA|AA|{control_id}\r"
                self.wfile.write(b"\x0b" + acknowledgement.encode() + b"\x1c\r")


socketserver.ThreadingTCPServer.allow_reuse_address = True
socketserver.ThreadingTCPServer(("127.0.0.1", int(sys.argv[1])), Chart).serve_forever()
