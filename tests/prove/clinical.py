"""docs/clinical.md in the form in which the engine shows a pack, so that both are encoded alike.

The tables are read by tests/model, which shares nothing with the engine.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "model"))

import by_hand
import notation
from specification import read_specification

TYPES = {"integer": "integer", "one": "one", "many": "many", "yes/no": "yes_no"}
YES_NO = {False: "no", True: "yes"}


def read_clinical():
    specification = read_specification()
    questions = {question.id: question for question in specification.questions}
    return {
        "questions": [shown_question(question, questions) for question in specification.questions],
        "rules": [{"id": rule.id, "flag": rule.flag, "tier": by_hand.TIERS[rule.tier],
                   "when": shown(rule.condition.tree, questions)} for rule in specification.rules],
        "kinds": [shown_kind(tier, specification) for tier in by_hand.TIERS],
        "topics": [shown_topic(topic, questions) for topic in specification.topics],
    }


def shown_question(question, questions):
    out = {"id": question.id, "type": TYPES[question.type]}
    if question.type == "integer":
        out |= {"minimum": question.low, "maximum": question.high}
    else:
        out["values"] = ["no", "yes"] if question.type == "yes/no" else list(question.values)
    if question.asked_when:
        otherwise = question.otherwise
        out["asked_when"] = shown(question.asked_when.tree, questions)
        out["else"] = otherwise if type(otherwise) is list else [word(otherwise)]
    return out


def shown_kind(tier, specification):
    kind = specification.kinds[tier]
    held = [topic.id for topic in specification.topics if by_hand.kind_holds(kind, topic.id)]
    return {"id": kind, "tier": tier, "topics": held,
            "always_offers": [topic for where, topic in by_hand.ALWAYS_OFFERED if where == kind]}


def shown_topic(topic, questions):
    def condition(read):
        return shown(read.tree, questions) if read else None

    return {"id": topic.id, "offered_when": condition(topic.offered_when),
            "withheld_when": condition(topic.withheld_when), "unknown": topic.unknown,
            "adjustments": [{"id": note.part or note.note, "note": note.note, "when": condition(note.condition)}
                            for note in topic.notes]}


def word(value):
    return YES_NO.get(value, value) if type(value) is bool else value


def shown(tree, questions):
    if isinstance(tree, (notation.Or, notation.And)):
        sides = [shown(side, questions) for side in tree.sides]
        return {"any" if isinstance(tree, notation.Or) else "all": sides}
    if isinstance(tree, notation.IsUnsure):
        return {"unsure": tree.question}
    if isinstance(tree, notation.Compares):
        return {"question": tree.question, **bounds(tree, questions[tree.question])}
    if isinstance(tree, notation.IsOneOf):
        return {"question": tree.question, "at_least": 1, "of": [word(value) for value in tree.values]}
    if isinstance(tree, notation.Has):
        return {"question": tree.question, "at_least": 1, "of": [tree.member]}
    return {"question": tree.question, "at_least": tree.least, "of": list(tree.members)}


def bounds(compares, question):
    sign, number = compares.sign, compares.number
    low = {"=": number, ">=": number, ">": number + 1}.get(sign, question.low)
    high = {"=": number, "<=": number, "<": number - 1}.get(sign, question.high)
    return {"from": low, "to": high}
