"""How often each tier and each rule fires on ordinary patients: mix.json, the engine's `batch`, and
the table between the markers of docs/safety.md.

  population.py --unknot PROGRAM            compares the table with what the engine says now
  population.py --unknot PROGRAM --write    writes it anew
"""

import argparse
import collections
import json
import random
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
SAFETY = HERE.parents[1] / "docs" / "safety.md"
BEGIN, END = "<!-- population: begin -->", "<!-- population: end -->"
PATIENTS = 20000
SEED = "20261122"
TIERS = ["emergency", "same_day", "soon", "routine", "self_care"]
RULES_SHOWN = 10
EMERGENCIES_SHOWN = 5

sys.path.insert(0, str(HERE.parent / "model"))
from model import Model


def draw(rng, question, share):
    if question.type == "integer":
        low, high, _ = rng.choices(share, [weight for *_, weight in share])[0]
        return rng.randint(low, high)
    if question.type == "yes/no":
        return rng.random() < share
    if question.type == "one":
        return rng.choices(list(share), list(share.values()))[0]
    return [member for member, chance in share.items() if rng.random() < chance]


def patients(mix, model, unsure):
    questions = model.specification.questions
    for number in range(PATIENTS):
        rng = random.Random(f"{SEED}/{number}")
        answers = {}
        for question in questions:
            answer = draw(rng, question, mix["answers"][question.id])
            is_unsure = rng.random() < unsure
            applies = question.asked_when is None or question.asked_when.holds(
                model.read(answers).true)
            if applies:
                answers[question.id] = "unsure" if is_unsure else answer
        yield answers


def check(mix, model):
    """Every question and every value has its share, and no other."""
    questions = {question.id: question for question in model.specification.questions}
    if set(mix["answers"]) != set(questions):
        sys.exit(f"mix.json: questions differ: {set(mix['answers']) ^ set(questions)}")
    for name, share in mix["answers"].items():
        if isinstance(share, dict) and set(share) != set(questions[name].values):
            sys.exit(f"mix.json: {name}: values differ: {set(share) ^ set(questions[name].values)}")


def run(unknot, intakes):
    lines = "".join(json.dumps({"answers": answers}) + "\n" for answers in intakes)
    batch = subprocess.run([unknot, "batch"], input=lines, capture_output=True, text=True, check=True)
    tiers, rules = collections.Counter(), collections.Counter()
    for line in batch.stdout.splitlines():
        result = json.loads(line)
        tiers[result["tier"]] += 1
        for flag in result["flags"]:
            for rule in flag["rules"]:
                if rule["status"] == "raised":
                    rules[rule["id"], rule["tier"]] += 1
    if sum(tiers.values()) != PATIENTS:
        sys.exit("a patient got no answer")
    return tiers, rules


def percent(count):
    return f"{100 * count / PATIENTS:.1f} %"


def table(unknot):
    mix = json.loads((HERE / "mix.json").read_text(encoding="utf-8"))
    model = Model()
    check(mix, model)
    answered, rules = run(unknot, patients(mix, model, 0))
    unsure, _ = run(unknot, patients(mix, model, 0.01))
    lines = [f"{mix['title']}: {PATIENTS:,} drawn from `tests/safety/mix.json`.", "",
             "| tier | every question answered | one answer in a hundred \"unsure\" |", "|---|---|---|"]
    lines += [f"| {tier} | {percent(answered[tier])} | {percent(unsure[tier])} |" for tier in TIERS]
    most = sorted(rules.items(), key=lambda item: (-item[1], item[0]))
    emergencies = [item for item in most if item[0][1] == "emergency"]
    for title, shown in (("the ten rules that fire most", most[:RULES_SHOWN]),
                         ("the emergencies that fire most", emergencies[:EMERGENCIES_SHOWN])):
        lines += ["", f"| {title} | tier | share of patients |", "|---|---|---|"]
        lines += [f"| {rule} | {tier} | {percent(count)} |" for (rule, tier), count in shown]
    lines += ["", "What the mix assumes:", ""]
    lines += [f"- {assumption}" for assumption in mix["assumptions"]]
    lines += ["", "What it leans on:", ""]
    lines += [f"- {source}" for source in mix["sources"]]
    return "\n".join(lines)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--unknot", required=True)
    options.add_argument("--write", action="store_true")
    options = options.parse_args()
    document = SAFETY.read_text(encoding="utf-8")
    before, rest = document.split(BEGIN)
    stands, after = rest.split(END)
    found = f"\n\n{table(options.unknot)}\n\n"
    if options.write:
        SAFETY.write_text(before + BEGIN + found + END + after, encoding="utf-8")
    elif stands != found:
        print(f"docs/safety.md does not say what the engine does now; population.py --write mends it:{found}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
