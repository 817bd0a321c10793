#!/usr/bin/env python3
"""Writes docs/schema/intake.schema.json; its questions come from the built-in pack.

With --check it writes nothing and fails if the file is not what it would write.
"""

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "content" / "lower-back"
SCHEMA = ROOT / "docs" / "schema" / "intake.schema.json"

# Control characters, line and paragraph separators, and what changes the direction of writing.
PRINTABLE = (r"^[^\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]*$")


def answer(question, text):
    """One question's answers; null is the same as no answer."""
    beside = {"enum": ["unsure", None]}
    if question["type"] == "yes_no":
        form = {"enum": [False, True, "unsure", None]}
    elif question["type"] == "one":
        form = {"enum": [*question["values"], "unsure", None]}
    elif question["type"] == "many":
        items = {"enum": question["values"]}
        form = {"anyOf": [{"type": "array", "items": items, "uniqueItems": True}, beside]}
    else:
        limits = {"minimum": question["minimum"], "maximum": question["maximum"]}
        form = {"anyOf": [{"type": "integer", **limits}, beside]}
    return {"description": text, **form}


def closed(description, properties, **more):
    return {"description": description, "type": "object", "additionalProperties": False, **more,
            "properties": properties}


def printable(description, limit):
    return {"description": f"{description} At most {limit} bytes of UTF-8.", "type": "string",
            "maxLength": limit, "pattern": PRINTABLE}


def locale(description):
    return {"description": description, "type": "string",
            "pattern": "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"}


def schema():
    questions = json.loads((PACK / "questions.json").read_text("utf-8"))["questions"]
    tag = json.loads((PACK / "pack.json").read_text("utf-8"))["languages"][0]
    texts = json.loads((PACK / "text" / f"{tag}.json").read_text("utf-8"))["questions"]
    clinic = closed("The clinic, as the patient's sheet names it.", {
        "name": printable("Its name.", 200),
        "phone": printable("Its telephone number, in any form.", 60),
        "out_of_hours": printable("What to do when it is closed.", 400),
        "emergency_number": {
            "description": "The number to call in an emergency; absent: the locale's.", "type": "string",
            "maxLength": 20, "pattern": "^[0-9 +()-]*[0-9][0-9 +()-]*$"},
        "locale": locale("Language of all that is meant for the clinic; absent: the pack's first."),
    })
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:unknot:schema:1.0:intake",
        "title": "Unknot intake",
        **closed("One patient's answers, and what the clinic wants on the sheet. At most 256 KiB. The engine "
                 "refuses more than a schema can say: a member twice, 46.0 for 46, texts too long in bytes.", {
            "answers": closed("The answers by question id; a question that is absent is unanswered, never \"no\".",
                              {q["id"]: answer(q, texts[q["id"]]["text"]) for q in questions}),
            "request": closed("What the caller knows this intake by; it comes back in the result.", {
                "id": {"description": "The caller's id of the request.", "type": "string",
                       "pattern": "^[A-Za-z0-9._-]{1,64}$"},
                "subject": printable("Whom it is about, such as Patient/123.", 200),
                "encounter": printable("The visit it belongs to, such as Encounter/9.", 200),
            }),
            "handout": closed("How the patient's sheet is to be made.", {
                "locale": locale("Language of the patient's sheet, letter case aside; absent: the pack's first."),
                "large_print": {"description": "A sheet in large print; absent: false.", "type": "boolean"},
                "page": {"description": "Paper size; absent: the locale's.", "enum": ["A4", "Letter"]},
                "date": {"description": "The first day of the plan, a date that exists; absent: days without dates.",
                         "type": "string", "format": "date",
                         "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"},
                "patient_name": printable("The patient's name, for the head of the sheet.", 200),
                "clinic": clinic,
            }),
        }, required=["answers"]),
    }


def main():
    text = json.dumps(schema(), ensure_ascii=False, indent=2)
    # Lists of plain values on one line.
    text = re.sub(r"\[\n\s+([^\[\]{}]+?)\n\s+\]", lambda m: "[" + re.sub(r",\n\s+", ", ", m[1]) + "]", text) + "\n"
    if "--check" not in sys.argv[1:]:
        SCHEMA.write_text(text, "utf-8")
    elif SCHEMA.read_text("utf-8") != text:
        sys.exit("docs/schema/intake.schema.json is out of date: run tests/contract/make_intake_schema.py")


main()
