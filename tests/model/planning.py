"""Section 5: what the handout holds, what it leaves out, and why."""

import by_hand


class Planner:
    def __init__(self, specification, not_answered):
        self.topics = specification.topics
        self.slots = specification.slots
        self.not_answered = not_answered
        self.held = {kind: [topic for topic in self.topics if by_hand.kind_holds(kind, topic.id)]
                     for kind in specification.kinds.values()}

    def plan(self, reading, kind):
        fitting, withheld = set(), []
        for topic in self.held[kind]:
            if not self.is_offered(topic, kind, reading):
                continue
            if self.is_withheld(topic, reading):
                withheld.append({"topic": topic.id, **self.why(topic.withheld_when, reading)})
            else:
                fitting.add(topic.id)
        main = self.fill_slots(reading, kind, fitting)
        return {
            "main": main,
            "more": [topic.id for topic in self.topics
                     if topic.id in fitting and topic.id not in main],
            "withheld": withheld,
            "notes": [note for topic in self.topics if topic.id in fitting
                      for note in self.notes(topic, reading)],
        }

    def is_offered(self, topic, kind, reading):
        return (topic.offered_when is None or (kind, topic.id) in by_hand.ALWAYS_OFFERED
                or reading.is_true(topic.offered_when))

    def is_withheld(self, topic, reading):
        if topic.withheld_when is None:
            return False
        if topic.unknown == "withhold":
            return reading.may_be_true(topic.withheld_when)
        return reading.is_true(topic.withheld_when)

    def why(self, condition, reading):
        return {"because": reading.because(condition),
                "not_answered": self.not_answered(condition, reading)}

    def fill_slots(self, reading, kind, fitting):
        main = []
        for slot in self.slots:
            if by_hand.SLOT_ONLY_IN.get(slot.id, kind) != kind:
                continue
            taken = 0
            for topic, bracket in slot.choices:
                if taken == slot.at_most:
                    break
                if topic not in fitting or topic in main:
                    continue
                if bracket is not None and not reading.is_true(bracket):
                    continue
                main.append(topic)
                taken += 1
                follower = by_hand.FOLLOWS.get(topic)
                if follower in fitting:
                    main.append(follower)
        return main

    def notes(self, topic, reading):
        if topic.withheld_when and reading.may_be_true(topic.withheld_when):
            yield {"topic": topic.id, "note": "warn", "part": None,
                   **self.why(topic.withheld_when, reading)}
        for note in topic.notes:
            if reading.may_be_true(note.condition):
                yield {"topic": topic.id, "note": note.note, "part": note.part,
                       **self.why(note.condition, reading)}


def warmth_days(plan, kind, duration_days):
    """The tick sheet's warmth row: "cold", "heat" or None for each of its days."""
    if kind not in by_hand.KINDS_WITH_TICK_SHEET:
        return None
    heat = "heat" if "heat" in plan["main"] + plan["more"] else None
    return ["cold" if "cold" in plan["main"] and by_hand.is_cold_day(duration_days, day) else heat
            for day in by_hand.TICK_SHEET_DAYS]
