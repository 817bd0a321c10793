"""P1 to P10: what holds of a pack for every intake there can be.

A proof is a query that no answers may satisfy (P1 to P4, P9) or that some must (P5 to P7, P10); those answers are
replayed through the engine. P1, P3 and P4 measure the pack against docs/clinical.md, the others against itself.
"""

import json
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from encoding import FLOORS, Encoding, both, declare_answers, either, leaves, no, question_of, questions_in
from solver import Solver
from witness import Witnesses, answer_symbols

REASONS = json.loads((Path(__file__).parent / "reasons.json").read_text(encoding="utf-8"))
CLINICAL, AFTER = " clinical", " after"


class Proofs:
    """All proofs of one pack, in order. `failures` are lines that begin with the proof's name.

    pack: as `engine` shows it. clinical: see clinical.py. reasons: what is known not to hold, and why.
    """

    NAMES = tuple(f"P{number}" for number in range(1, 11))

    def __init__(self, pack, engine, clinical, reasons=REASONS, floors=FLOORS):
        self.pack, self.clinical, self.reasons = pack, clinical, reasons
        self.failures = []
        self.statuses = []  # of every rule, one list for each witness
        self.here = Encoding(pack, floors=floors)
        self.there = Encoding(clinical, CLINICAL)
        self.witnesses = Witnesses(self.here, engine)
        self.engine = engine
        self.solver = Solver(declare_answers(pack["questions"]) + self.here.lines + self.there.lines)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.solver.__exit__()

    def run(self, names=NAMES):
        """Up to the first of them that fails."""
        if not self.asks_the_same():
            return
        for name in names:
            getattr(self, name.lower())()
            if self.failures:
                return

    def fail(self, proof, what, values=None, **where):
        example = f" {json.dumps(self.witnesses.answers(values, **where))}" if values else ""
        self.failures.append(f"{proof} {what}{example}")

    def never(self, proof, term, what):
        values = self.solver.check(term, self.witnesses.wanted)
        if values is not None:
            self.fail(proof, what, values)

    def some(self, proof, term, what):
        """Some answers make the term true, and the engine says of them what the solver says."""
        values = self.solver.check(term, self.witnesses.wanted)
        if values is None:
            self.fail(proof, what)
            return
        self.replay(proof, values)

    def replay(self, proof, values):
        self.statuses.append(self.witnesses.statuses(values))
        for difference in self.witnesses.differences(values):
            self.fail(proof, f"the engine does otherwise: {difference}", values)

    def asks_the_same(self):
        """One answer must mean the same to the pack and to clinical.md."""
        ids = ("id", "type", "values", "minimum", "maximum")
        ours, theirs = ([{name: question.get(name) for name in ids} for question in pack["questions"]]
                        for pack in (self.pack, self.clinical))
        for question in ours:
            if question not in theirs:
                self.fail("P1", f"question {question['id']} is not as clinical.md has it")
        for question in theirs:
            if question not in ours:
                self.fail("P1", f"question {question['id']} of clinical.md is not as the pack has it")
        return ours == theirs

    def in_flag(self, flag, tier):
        """The pack's rules of a flag that ask for a tier or more."""
        return [rule for rule in self.pack["rules"] if rule["flag"] == flag and self.here.tier_of(rule) >= tier]

    def p1(self):
        """A raised rule never yields less than its tier: it is reported, and its flag and the tier are not below."""
        for rule in self.clinical["rules"]:
            tier = self.there.tier_of(rule)
            own = [other for other in self.in_flag(rule["flag"], tier) if other["id"] == rule["id"]]
            reported = either(*map(self.here.raised, own))  # its flag's tier is then no lower
            self.never("P1", both(self.there.raised(rule), no(both(reported, self.here.at_least("tier", tier)))),
                       f"rule {rule['id']} is true, and not raised at {rule['tier']} or above")

    def p2(self):
        """A worse answer to a yes/no question never lowers the possible tier; an answer never lowers the known one."""
        rules = set().union(*(questions_in(rule["when"]) for rule in self.pack["rules"]))
        excepted = set(self.reasons.get("P2", {}))
        for question in self.pack["questions"]:
            after = Encoding(self.pack, AFTER, question["id"])
            if question["type"] == "yes_no" and question["id"] in rules:
                self.worse_answers(question["id"], after)
            self.more_answers(question["id"], after, excepted)
        for question in excepted:
            self.fail("P2", f"the exception {question} is no longer needed")

    def worse_answers(self, question, after):
        steps = [both(self.state(self.here, question, worse), self.state(after, question, worst))
                 for worse, worst in (("no", "absent"), ("absent", "unsure"), ("unsure", "yes"))]
        lower = both(either(*steps), self.lowered("possible", self.here, after))
        self.never_after(question, after, lower, "a worse answer lowers the possible tier")

    def more_answers(self, question, after, excepted):
        before = self.here
        asked = no(before.left_out(question))
        absent = both(asked, self.state(before, question, "absent"), no(self.state(after, question, "absent")))
        sure = both(asked, self.state(before, question, "unsure"), after.given(question))
        rises = both(either(absent, sure), self.lowered("possible", after, before))
        self.never_after(question, after, rises, "an answer raises the possible tier")
        taken_back = {other: both(before.unsure(other), after.left_out(other))
                      for other in after.affected - {question} if other in self.reasons.get("P2", {})}
        lower = both(absent, self.lowered("known", before, after))
        self.never_after(question, after, both(lower, no(either(*taken_back.values()))),
                         "an answer lowers the known tier")
        for other, term in taken_back.items():
            values = self.solver.check(both(lower, term), self.wanted_after(after), after.lines)
            if values is not None:
                excepted.discard(other)
                self.replay_both(question, after, values)

    def state(self, encoding, question, word):
        given, unsure = encoding.given(question), encoding.said_unsure(question)
        if word == "absent":
            return no(either(given, unsure))
        if word == "unsure":
            return unsure
        return both(given, f"(= {encoding.number(question)} {'01'['no yes'.split().index(word)]})")

    def lowered(self, what, before, after):
        return either(*(both(before.at_least(what, tier), no(after.at_least(what, tier)))
                        for tier in range(1, len(before.tiers))))

    def wanted_after(self, after):
        tiers = [after.at_least("known", tier) for tier in range(1, len(after.tiers))]
        return self.witnesses.wanted + answer_symbols(after.questions[after.changed], AFTER) + tiers

    def never_after(self, question, after, term, what):
        values = self.solver.check(term, self.wanted_after(after), after.lines)
        if values is not None:
            answers = self.witnesses.answers(values, question, AFTER)
            self.fail("P2", f"question {question}: {what}, here {json.dumps(answers.get(question))} for its answer in",
                      values)

    def replay_both(self, question, after, values):
        self.replay("P2", values)
        answers = self.witnesses.answers(values, question, AFTER)
        known = self.witnesses.reported(json.loads(self.engine.assess(answers)))["known"]
        if known != sum(values[after.at_least("known", tier)] for tier in range(1, len(after.tiers))):
            self.fail("P2", f"the engine does otherwise after question {question}", values, changed=question, mark=AFTER)

    def p3(self):
        """While any rule is open (all ask for more than self_care), the tier is never self_care."""
        for rule in self.clinical["rules"]:
            self.never("P3", both(self.there.is_open(rule), self.here.tier_is(0)),
                       f"rule {rule['id']} is open, and the tier is {self.here.tiers[0]}")

    def p4(self):
        """A topic never shows with its contraindication true, nor unknown where the topic says withhold."""
        topics = {topic["id"]: topic for topic in self.clinical["topics"]}
        for topic in self.pack["topics"]:
            stated = topics.get(topic["id"], topic)
            shows = self.here.shows(topic["id"])
            self.never("P4", both(shows, no(self.there.is_safe(stated))),
                       f"topic {topic['id']} shows with its contraindication")
            noted = {adjustment["id"]: self.here.noted(topic["id"], adjustment)
                     for adjustment in topic["adjustments"]}
            for adjustment in stated["adjustments"]:
                may_harm = no(self.there.is_false(adjustment["when"]))
                self.never("P4", both(shows, may_harm, no(noted.get(adjustment["id"], "false"))),
                           f"topic {topic['id']} shows without its {adjustment['id']}")

    def p5(self):
        """Every rule can fire."""
        for rule in self.pack["rules"]:
            self.some("P5", self.here.raised(rule), f"rule {rule['id']} is never raised")

    def p6(self):
        """Every rule matters: some answers make it alone decide its flag, or it says which rules it overlaps."""
        for rule in self.pack["rules"]:
            rivals = [other for other in self.in_flag(rule["flag"], self.here.tier_of(rule)) if other != rule]
            values = self.solver.check(self.alone(rule, rivals), self.witnesses.wanted)
            if values is not None:
                self.replay("P6", values)
                if rule["overlaps"]:
                    self.fail("P6", f"rule {rule['id']} says that it overlaps and does not", values)
                continue
            others = [other for other in rivals if other["id"] not in rule["overlaps"]]
            self.some("P6", self.alone(rule, others), f"rule {rule['id']} changes nothing")

    def alone(self, rule, rivals):
        return both(self.here.raised(rule), no(either(*map(self.here.raised, rivals))))

    def p7(self):
        """Every tier can be reached."""
        for place, tier in enumerate(self.here.tiers):
            self.some("P7", self.here.tier_is(place), f"tier {tier} is never reached")

    def p8(self):
        """Every text stands in every language."""
        languages = self.pack["text"]
        needed = set(required_texts(self.pack)).union(*(set(paths(texts)) for texts in languages.values()))
        for tag, texts in languages.items():
            for path in sorted(needed - set(paths(texts))):
                self.fail("P8", f"text {'/'.join(path)} is missing in {tag}")

    def p9(self):
        """No two rules have one condition and two tiers."""
        alike = defaultdict(list)
        for place, rule in enumerate(self.pack["rules"]):
            alike[tuple(seen[place] for seen in self.statuses)].append(rule)
        for rules in alike.values():  # the witnesses tell all others apart
            for one, other in combinations(rules, 2):
                differ = either(*(f"(distinct {form(one)} {form(other)})"
                                  for form in (self.here.raised, self.here.clear)))
                if one["tier"] != other["tier"] and self.solver.check(differ) is None:
                    self.fail("P9", f"rules {one['id']} and {other['id']} have one condition and two tiers")

    def p10(self):
        """Every topic can show."""
        for topic in self.pack["topics"]:
            self.some("P10", self.here.shows(topic["id"]), f"topic {topic['id']} never shows")

    def boundaries(self):
        """At and next to every number, where the comparison decides: the engine says what the solver says."""
        for condition in conditions(self.pack):
            for place, leaf in enumerate(leaves(condition)):
                for beside in self.beside(leaf):
                    decides = both(self.here.is_true(with_leaf(condition, place, {"all": []})),
                                   self.here.is_false(with_leaf(condition, place, {"any": []})))
                    known = self.here.known(question_of(leaf))
                    for term in (both(beside, known, decides), both(beside, known)):
                        values = self.solver.check(term, self.witnesses.wanted)
                        if values is not None:
                            self.replay("boundary", values)
                            break

    def beside(self, leaf):
        """The terms of a number on both sides of its bound."""
        if "from" in leaf:
            question = self.here.questions[leaf["question"]]
            number = self.here.number(leaf["question"])
            at = {leaf["from"] - 1, leaf["from"]} if leaf["from"] > question["minimum"] else set()
            at |= {leaf["to"], leaf["to"] + 1} if leaf["to"] < question["maximum"] else set()
            return [f"(= {number} {value})" for value in sorted(at)]
        if leaf.get("at_least", 1) == 1:
            return []
        count = self.here.count([self.here.counts_as(leaf["question"], value) for value in leaf["of"]])
        return [f"(= {count} {value})" for value in (leaf["at_least"] - 1, leaf["at_least"])]


