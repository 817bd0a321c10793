"""Section 3: rules, flags, tiers, open questions, contradictions."""

import by_hand

TIERS = by_hand.TIERS


class Assessor:
    def __init__(self, specification):
        self.specification = specification
        self.flags = [(flag, [rule for rule in specification.rules if rule.flag == flag])
                      for flag in by_hand.FLAGS]
        self.question_ids = [question.id for question in specification.questions]
        self.ids_seen = {}

    def ids(self, mask):
        """The questions of a mask, in the order of section 1."""
        if mask not in self.ids_seen:
            self.ids_seen[mask] = [question for place, question in enumerate(self.question_ids)
                                   if mask >> place & 1]
        return self.ids_seen[mask]

    def not_answered(self, condition, reading):
        return self.ids(condition.questions & reading.unknown)

    def assess(self, reading):
        flags = [self.flag(flag, rules, reading) for flag, rules in self.flags]
        raised = [rule["tier"] for flag in flags for rule in flag["rules"]
                  if rule["status"] == "raised"]
        possible = [flag["possible_tier"] for flag in flags if flag["possible_tier"]]
        known = max(map(TIERS.index, raised), default=0)
        possible = max(map(TIERS.index, possible), default=0)
        tier = TIERS[by_hand.reported_tier(known, possible)]
        return {
            "tier": tier,
            "possible_tier": TIERS[possible],
            "complete": possible == known,
            "kind": self.specification.kinds[tier],
            "flags": flags,
            "open_questions": self.open_questions(reading, known),
            "contradictions": self.contradictions(reading),
        }

    def flag(self, flag, rules, reading):
        reported = []
        highest_raised = highest = None
        for rule in rules:
            if not reading.may_be_true(rule.condition):
                continue
            raised = reading.is_true(rule.condition)
            if raised:
                highest_raised = max(highest_raised or 0, rule.tier)
            highest = max(highest or 0, rule.tier)
            reported.append({
                "id": rule.id,
                "status": "raised" if raised else "open",
                "tier": TIERS[rule.tier],
                "because": reading.because(rule.condition),
                "not_answered": self.not_answered(rule.condition, reading),
            })
        if highest is None:
            status = "clear"
        else:
            status = "open" if highest_raised is None else "raised"
        return {
            "id": flag,
            "status": status,
            "tier": None if highest_raised is None else TIERS[highest_raised],
            "possible_tier": None if highest is None else TIERS[highest],
            "rules": reported,
        }

    def open_questions(self, reading, known):
        by_tier = [0] * len(TIERS)
        for rule in self.specification.rules:
            condition = rule.condition
            if rule.tier > known and reading.may_be_true(condition):
                by_tier[rule.tier] |= condition.questions & reading.unknown
        listed = []
        taken = 0
        for tier in reversed(range(len(TIERS))):
            for question in self.ids(by_tier[tier] & ~taken):
                listed.append({"question": question, "could_raise_to": TIERS[tier]})
            taken |= by_tier[tier]
        return listed

    def contradictions(self, reading):
        return [name for name, condition in self.specification.contradictions
                if (reading.is_true(condition) if condition else is_longer_than_life(reading))]


def is_longer_than_life(reading):
    age, duration_days = (reading.counts_as.get(key) for key in ("age", "duration_days"))
    if not isinstance(age, int) or not isinstance(duration_days, int):
        return False
    return by_hand.longer_than_life(age, duration_days)
