#!/usr/bin/env python3
"""Changes the pack as a slip would, and sees that each change is caught: the pack is refused, a case fails, or a proof
does. What none of them catches must decide like the pack for every intake, by the solver; else the run fails.
"""

import argparse
import json
import sys
from collections import Counter

import library
from cases import Cases
from clinical import read_clinical
from equivalence import telling_answers
from mutants import Mutants
from proofs import Proofs
from source import Source

SAMPLE = 200


class Catchers:
    def __init__(self, source, engine):
        self.source, self.engine = source, engine
        self.pack = engine.pack()
        self.cases = Cases(engine)
        self.clinical = read_clinical()

    def catch(self, mutant):
        """(what caught it, the detail)"""
        try:
            engine = library.Engine(self.source.bytes(mutant.change()))
        except library.Refused as refused:
            return "refused", str(refused)
        with engine:
            failed = self.cases.first_that_fails(engine, mutant.place)
            if failed:
                return "case", failed
            answers = telling_answers(self.pack, engine.pack(), self.engine)
            if answers is None:
                return "equivalent", "decides like the pack for every intake"
            with Proofs(engine.pack(), engine, self.clinical) as proofs:
                proofs.run()
                if proofs.failures:
                    return "proof", proofs.failures[0]
            return "survived", f"told apart by {json.dumps(answers)}"


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--library", dest="shared_object", required=True, help="libunknot.so.1")
    options.add_argument("--all", action="store_true", help=f"every mutant, not a sample of {SAMPLE}")
    options.add_argument("--tell", action="append", default=[],
                         choices=("refused", "case", "equivalent", "proof"), help="name these mutants too")
    options = options.parse_args()

    library.load(options.shared_object)
    source = Source()
    mutants = list(Mutants(source).all())
    step = 1 if options.all else max(1, len(mutants) // SAMPLE)
    counts = Counter()
    with library.Engine() as engine:
        catchers = Catchers(source, engine)
        for mutant in mutants[::step]:
            catcher, detail = catchers.catch(mutant)
            counts[catcher] += 1
            if catcher in ("survived", *options.tell):
                print(f"{catcher}: {mutant.name}\n  {detail}", flush=True)
    print(f"{counts.total()} of {len(mutants)} mutants: {counts['case']} caught by a case, {counts['proof']} by a proof, "
          f"{counts['refused']} refused when opened, {counts['equivalent']} equivalent, {counts['survived']} survived")
    return 1 if counts["survived"] or not counts["case"] else 0


if __name__ == "__main__":
    sys.exit(main())
