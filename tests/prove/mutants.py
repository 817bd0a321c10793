"""What a slip of whoever edits the pack could do to it: every operator on every condition, rule and topic."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from grammar import parse
from source import entry

TIERS = ("routine", "soon", "same_day", "emergency")
OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass
class Mutant:
    name: str  # operator, place, detail
    place: str  # the id of the rule, topic, condition or question
    change: Callable  # () -> the pack's files that differ, by name


class Mutants:
    def __init__(self, source):
        self.source = source
        self.names = {named["id"]: named["when"] for named in source.files["rules"]["conditions"]}
        self.questions = {question["id"]: question for question in source.files["questions"]["questions"]}

    def all(self):
        """Each in turn, always in the same order."""
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
            yield Mutant(f"tier lowered: rule {rule['id']}", rule["id"], partial(self.with_lower_tier, rule))
        yield Mutant(f"rule dropped: rule {rule['id']}", rule["id"], partial(self.without_rule, rule))

    def with_lower_tier(self, rule):
        rules = self.source.copy("rules")
        entry(rules["rules"], rule["id"])["tier"] = TIERS[TIERS.index(rule["tier"]) - 1]
        return {"rules": rules}

    def without_rule(self, rule):
        """Without its texts too, if no other rule names them: only what the pack decides is to differ."""
        rules, text = self.source.copy("rules"), self.source.copy("text")
        rules["rules"].remove(rule)
        for texts in text.values():
            texts.get("rules", {}).pop(rule["id"], None)
            if all(other["reason"] != rule["reason"] for other in rules["rules"]):
                texts.get("reasons", {}).pop(rule["reason"], None)
        return {"rules": rules, "text": text}

    def of_topic(self, topic):
        for member in ("offered_when", "withheld_when"):
            if member in topic:
                yield from self.of_condition("topics", "topics", topic["id"], (member,))
        if "withheld_when" in topic:
            yield Mutant(f"contraindications dropped: topic {topic['id']}", topic["id"],
                         partial(self.without_contraindications, topic))
        if topic.get("unknown") == "withhold":
            yield Mutant(f"withhold turned into warn: topic {topic['id']}", topic["id"],
                         partial(self.with_warning, topic))
        for place in range(len(topic.get("adjustments", ()))):
            yield from self.of_condition("topics", "topics", topic["id"], ("adjustments", place, "when"))

    def without_contraindications(self, topic):
        topics, text = self.source.copy("topics"), self.source.copy("text")
        del entry(topics["topics"], topic["id"])["withheld_when"], entry(topics["topics"], topic["id"])["unknown"]
        for texts in text.values():
            for word in ("warn", "left_out"):
                texts.get("topics", {}).get(topic["id"], {}).pop(word, None)
        return {"topics": topics, "text": text}

    def with_warning(self, topic):
        topics, text = self.source.copy("topics"), self.source.copy("text")
        entry(topics["topics"], topic["id"])["unknown"] = "warn"
        for texts in text.values():
            if topic["id"] in texts.get("topics", {}):
                texts["topics"][topic["id"]]["warn"] = "Only if nothing speaks against it."
        return {"topics": topics, "text": text}

    def of_condition(self, file, listed, thing_id, members):
        """Every operator on the text of one condition; what two of them make alike, once."""
        holder = follow(entry(self.source.files[file][listed], thing_id), members[:-1])
        text = holder[members[-1]]
        place = " ".join((listed, thing_id, members[0], *([holder["id"] if "id" in holder else holder["note"]]
                                                          if len(members) > 1 else [])))
        seen = {text}
        for operator, start, end, instead in self.changes(text, members[0] == "withheld_when"):
            changed = text[:start] + instead + text[end:]
            if changed not in seen:
                seen.add(changed)
                name = f"{operator}: {place}: {text[:start]}[{text[start:end]} -> {instead}]{text[end:]}"
                yield Mutant(name, thing_id, partial(self.with_text, file, listed, thing_id, members, changed))

    def with_text(self, file, listed, thing_id, members, text):
        content = self.source.copy(file)
        follow(entry(content[listed], thing_id), members[:-1])[members[-1]] = text
        return {file: content}

    def changes(self, text, is_contraindication):
        """(operator, start, end, what stands there instead)"""
        tree = parse(text, self.names)
        for part in tree.whole():
            if part.kind == "name":
                yield from self.inside_a_name(part, is_contraindication)
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

    def inside_a_name(self, part, is_contraindication):
        """The slip of writing out what a named condition means, and not all of it."""
        meaning = self.names[part.question]
        for operator, start, end, instead in self.changes(meaning, is_contraindication):
            yield operator, part.start, part.end, f"({meaning[:start]}{instead}{meaning[end:]})"

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
        """The opposite, as the notation can say it: it has no "not". The opposite of `has` is to have another one."""
        if part.kind == "name":
            return self.negated(parse(self.names[part.question], self.names))
        if part.kind in ("or", "and"):
            lists, sides = {}, []
            for side in self.flat(part):
                if part.kind == "or" and side.sign == "has":
                    lists.setdefault(side.question, []).append(side.values[0][0])
                else:
                    sides.append(self.negated(side))
            sides += [self.others(question, values) for question, values in lists.items()]
            return None if None in sides else f"({({'or': ' and ', 'and': ' or '}[part.kind]).join(sides)})"
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
        return self.others(part.question, [named for named, _, _ in part.values])

    def flat(self, part):
        """Its sides, with the sides of those of its kind in their place."""
        for side in part.sides:
            while side.kind == "name":
                side = parse(self.names[side.question], self.names)
            yield from self.flat(side) if side.kind == part.kind else [side]

    def others(self, question, named):
        """Any of the values that are not named."""
        values = self.questions[question].get("values") or ["no", "yes"]
        others = ", ".join(value for value in values if value not in named)
        if not others:
            return None
        return (f"count({question}, {{{others}}}) >= 1" if self.questions[question]["type"] == "many"
                else f"{question} in {{{others}}}")


def follow(holder, members):
    for member in members:
        holder = holder[member]
    return holder
