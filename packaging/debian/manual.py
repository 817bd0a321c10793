#!/usr/bin/env python3
"""manual.py PROGRAM SECTION SUMMARY: writes the manual page of a command from what it and its subcommands say to --help.

Such a page cannot fall behind the program.  The same program gives the same bytes.
"""

import re
import subprocess
import sys
from pathlib import Path


def help_of(program, words):
    return subprocess.run([program, *words, "--help"], check=True, capture_output=True, text=True).stdout.splitlines()


def escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text[:1] in (".", "'") else text


def entries(lines, column):
    """(name, description) of lines such as "  --locale TAG   Language": a long name has its description below it."""
    found = []
    for line in lines:
        if not line:
            break
        if line.startswith(" " * column):
            name, description = found[-1]
            found[-1] = (name + description, line.strip())
        else:
            found.append((line[2:column], line[column:]))
    return [(name.strip(), description.strip()) for name, description in found]


def parts(lines):
    """(heading, lines) of each part of a help text; what stands before the first has the heading ""."""
    heading, inside = "", []
    for line in lines:
        match = re.fullmatch(r"(Usage|Positionals|Options|Subcommands|Exit codes|Example)(?:: (.+)|:)", line)
        if not match:
            inside.append(line)
            continue
        yield heading, inside
        heading, inside = match[1], [match[2]] if match[2] else []
    yield heading, inside


def list_of(items):
    """Each name in bold, what belongs to it behind, and its description below."""
    lines = []
    for name, description in items:
        word, _, more = name.partition(" ")
        lines += [".TP", f"\\fB{escaped(word)}\\fR {escaped(more)}".rstrip(), escaped(description)]
    return lines


def text_of(lines):
    """Paragraphs; what is indented is written as it stands."""
    for line in lines:
        if not line:
            yield ".PP"
        elif line.startswith("  "):
            yield from (".PP", ".RS", ".nf", escaped(line.strip()), ".fi", ".RE", ".PP")
        else:
            yield escaped(line)


def describe(program, words):
    """A command and, below it, its subcommands."""
    lines = help_of(program, words)
    column = next(line.index("Print this help") for line in lines if "Print this help" in line)
    options, below, end = [], [], []
    for heading, inside in parts(lines):
        while inside and not inside[-1]:
            inside.pop()
        if heading in ("Positionals", "Options"):
            options += list_of(entries(inside, column))
            end += text_of(inside[inside.index("") :] if "" in inside else [])
        elif heading == "Subcommands":
            for name, _ in entries(inside, column):
                below += describe(program, [*words, name])
        elif heading == "Usage":
            options += [".PP", f"\\fB{escaped(inside[0])}\\fR"]
            end += text_of(inside[1:])
        elif heading == "Exit codes":
            end += [".SS Exit status", *list_of(line.split(maxsplit=1) for line in inside)]
        elif heading == "Example":
            end += [".PP", f"Example: {escaped(inside[0])}", *text_of(inside[1:])]
        else:
            options += text_of(inside)
    title = " ".join([Path(program).name, *words])
    return [*([f".SS {escaped(title)}"] if words else []), *options, *end, *below]


def page(program, section, summary):
    name = Path(program).name
    version = subprocess.run([program, "--version"], check=True, capture_output=True, text=True).stdout.split()[1]
    head = [f'.TH {name.upper()} {section} "" "{name} {version}"', ".SH NAME", f"{name} \\- {escaped(summary)}", ".SH DESCRIPTION"]
    lines = [*head, *describe(program, [])]
    # A paragraph that another one follows is none.
    kept = [line for line, after in zip(lines, [*lines[1:], ".PP"]) if line != ".PP" or after[:3] not in (".PP", ".TP", ".SS")]
    return "\n".join(kept) + "\n"


if __name__ == "__main__":
    sys.stdout.write(page(*sys.argv[1:]))
