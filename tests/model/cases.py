"""What a case is: a patient, the answers laid over the patient's, and what must come out."""

from pathlib import Path

from intakes import patient

CASES = Path(__file__).resolve().parents[1] / "cases"


def laid_over(patient_name, answers):
    """The patient's answers with the case's laid over them; null takes one away."""
    together = {**patient(patient_name), **answers}
    return {question: answer for question, answer in together.items() if answer is not None}


def expectation(model, patient_name, answers, asked=()):
    """Everything a case expects; `warmth` (the tick sheet, day by day) only where asked for."""
    answers = laid_over(patient_name, answers)
    result = model.result(answers)
    rules = [rule for flag in result["flags"] for rule in flag["rules"]]
    plan = result["plan"]
    expected = {
        "tier": result["tier"],
        "possible_tier": result["possible_tier"],
        "complete": result["complete"],
        "kind": result["kind"],
        "raised": [rule["id"] for rule in rules if rule["status"] == "raised"],
        "open": [rule["id"] for rule in rules if rule["status"] == "open"],
        "flags": {flag["id"]: flag["tier"] for flag in result["flags"] if flag["tier"]},
        "open_questions": {question["question"]: question["could_raise_to"]
                           for question in result["open_questions"]},
        "contradictions": result["contradictions"],
        "main": plan["main"],
        "more": plan["more"],
        "withheld": [withheld["topic"] for withheld in plan["withheld"]],
        "notes": [":".join(filter(None, (note["topic"], note["note"], note["part"])))
                  for note in plan["notes"]],
    }
    if "warmth" in asked:
        expected["warmth"] = model.warmth(answers)
    return expected
