"""Whether two packs decide alike for every intake: rules, tiers, open questions, contradictions and the plan."""

from itertools import chain

from encoding import Encoding, both, declare_answers, either, no, questions_in
from solver import Solver
from witness import Witnesses

OTHER = " other"


def telling_answers(pack, other, engine):
    """An intake by which one can tell two packs apart, or None: there is none.

    Both ask the same questions. What is told of the reasons (`because`, `not_answered`) is left aside.
    """
    one, two = Encoding(pack), Encoding(other, OTHER)
    with Solver(declare_answers(pack["questions"]) + one.lines + two.lines) as solver:
        values = solver.check(either(*differences(one, two)), Witnesses(one, engine).wanted)
        return None if values is None else Witnesses(one, engine).answers(values)


def differences(one, two):
    """Terms, each true of intakes that one of two packs takes otherwise."""
    theirs = {rule["id"]: rule for rule in two.pack["rules"]}
    for rule in one.pack["rules"]:
        other = theirs.pop(rule["id"], None)
        if other is None or other["tier"] != rule["tier"]:
            yield no(one.clear(rule))
        if other is not None:
            yield differ(one.raised(rule), two.raised(other))
            yield differ(one.clear(rule), two.clear(other))
    yield from (no(two.clear(rule)) for rule in theirs.values())
    for question in named_otherwise(one.pack, two.pack):
        yield from (differ(raise_to(one, question, tier), raise_to(two, question, tier))
                    for tier in range(1, len(one.tiers)))
    yield from plan_differences(one, two)
    for ours, other in zip(told(one.pack), told(two.pack)):
        if ours and other:
            yield differ(one.is_true(ours), two.is_true(other))
        elif ours or other:
            yield "true"


def named_otherwise(one, two):
    """The questions that some rule names in one of two packs alone: else both ask what is open alike."""
    named = [{rule["id"]: questions_in(rule["when"]) for rule in pack["rules"]} for pack in (one, two)]
    nothing = set()
    return sorted(set().union(*(named[0].get(rule, nothing) ^ named[1].get(rule, nothing)
                                for rule in named[0] | named[1])))


def differ(one, other):
    return f"(distinct {one} {other})"


def raise_to(encoding, question, tier):
    """The question is open, and could raise to this tier or above."""
    rules = [both(encoding.is_open(rule), no(encoding.at_least("known", encoding.tier_of(rule))))
             for rule in encoding.pack["rules"]
             if encoding.tier_of(rule) >= tier and question in questions_in(rule["when"])]
    return both(no(encoding.known(question)), either(*rules))


def plan_differences(one, two):
    for topic, other in zip(one.pack["topics"], two.pack["topics"], strict=True):
        yield differ(one.shows(topic["id"]), two.shows(topic["id"]))
        yield differ(one.withheld(topic["id"]), two.withheld(topic["id"]))
        warned = [both(encoding.shows(each["id"]), no(encoding.is_false(each["withheld_when"])))
                  if each["withheld_when"] else "false" for encoding, each in ((one, topic), (two, other))]
        yield differ(*warned)
        for adjustment in topic["adjustments"]:
            yield differ(one.noted(topic["id"], adjustment), two.noted(topic["id"], adjustment))


def told(pack):
    """What is told only when true: contradictions, brackets of slots. Notices too."""
    return chain((contradiction.get("when") for contradiction in pack["contradictions"]),
                 (choice["when"] for slot in pack["slots"] for choice in slot["topics"]),
                 (notice["when"] for notice in pack["notices"]))