def conditions(pack):
    """Every condition by which a pack decides, each once."""
    found = [question.get("asked_when") for question in pack["questions"]]
    found += [rule["when"] for rule in pack["rules"]]
    for topic in pack["topics"]:
        found += [topic["offered_when"], topic["withheld_when"]]
        found += [adjustment["when"] for adjustment in topic["adjustments"]]
    once = {json.dumps(condition): condition for condition in found if condition}
    return list(once.values())


def with_leaf(condition, place, instead):
    """The condition with another one at the place of a leaf."""
    seen = -1

    def copy(part):
        nonlocal seen
        for word in ("all", "any"):
            if word in part:
                return {word: [copy(side) for side in part[word]]}
        seen += 1
        return instead if seen == place else part

    return copy(condition)


def paths(texts, at=()):
    """The places of all texts that are not empty; a list is one. What a language holds beside them (its paper, its
    emergency number, an advice line if it has one) is no text.
    """
    if isinstance(texts, dict):
        for name, value in texts.items():
            yield from paths(value, (*at, name))
    elif texts and (len(at) > 1 or isinstance(texts, list)):
        yield at


def required_texts(pack):
    """What the pack's ids need in every language."""
    for question in pack["questions"]:
        yield from (("questions", question["id"], what) for what in ("text", "label"))
        for value in question.get("values", ()):
            yield "questions", question["id"], "values", value, "label"
    for rule in pack["rules"]:
        yield "rules", rule["id"]
        yield "reasons", rule["reason"]
    for topic in pack["topics"]:
        yield from (("topics", topic["id"], what) for what in ("title", "line"))
    for kind in pack["kinds"]:
        yield from (("tiers", kind["tier"], what) for what in ("title", "action"))
        yield from (("kinds", kind["id"], what) for what in ("title", "message"))
    for list_name in ("contradictions", "notices"):
        yield from ((list_name, thing["id"]) for thing in pack[list_name])
    for list_name in ("flags", "groups"):
        yield from ((list_name, name) for name in pack[list_name])
