#!/usr/bin/env python3
"""Writes tests/cases from the model. Run once: from then on the cases are data, and a case that
no longer agrees is a change of the medicine to be decided, not a file to be written anew."""

import json

import cases_by_hand
import cases_of_conditions
import cases_of_topics
from case_search import Search
from cases import CASES, expectation
from intakes import Intakes
from model import Model


def as_text(case):
    """One line for each fact."""
    def members(facts, indent):
        return ",\n".join(f"{indent}{json.dumps(key)}: {json.dumps(fact, ensure_ascii=False)}"
                          for key, fact in facts.items())
    head = {key: fact for key, fact in case.items() if key != "expect"}
    expect = members(case["expect"], "    ")
    return "{\n" + members(head, "  ") + ',\n  "expect": {\n' + expect + "\n  }\n}\n"


class Writer:
    def __init__(self, model):
        self.model = model
        self.written = {}

    def write(self, path, title, about, patient_name, answers, asked=()):
        case = {"title": title, "about": about, "patient": patient_name, "answers": answers,
                "expect": expectation(self.model, patient_name, answers, asked)}
        target = CASES / f"{path}.json"
        if target in self.written:
            raise ValueError(f"two cases are called {path}")
        self.written[target] = case
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(as_text(case), encoding="utf-8")


def main():
    model = Model()
    search = Search(model, Intakes(model.specification, "cases").levels)
    writer = Writer(model)
    cases_of_conditions.write(writer, search)
    cases_of_topics.write(writer, search)
    cases_by_hand.write(writer)
    print(f"{len(writer.written)} cases")


if __name__ == "__main__":
    main()
