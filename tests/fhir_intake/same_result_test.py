#!/usr/bin/env python3
"""The same answers as our own intake and as a QuestionnaireResponse, in any of the shapes that EHRs send, give the same
result: same_result_test.py UNKNOT COUNT."""

import json
import pathlib
import random
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "model"))
from intakes import Intakes
from specification import read_specification

DATA_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def code(value, system):
    coding = {"code": value}
    if system is not None:
        coding["system"] = system
    return {"valueCoding": coding}


class Sender:
    """One EHR's habits."""

    def __init__(self, pack, dice):
        self.dice = dice
        self.questions = {question["id"]: question for question in pack["questions"]}
        self.shown = {question["id"]: question for question in pack["shown"]}
        base = pack["canonical_base"]
        self.url = f'{base}/Questionnaire/{pack["id"]}|{pack["version"]}'
        self.system = dice.choice([None, f'{base}/CodeSystem/{pack["id"]}'])
        self.groups = dice.random() < 0.5
        self.adds_text = dice.random() < 0.5
        self.sends_empty = dice.random() < 0.3
        self.booleans = dice.random() < 0.3
        self.decimals = dice.random() < 0.3
        self.words = dice.random() < 0.2

    def answers_to(self, question, answer):
        kind = self.questions[question]["type"]
        if answer == "unsure":
            if kind == "integer":
                return [{"extension": [{"url": DATA_ABSENT, "valueCode": "asked-unknown"}]}]
            return [code("unsure", self.system)]
        if kind == "integer":
            return [{"valueDecimal": float(answer)}] if self.decimals else [{"valueInteger": answer}]
        if kind == "yes_no" and self.booleans:
            return [{"valueBoolean": answer}]
        if kind == "yes_no":
            return [code("yes" if answer else "no", self.system)]
        values = answer if kind == "many" else [answer]
        if self.words and values:
            words = {value["value"]: value["text"] for value in self.shown[question]["values"]}
            return [{"valueString": words[value]} for value in values]
        return [code(value, self.system) for value in values] or [code("none", self.system)]

    def item(self, question, answer):
        item = {"linkId": question}
        if self.adds_text:
            item["text"] = self.shown[question]["text"]
        if answer is not None:
            item["answer"] = self.answers_to(question, answer)
        return item

    def response(self, answers):
        items = [self.item(question, answers.get(question)) for question in self.questions
                 if answers.get(question) is not None or self.sends_empty]
        self.dice.shuffle(items)
        if self.groups and items:
            half = len(items) // 2
            items = [{"linkId": "first", "item": items[:half]}, {"linkId": "second", "item": items[half:]}]
        return {"resourceType": "QuestionnaireResponse", "status": self.dice.choice(["completed", "amended"]),
                "questionnaire": self.url, "meta": {"lastUpdated": "2026-11-22T09:30:00Z"}, "item": items}


def batch(unknot, documents):
    sent = "".join(json.dumps(document) + "\n" for document in documents)
    ran = subprocess.run([unknot, "batch"], input=sent, text=True, stdout=subprocess.PIPE)
    return [json.loads(line) for line in ran.stdout.splitlines()]


def main():
    unknot, count = sys.argv[1], int(sys.argv[2])
    pack = json.loads(subprocess.run([unknot, "pack", "show", "--format", "json"], check=True, stdout=subprocess.PIPE).stdout)
    pack["shown"] = json.loads(subprocess.run([unknot, "questions", "--format", "json"], check=True,
                                              stdout=subprocess.PIPE).stdout)["questions"]
    intakes = [answers for answers in Intakes(read_specification(), 20261122).chunk(0, count)]
    dice = random.Random(20261122)
    responses = [Sender(pack, dice).response(answers) for answers in intakes]
    own = batch(unknot, [{"answers": answers} for answers in intakes])
    read = batch(unknot, responses)
    differing = 0
    for answers, response, expected, result in zip(intakes, responses, own, read, strict=True):
        for document in (expected, result):
            document.pop("warnings", None)
        if expected != result:
            differing += 1
            if differing <= 3:
                print(json.dumps(answers), json.dumps(response), json.dumps(result)[:400], sep="\n", end="\n\n")
    print(f"{count} intakes as QuestionnaireResponses: {differing} differ")
    sys.exit(differing != 0)


main()
