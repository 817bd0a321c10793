#!/usr/bin/env python3
"""Sends all pairs of answers, then random intakes, through `unknot batch` and compares every result with the model's."""

import argparse
import json
import multiprocessing
import subprocess
import sys

from intakes import Intakes
from model import Model
from specification import read_specification

CHUNK = 1000
FLAG_FIELDS = ("id", "status", "tier", "possible_tier")
RULE_FIELDS = ("id", "status", "tier", "because", "not_answered")
RESULT_FIELDS = ("tier", "possible_tier", "complete", "kind", "open_questions", "plan")


def compared(result):
    """The part of the engine's result that the model computes, in the model's shape."""
    seen = {field: result[field] for field in RESULT_FIELDS}
    seen["flags"] = [
        {**{field: flag[field] for field in FLAG_FIELDS},
         "rules": [{field: rule[field] for field in RULE_FIELDS} for rule in flag["rules"]]}
        for flag in result["flags"]]
    seen["contradictions"] = [contradiction["id"] for contradiction in result["contradictions"]]
    return seen


def differences(model, engine, place=""):
    """Where two documents differ, as lines of text."""
    if type(model) is dict and type(engine) is dict:
        for key in sorted(model.keys() | engine.keys()):
            yield from differences(model.get(key), engine.get(key), f"{place}/{key}")
    elif type(model) is list and type(engine) is list and len(model) == len(engine):
        for index, sides in enumerate(zip(model, engine)):
            yield from differences(*sides, f"{place}/{index}")
    elif model != engine or type(model) is not type(engine):
        yield f"  {place}: model {json.dumps(model)}, engine {json.dumps(engine)}"


def judge(model, answers, line):
    """None if the engine's line says what the model says, else the differences as text."""
    try:
        engine = compared(json.loads(line))
    except (ValueError, KeyError, TypeError) as problem:
        return f"  no result ({type(problem).__name__} {problem}): {line[:300]}"
    expected = model.result(answers)
    if expected == engine:
        return None
    return "\n".join(list(differences(expected, engine))[:12])


def run_chunk(unknot, intakes, model, start, size):
    """(passed, texts of the failed)"""
    chunk = list(intakes.chunk(start, size))
    sent = "".join(json.dumps({"answers": answers}) + "\n" for answers in chunk)
    batch = subprocess.run([unknot, "batch"], input=sent, text=True, stdout=subprocess.PIPE)
    lines = batch.stdout.splitlines()
    if len(lines) != size:
        return 0, [f"intakes {start} to {start + size - 1}: {len(lines)} lines for {size}, "
                   f"exit code {batch.returncode}"] * size
    failed = []
    for number, (answers, line) in enumerate(zip(chunk, lines), start):
        difference = judge(model, answers, line)
        if difference:
            failed.append(f"intake {number} {json.dumps(answers)}\n{difference}")
    return size - len(failed), failed


def prepare(unknot, seed):
    global WORKER
    model = Model()
    WORKER = unknot, Intakes(model.specification, seed), model


def work(piece):
    return run_chunk(*WORKER, *piece)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--unknot", required=True, help="the command line program to test")
    options.add_argument("--count", type=int, default=100000, help="random intakes, beside those of the pairs")
    options.add_argument("--seed", default="1")
    options.add_argument("--processes", type=int, default=2)
    options.add_argument("--show", type=int, default=5, help="differences printed in full")
    options = options.parse_args()

    total = options.count + Intakes(read_specification(), options.seed).pairs_count
    pieces = [(start, min(CHUNK, total - start)) for start in range(0, total, CHUNK)]
    passed = failed = 0
    with multiprocessing.Pool(options.processes, prepare, (options.unknot, options.seed)) as pool:
        for chunk_passed, texts in pool.imap(work, pieces):
            for text in texts[:max(0, options.show - failed)]:
                print(text, flush=True)
            passed += chunk_passed
            failed += len(texts)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
