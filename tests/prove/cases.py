"""The case files under tests/cases, run against any engine (cases_test.cc runs them against the built-in pack)."""

import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "cases"
HANDOUT = b"application/json;for=handout"
SHA256 = b'"sha256":"'


class Case:
    def __init__(self, path, engine):
        case = json.loads(path.read_text(encoding="utf-8"))
        patient = json.loads((FOLDER / "patients" / f"{case['patient']}.json").read_text(encoding="utf-8"))
        self.name = path.relative_to(FOLDER).with_suffix("").as_posix()
        self.intake = json.dumps({"answers": {**patient["answers"], **case["answers"]}}).encode()
        self.expected = case["expect"]
        self.has_warmth = "warmth" in self.expected
        self.usual = self.documents(engine)

    def documents(self, engine):
        """What the engine writes, from the pack's hash on: the same bytes for packs that decide alike."""
        record = engine.assess_bytes(self.intake)
        handout = engine.assess_bytes(self.intake, HANDOUT) if self.has_warmth else b""
        return record[record.index(SHA256) + len(SHA256) + 64:], handout

    def holds(self, engine):
        if self.documents(engine) == self.usual:
            return True  # it holds for the built-in pack: see Cases
        return self.is_as_expected(engine)

    def is_as_expected(self, engine):
        said = summary(json.loads(engine.assess_bytes(self.intake)))
        if self.has_warmth:
            said["warmth"] = warmth(json.loads(engine.assess_bytes(self.intake, HANDOUT)))
        return said == self.expected and list(said["open_questions"]) == list(self.expected["open_questions"])


class Cases:
    def __init__(self, engine):
        """engine: that of the built-in pack."""
        paths = sorted(path for path in FOLDER.rglob("*.json") if path.parent != FOLDER / "patients")
        self.cases = [Case(path, engine) for path in paths]
        failed = [case.name for case in self.cases if not case.is_as_expected(engine)]
        if failed:
            raise RuntimeError(f"these cases fail without any mutant: {failed}")

    def first_that_fails(self, engine, place):
        """place: the id of what was changed; cases that are named after it come first."""
        named = [case for case in self.cases if place in case.name]
        others = [case for case in self.cases if place not in case.name]
        return next((case.name for case in named + others if not case.holds(engine)), None)


def summary(record):
    rules = [rule for flag in record["flags"] for rule in flag["rules"]]
    plan = record["plan"]
    return {
        **{name: record[name] for name in ("tier", "possible_tier", "complete", "kind")},
        **{status: [rule["id"] for rule in rules if rule["status"] == status] for status in ("raised", "open")},
        "flags": {flag["id"]: flag["tier"] for flag in record["flags"] if flag["status"] == "raised"},
        "open_questions": {entry["question"]: entry["could_raise_to"] for entry in record["open_questions"]},
        "contradictions": [entry["id"] for entry in record["contradictions"]],
        "main": plan["main"],
        "more": plan["more"],
        "withheld": [entry["topic"] for entry in plan["withheld"]],
        "notes": [":".join(filter(None, (note["topic"], note["note"], note["part"]))) for note in plan["notes"]],
    }


def warmth(handout):
    """The warmth row of the tick sheet, day by day; None if there is no sheet."""
    days = None
    for section in handout["sections"]:
        for block in section["blocks"]:
            if block["type"] == "tick_sheet":
                days = [None] * len(block["days"])
                for row in block["rows"]:
                    for day in row["days"] if row["topic"] in ("cold", "heat") else ():
                        days[day - 1] = row["topic"]
    return days
