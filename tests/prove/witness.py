"""A solver's model as an intake, and what the engine must report for it."""

import json

from encoding import symbol, values_of

STATUS = {(True, False): "raised", (False, True): "clear", (False, False): "open"}


class Witnesses:
    """What to ask of a model, and the engine that must say the same."""

    def __init__(self, encoding, engine):
        self.encoding, self.engine = encoding, engine
        self.pack = encoding.pack
        self.replayed = 0
        self.wanted = []
        for question in self.pack["questions"]:
            self.wanted += answer_symbols(question)
        for rule in self.pack["rules"]:
            self.wanted += [encoding.raised(rule), encoding.clear(rule)]
        for tier in range(1, len(encoding.tiers)):
            self.wanted += [encoding.at_least(what, tier) for what in ("known", "possible", "tier")]
        for topic in self.pack["topics"]:
            self.wanted += [encoding.shows(topic["id"]), encoding.withheld(topic["id"])]
            self.wanted += [encoding.noted(topic["id"], adjustment) for adjustment in topic["adjustments"]]

    def answers(self, values, changed=None, mark=""):
        """The intake of a model; the answer of the changed question has the mark."""
        found = {}
        for question in self.pack["questions"]:
            answer = read_answer(question, values, mark if question["id"] == changed else "")
            if answer is not None:
                found[question["id"]] = answer
        return found

    def statuses(self, values):
        """The status of every rule, in the pack's order."""
        return tuple(STATUS[values[self.encoding.raised(rule)], values[self.encoding.clear(rule)]]
                     for rule in self.pack["rules"])

    def differences(self, values):
        """Where the engine's answer to this model is not the solver's, in words."""
        self.replayed += 1
        record = json.loads(self.engine.assess(self.answers(values)))
        said, expected = self.reported(record), self.expected(values)
        return [f"{name}: solver {expected[name]}, engine {said[name]}" for name in expected
                if said[name] != expected[name]]

    def reported(self, record):
        statuses = {rule["id"]: rule["status"] for flag in record["flags"] for rule in flag["rules"]}
        plan = record["plan"]
        raised = [self.encoding.tiers.index(flag["tier"]) for flag in record["flags"] if flag["tier"]]
        return {
            "rules": [statuses.get(rule["id"], "clear") for rule in self.pack["rules"]],
            "known": max(raised, default=0),
            "possible": self.encoding.tiers.index(record["possible_tier"]),
            "tier": self.encoding.tiers.index(record["tier"]),
            "shown": sorted(plan["main"] + plan["more"]),
            "withheld": sorted(entry["topic"] for entry in plan["withheld"]),
            "noted": sorted((note["topic"], note["part"] or note["note"]) for note in plan["notes"]
                            if note["note"] != "warn"),
        }

    def expected(self, values):
        encoding, topics = self.encoding, self.pack["topics"]
        tiers = range(1, len(encoding.tiers))
        expected = {what: sum(values[encoding.at_least(what, tier)] for tier in tiers)
                    for what in ("known", "possible", "tier")}
        return {
            "rules": list(self.statuses(values)), **expected,
            "shown": sorted(topic["id"] for topic in topics if values[encoding.shows(topic["id"])]),
            "withheld": sorted(topic["id"] for topic in topics if values[encoding.withheld(topic["id"])]),
            "noted": sorted((topic["id"], adjustment["id"]) for topic in topics for adjustment in topic["adjustments"]
                            if values[encoding.noted(topic["id"], adjustment)]),
        }


def answer_symbols(question, mark=""):
    words = [symbol(question["id"], word + mark) for word in ("given", "said-unsure")]
    return words + [name[:-1] + mark + "|" for name, _ in values_of(question)]


def read_answer(question, values, mark):
    """As an intake has it; None: not answered."""
    given, unsure, *rest = (values[name] for name in answer_symbols(question, mark))
    if not given:
        return "unsure" if unsure else None
    if question["type"] == "many":
        return [value for value, has in zip(question["values"], rest) if has]
    if question["type"] == "integer":
        return rest[0]
    return rest[0] == 1 if question["type"] == "yes_no" else question["values"][rest[0]]
