"""clinic_day.py [--write]: does the day of docs/clinic-day once more, command by command.

Each `sh` block of its page is run, in one shell; an `output` block behind it is what it prints, where a line `…` stands
for any lines and `…` at the end of a line for the rest of it.  Each file that the folder holds must come out again as it
is.  With --write the files are written anew, and the pictures taken (Debian: chromium, poppler-utils, pngquant; and
`npm ci` in tests/service/page); the page itself is written by hand.
"""
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DAY = ROOT / "docs" / "clinic-day"
PROGRAMS = Path(os.environ.get("UNKNOT", ROOT / "build/release/bin/unknot")).parent
BLOCK = re.compile(r"^```sh\n(.*?)^```$(?:\s+^```output\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
TEXTS = {".json", ".hl7", ".html"}
# What is another at each run, or with each commit.
PASSING = re.compile(r'(?<=\|CLINIC\|)\d{14}(?=\+0000)|(?<="build": ")[^"]*|(?<=, build )[^"]*|'
                     r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
END = "\x1e"


def free_port():
    for port in random.SystemRandom().sample(range(20000, 32768), 100):
        with socket.socket() as taken:
            if taken.connect_ex(("127.0.0.1", port)) != 0:
                return str(port)
    raise AssertionError("no port is free")


def coded(value):
    return {True: "yes", False: "no"}.get(value, value)


def is_number(value):
    return isinstance(value, int) and not isinstance(value, bool)


def listed(value):
    return value or ["none"] if isinstance(value, list) else [value]


def response(intake):
    """The answers as an EHR's own form sends them: a QuestionnaireResponse."""
    def answers(value):
        if is_number(value):
            return [{"valueInteger": value}]
        return [{"valueCoding": {"code": coded(one)}} for one in listed(value)]
    return {"resourceType": "QuestionnaireResponse", "id": intake["request"]["id"], "status": "completed",
            "questionnaire": "https://unknot.example/fhir/Questionnaire/lower-back|0.9.0",
            "subject": {"reference": intake["request"]["subject"]}, "authored": "2026-11-23T08:50:00Z", "language": "en-US",
            "item": [{"linkId": question, "answer": answers(value)} for question, value in intake["answers"].items()]}


def card_request(intake):
    """What the EHR sends when the chart is opened: CDS Hooks."""
    return {"hook": "patient-view", "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea",
            "context": {"userId": "Practitioner/kim", "patientId": intake["request"]["subject"].split("/")[1]},
            "prefetch": {"response": response(intake)}}


def message(intake):
    """The answers as an interface engine sends them: HL7 v2."""
    lines = ["MSH|^~\\&|EHR|CLINIC|UNKNOT|BACK|20261123085000+0000||ORU^R01^ORU_R01|" + intake["request"]["id"] +
             "|P|2.5.1||||||UNICODE UTF-8", "PID|1||4711^^^HOSP^MR||Example^Rosa||19680301|F",
             "OBR|1|p-1|f-1|intake|||20261123085000+0000"]
    for number, (question, value) in enumerate(intake["answers"].items(), 1):
        kind, text = ("NM", value) if is_number(value) else ("CWE", "~".join(f"{coded(one)}^^99UNK" for one in listed(value)))
        lines.append(f"OBX|{number}|{kind}|{question}^^99UNK||{text}||||||F")
    return "\n".join(lines) + "\n"


def inputs():
    """What other systems would send, made from the day's one intake."""
    intake = json.loads((DAY / "intake.json").read_text())
    def pretty(value):
        return json.dumps(value, indent=1) + "\n"
    return {"response.json": pretty(response(intake)), "card-request.json": pretty(card_request(intake)),
            "message.hl7": message(intake)}


def run(page, ports, folder):
    """For each block of the page its line, what it should say, and what it said; its own folder is made within this one."""
    blocks = list(BLOCK.finditer(page))
    script = "set -eu\ntrap 'kill $(jobs -p) 2> /dev/null || true' EXIT\n"
    script += "".join(f"{block[1]}printf '{END}'\n" for block in blocks)
    script = script.replace("$PWD/build/release/bin", str(PROGRAMS))
    for port, free in ports.items():
        script = script.replace(port, free)
    shell = subprocess.Popen(["bash", "-c", script], cwd=ROOT, env=dict(os.environ, TMPDIR=folder), text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        said = shell.communicate(timeout=60)[0]
    except subprocess.TimeoutExpired:
        os.killpg(shell.pid, signal.SIGKILL)
        raise
    for port, free in ports.items():
        said = said.replace(free, port)
    parts = said.split(END)
    if shell.returncode != 0 or len(parts) != len(blocks) + 1:
        sys.exit(f"README.md: the commands end with {shell.returncode} in block {len(parts)}:\n{parts[-1]}")
    return [(page.count("\n", 0, block.start()) + 1, block[2], part) for block, part in zip(blocks, parts)]


def says(expected, said):
    """True if a block's output is what the page shows of it."""
    if expected is None:
        return said == ""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == "…" else re.escape(line).replace("…", ".*") + "\n"
                      for line in expected.splitlines())
    return re.fullmatch(pattern, said) is not None


def lasting(path):
    return PASSING.sub("", path.read_text())


def take_pictures(folder):
    with tempfile.TemporaryDirectory() as pictures:
        subprocess.run(["node", HERE / "pictures.mjs", DAY, pictures], check=True,
                       env=dict(os.environ, UNKNOTD=str(PROGRAMS / "unknotd")))
        subprocess.run(["pdftoppm", "-r", "72", "-png", folder / "sheet.pdf", f"{pictures}/sheet"], check=True)
        for picture in sorted(Path(pictures).iterdir()):
            subprocess.run(["pngquant", "--speed", "1", "--strip", "--force", "--output", DAY / picture.name, "24", picture],
                           check=True)


def main(is_writing, place):
    failures = []
    for name, text in inputs().items():
        if is_writing:
            (DAY / name).write_text(text)
        if (DAY / name).read_text() != text:
            failures.append(f"{name} is not what intake.json gives")
    blocks = run((DAY / "README.md").read_text(), {port: free_port() for port in ("8443", "9443", "2575", "2576")}, place)
    failures += [f"README.md:{line} says\n{said}" for line, expected, said in blocks if not says(expected, said)]
    folder = next(Path(place).iterdir())
    texts = sorted({path.name for side in (folder, DAY) for path in side.iterdir() if path.suffix in TEXTS})
    for name in texts:
        kept, anew = DAY / name, folder / name
        if is_writing:
            shutil.copyfile(anew, kept)
        if not (kept.exists() and anew.exists()) or lasting(kept) != lasting(anew):
            failures.append(f"{name} is not what the programs make; --write makes it anew, to be read")
    if is_writing:
        take_pictures(folder)
    print(*failures, f"{len(blocks)} blocks, {len(texts)} files, {len(failures)} failures", sep="\n")
    return 0 if blocks and texts and not failures else 1


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        sys.exit(main("--write" in sys.argv[1:], temporary))
