"""What a slip of whoever edits the pack could do to it: every operator on every condition, rule and topic."""

from dataclasses import dataclass

from grammar import parse
from source import entry

TIERS = ("routine", "soon", "same_day", "emergency")
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass
class Mutant:
    name: str  # operator, place, detail
    changed: dict  # the pack's files that differ, by name
    place: str  # the id of the rule, topic, condition or question


class Mutants:
    def __init__(self, source):
        self.source = source
        self.names = {named["id"]: named["when"] for named in source.files["rules"]["conditions"]}
        self.questions = {question["id"]: question for question in source.files["questions"]["questions"]}

    def all(self):
        """Each changed pack once, in a fixed order."""
        seen = set()
        for mutant in self.each():
            written = tuple(sorted((name, str(content)) for name, content in mutant.changed.items()))
            if written not in seen:
                seen.add(written)
                yield mutant

    def each(self):
        rules = self.source.files["rules"]
        for question in self.source.files["questions"]["questions"]:
            if "asked_when" in question:
                yield from self.of_condition("questions", "questions", question["id"], ("asked_when",))
        for listed in ("conditions", "rules", "contradictions"):
            for thing in rules[listed]:
                if "when" in thing:
                    yield from self.of_condition("rules", listed, thing["id"], ("when",))
        for rule in rules["rules"]:
            yield from self.of_rule(rule)
        for topic in self.source.files["topics"]["topics"]:
            yield from self.of_topic(topic)

    def of_rule(self, rule):
        if rule["tier"] != TIERS[0]:
            changed = self.source.copy("rules")
            entry(changed["rules"], rule["id"])["tier"] = TIERS[TIERS.index(rule["tier"]) - 1]
            yield Mutant(f"tier lowered: rule {rule['id']}", {"rules": changed}, rule["id"])
        changed, text = self.source.copy("rules"), self.source.copy("text")
        changed["rules"] = [other for other in changed["rules"] if other["id"] != rule["id"]]
        self.drop_texts(rule, changed, text)
        yield Mutant(f"rule dropped: rule {rule['id']}", {"rules": changed, "text": text}, rule["id"])

    @staticmethod
    def drop_texts(rule, changed, text):
        """The texts that no rule names any more: only what the pack decides is to differ."""
        for texts in text.values():
            texts.get("rules", {}).pop(rule["id"], None)
            if all(other["reason"] != rule["reason"] for other in changed["rules"]):
                texts.get("reasons", {}).pop(rule["reason"], None)

    def of_topic(self, topic):
        if "offered_when" in topic:
            yield from self.of_condition("topics", "topics", topic["id"], ("offered_when",))
        if "withheld_when" in topic:
            yield from self.of_condition("topics", "topics", topic["id"], ("withheld_when",))
            changed, text = self.source.copy("topics"), self.source.copy("text")
            dropped = entry(changed["topics"], topic["id"])
            del dropped["withheld_when"], dropped["unknown"]
            for texts in text.values():
                for word in ("warn", "left_out"):
                    texts.get("topics", {}).get(topic["id"], {}).pop(word, None)
            yield Mutant(f"contraindications dropped: topic {topic['id']}", {"topics": changed, "text": text},
                         topic["id"])
        if topic.get("unknown") == "withhold":
            changed, text = self.source.copy("topics"), self.source.copy("text")
            entry(changed["topics"], topic["id"])["unknown"] = "warn"
            for texts in text.values():
                if topic["id"] in texts.get("topics", {}):
                    texts["topics"][topic["id"]]["warn"] = "Only if nothing speaks against it."
            yield Mutant(f"withhold turned into warn: topic {topic['id']}", {"topics": changed, "text": text},
                         topic["id"])
        for place, adjustment in enumerate(topic.get("adjustments", ())):
            yield from self.of_condition("topics", "topics", topic["id"], ("adjustments", place, "when"))

    def of_condition(self, file, listed, thing_id, members):
        """Every operator on the text of one condition."""
        holder = entry(self.source.files[file][listed], thing_id)
        for member in members[:-1]:
            holder = holder[member]
        text = holder[members[-1]]
        part = f" {members[0]} {holder.get('id', holder.get('note', ''))}" if len(members) > 1 else f" {members[0]}"
        for operator, start, end, instead in self.changes(text, members[0] == "withheld_when"):
            changed = self.source.copy(file)
            place = entry(changed[listed], thing_id)
            for member in members[:-1]:
                place = place[member]
            place[members[-1]] = text[:start] + instead + text[end:]
            yield Mutant(f"{operator}: {listed} {thing_id}{part}: {text[:start]}[{text[start:end]} -> {instead}]"
                         f"{text[end:]}", {file: changed}, thing_id)

    def changes(self, text, is_contraindication):
        """(operator, start, end, what stands there instead)"""
        tree = parse(text, self.names)
        for part in tree.whole():
            negated = self.negated(part)
            if negated:
                yield "condition negated", part.start, part.end, negated
            if part.kind == "or":
                yield from self.without_a_side(part, is_contraindication)
            if part.kind in ("number", "count"):
                number, start, end = part.values[0]
                for moved in (int(number) - 1, int(number) + 1):
                    yield "bound moved", start, end, str(moved)
            values = part.values[1:] if part.kind == "count" else part.values if part.sign == "in" else []
            if len(values) > 1:
                yield from self.without_a_value(values)

    @staticmethod
    def without_a_side(part, is_contraindication):
        for place, side in enumerate(part.sides):
            operator = ("unsure forgotten" if side.kind == "unsure" else
                        "contraindication dropped" if is_contraindication else "side dropped")
            if place:
                yield operator, part.sides[place - 1].end, side.end, ""
            else:
                yield operator, side.start, part.sides[1].start, ""

    @staticmethod
    def without_a_value(values):
        for place, (_, start, end) in enumerate(values):
            if place:
                yield "value dropped", values[place - 1][2], end, ""
            else:
                yield "value dropped", start, values[1][1], ""

    def negated(self, part):
        """The opposite, as the notation can say it: it has no "not"."""
        if part.kind in ("or", "and"):
            sides = [self.negated(side) for side in part.sides]
            return None if None in sides else f"({({'or': ' and ', 'and': ' or '}[part.kind]).join(sides)})"
        if part.kind == "name":
            return self.negated(parse(self.names[part.question], self.names))
        question = self.questions[part.question]
        if part.kind == "number":
            number = part.values[0][0]
            if part.sign == "=":
                return f"({part.question} < {number} or {part.question} > {number})"
            return f"{part.question} {OPPOSITE[part.sign]} {number}"
        values = question.get("values") or ["no", "yes"]
        if part.kind == "unsure":  # asked, and answered
            if question["type"] == "integer":
                return f"{part.question} >= {question['minimum']}"
            return f"{part.question} in {{{', '.join(values)}}}" if question["type"] != "many" else None
        others = [value for value in values if value not in [named for named, _, _ in part.values]]
        if not others:
            return None
        listed = ", ".join(others)
        return (f"count({part.question}, {{{listed}}}) >= 1" if question["type"] == "many"
                else f"{part.question} in {{{listed}}}")
