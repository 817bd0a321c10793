#!/usr/bin/env python3
"""Proves P1 to P10 on the built-in pack as the engine loaded it, with z3; cvc5 must agree on every query."""

import argparse
import sys
import time

import library
from clinical import read_clinical
from proofs import Proofs


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--library", dest="shared_object", required=True, help="libunknot.so.1")
    options = options.parse_args()

    library.load(options.shared_object)
    with library.Engine() as engine, Proofs(engine.pack(), engine, read_clinical()) as proofs:
        for name in Proofs.NAMES:
            start, queries = time.monotonic(), len(proofs.solver.verdicts)
            proofs.run([name])
            claim = getattr(proofs, name.lower()).__doc__.splitlines()[0]
            print(f"{name}: {claim} {len(proofs.solver.verdicts) - queries} queries, "
                  f"{time.monotonic() - start:.1f} s", flush=True)
        proofs.boundaries()
        proofs.failures += [f"cvc5 does not agree with z3 on query {number}"
                            for number in proofs.solver.disagreements()]
        for failure in dict.fromkeys(proofs.failures):
            print(failure)
        print(f"{len(proofs.solver.verdicts)} queries, z3 and cvc5; {proofs.witnesses.replayed} witnesses and "
              f"boundaries replayed through the library; {len(proofs.failures)} failures")
        return 1 if proofs.failures else 0


if __name__ == "__main__":
    sys.exit(main())
