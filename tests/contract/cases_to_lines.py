#!/usr/bin/env python3
"""cases_to_lines.py CASES LINES: the contract's cases, a line a thing, for languages that bring no reader of JSON.

A line is its kind and its fields, each field in base64 so that it needs no escapes, parted by spaces; "-" is null.
A row's problem, flags and documents follow it.
"""

import base64
import json
import sys


def line(kind, *fields):
    def coded(field):
        return "-" if field is None else base64.b64encode(str(field).encode()).decode() or "="

    return " ".join([kind, *map(coded, fields)])


def problem(members):
    return [members[name] for name in ("code", "pointer", "expected", "message")]


def lines(cases):
    yield line("version", cases["version"])
    yield line("info", cases["info_sha256"])
    for locale, sha256 in cases["questions"].items():
        yield line("questions", locale, sha256)
    for row in cases["rows"]:
        # The intake may be no text at all; it is in base64 already.
        yield line("row", row["name"], row["at"], row["status"], row["tier"], row["possible_tier"],
                   int(row["complete"])) + " " + (row["intake"] or "=")
        if row["problem"] is not None:
            yield line("problem", *problem(row["problem"]))
        for flag in row["flags"]:
            yield line("flag", *(flag[name] for name in ("id", "status", "tier", "possible_tier", "title", "reason")))
        for media_type, document in row["documents"].items():
            if "sha256" in document:
                yield line("document", media_type, "ok", document["sha256"], document["size"])
            else:
                yield line("document", media_type, document["status"], *problem(document["problem"]))


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    with open(sys.argv[2], "w", encoding="ascii") as file:
        file.writelines(text + "\n" for text in lines(cases))
