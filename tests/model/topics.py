"""Reads a row of the topics' table and a row of the slots' table (section 5)."""

import re
from dataclasses import dataclass

import by_hand

NOTES = {"part": "part_left_out", "parts": "part_left_out", "instead": "instead",
         "ask first": "ask_first", "count it": "count_it"}
NOTE = re.compile(r"(parts?|instead|ask first|count it)\b ?(.*)")


@dataclass
class Note:
    note: str
    part: str  # the part or variant, None for ask_first and count_it
    condition: object


@dataclass
class Topic:
    id: str
    offered_when: object  # None: always
    withheld_when: object  # None: never
    unknown: str  # withhold or warn
    notes: list


@dataclass
class Slot:
    id: str
    choices: list  # (topic, condition of its bracket or None)
    at_most: int


def read_topic(row, condition):
    notes = []
    for piece in filter(None, row["parts and variants"].split("; ")):
        words, when = piece.split(": ")
        word, subject = NOTE.fullmatch(words).groups()
        for part in parts_of(word, subject):
            notes.append(Note(NOTES[word], part, condition(when)))
    if bool(row["withheld when"]) != (row["unknown"] in ("withhold", "warn")):
        raise ValueError(f"{row['topic']}: withheld when and unknown do not go together")
    return Topic(row["topic"], condition(row["offered when"]), condition(row["withheld when"]),
                 row["unknown"], notes)


def parts_of(word, subject):
    if word in ("part", "parts"):
        return subject.split(", ")
    return [by_hand.VARIANTS[subject]] if word == "instead" else [None]


def read_slot(row, condition):
    choices = []
    text = re.sub(r"\([^)]*\)", "", row["topics, first that fits"])
    for piece in text.split(","):
        topic, bracket = re.fullmatch(r"(\w+)(?: \[(.*)\])?", piece.strip()).groups()
        choices.append((topic, condition(bracket)))
    return Slot(row["slot"].split()[0], choices, int(row["at most"]))
