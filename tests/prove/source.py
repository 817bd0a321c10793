"""The built-in pack as clinicians write it, and changed copies of it in the one-file form."""

import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "content" / "lower-back"
FILES = ("pack", "questions", "rules", "topics", "sources")


def read_source():
    source = {name: json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8")) for name in FILES}
    source["text"] = {path.stem: json.loads(path.read_text(encoding="utf-8"))
                      for path in sorted((FOLDER / "text").glob("*.json"))}
    source["pictures"] = {path.stem: path.read_text(encoding="utf-8")
                          for path in sorted((FOLDER / "pictures").glob("*.svg"))}
    return source


class Source:
    """The pack's files; `bytes` writes them as one, with some of them changed."""

    def __init__(self):
        self.files = read_source()
        self.written = {name: json.dumps(content) for name, content in self.files.items()}

    def copy(self, name):
        return json.loads(self.written[name])

    def bytes(self, changed):
        members = {**self.written, **{name: json.dumps(content) for name, content in changed.items()}}
        return ("{" + ",".join(f'"{name}":{text}' for name, text in members.items()) + "}").encode()


def entry(things, thing_id):
    return next(thing for thing in things if thing["id"] == thing_id)
