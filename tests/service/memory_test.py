"""What a patient answered is nowhere in the memory of the service once its answer is sent."""
import gzip
import json
import os
import signal
import time
import unittest

from support import EXAMPLE, JSON, ServiceTest

MARKER = "Quagga Zyzzyva"  # a patient's name: it stands in the intake, the record and the sheet


def intake(marker=MARKER):
    filled = json.loads(EXAMPLE)
    filled.setdefault("handout", {})["patient_name"] = marker
    filled["request"] = {"subject": f"Patient/{marker.replace(' ', '-')}"}
    return json.dumps(filled)


class Memory(ServiceTest):
    def places(self, service, marker):
        """Where the marker's words stand in the memory that the service can write to, seen while it stands still."""
        found = []
        service.process.send_signal(signal.SIGSTOP)
        try:
            with open(f"/proc/{service.process.pid}/maps") as maps, open(f"/proc/{service.process.pid}/mem", "rb") as memory:
                for line in maps:
                    span, access, *_ = line.split()
                    if not access.startswith("rw"):
                        continue
                    first, last = (int(end, 16) for end in span.split("-"))
                    memory.seek(first)
                    try:
                        text = memory.read(last - first)
                    except OSError:  # not in use yet
                        continue
                    for word in marker.encode().split():
                        at = text.find(word)
                        while at >= 0:
                            found.append((line.split()[-1], hex(first + at), bytes(text[max(0, at - 40):at + 40])))
                            at = text.find(word, at + 1)
        finally:
            service.process.send_signal(signal.SIGCONT)
        return found

    def asked_in_every_way(self, service, connection):
        body = intake()
        asked = [("/v1/assess", {**JSON, "Accept": form}, body) for form in
                 ("application/json", "text/html", "text/plain", "text/html;for=clinic", "application/json;for=handout")]
        asked += [("/v1/assess", {**JSON, "Accept": "text/html", "Accept-Encoding": "gzip"}, body),
                  ("/v1/assess?documents=json,html,text,clinic,handout", JSON, body),
                  ("/v1/assess", JSON, body.replace('"age"', '"agee"')),
                  ("/v1/assess", {**JSON, "X-Note": MARKER, "Authorization": f"Bearer {MARKER}"}, body[:-3]),
                  ("/v1/assess", {"Content-Type": "text/plain"}, body),
                  ("/v1/batch", {"Content-Type": "application/x-ndjson"}, (body.replace("\n", " ") + "\n") * 40)]
        seen = 0
        for path, headers, sent in asked:
            connection.request("POST", path, sent, headers)
            answer = connection.getresponse()
            got = answer.read()
            if answer.headers["Content-Encoding"] == "gzip":
                got = gzip.decompress(got)
            seen += MARKER.encode() in got
            if answer.will_close:
                connection.close()
        self.assertGreaterEqual(seen, 6)

    def test_nothing_of_a_patient_stays_while_a_connection_is_idle_nor_after_it(self):
        service = self.start(threads=2)
        connection = self.connect(service)
        self.asked_in_every_way(service, connection)
        time.sleep(0.3)
        self.assertEqual(self.places(service, MARKER), [])
        connection.close()
        # One that is cut off in the middle of its intake, and one that never reads its answer.
        half = self.connect(service)
        half.putrequest("POST", "/v1/assess")
        half.putheader("Content-Type", "application/json")
        half.putheader("Content-Length", "100000")
        half.endheaders()
        half.send(intake().encode())
        time.sleep(0.3)
        self.assertGreater(len(self.places(service, MARKER)), 0)  # the search finds what is there
        half.close()
        time.sleep(0.3)
        self.assertEqual(self.places(service, MARKER), [])

    def test_a_crash_leaves_no_core(self):
        service = self.start()
        with open(f"/proc/{service.process.pid}/limits") as limits:
            line = next(line for line in limits if line.startswith("Max core file size"))
        self.assertEqual(line.split()[4], "0")


if __name__ == "__main__":
    unittest.main()
