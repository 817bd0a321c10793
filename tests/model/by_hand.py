"""What docs/clinical.md says in prose and not in a table, copied by hand.

Everything else in this model is read from the tables. When the prose of the specification
changes, this file has to be read against it again.
"""

# Section 3: the tiers from low to high, and the flags in their order.
TIERS = ("self_care", "routine", "soon", "same_day", "emergency")
FLAGS = ("neurological", "bowel_bladder", "trauma", "cancer_history", "fever", "weight_loss",
         "severe_pain", "persistent_pain", "leg_pain", "osteoporosis", "other_serious")


def reported_tier(known, possible):
    """Section 3, "What is reported": `tier` from `known` and `possible_tier` (0 to 4)."""
    if possible <= known:
        return known
    return max(known, TIERS.index("soon" if possible >= TIERS.index("same_day") else "routine"))


# Section 3: the one contradiction outside the notation, duration_days > 366 x (age + 1).
LONGER_THAN_LIFE = "longer-than-life"


def longer_than_life(age, duration_days):
    return duration_days > 366 * (age + 1)


# Section 4: topics that a kind may hold. None stands for all of them.
SEE_CLINICIAN_FIRST = ("stay_active", "positions_of_comfort", "cold", "heat", "stress",
                       "ibuprofen", "paracetamol", "clinician_can")
NOT_IN_SELF_CARE = ("clinician_can", "muscle_relaxants")


def kind_holds(kind, topic):
    if kind in ("get_care_now", "get_care_today"):
        return False
    if kind == "see_clinician_first":
        return topic in SEE_CLINICIAN_FIRST
    if kind == "self_care":
        return topic not in NOT_IN_SELF_CARE
    return True


# Section 4: "stress (always offered here)".
ALWAYS_OFFERED = {("see_clinician_first", "stress")}

# Section 5: variants are named in words there, the result needs an id.
VARIANTS = {
    "standing at a wall": "standing_at_a_wall",
    "seated": "seated",
    '"keep greens steady from day to day"': "steady_greens",
}

# Section 5, slot `comfort`: "(only in see_clinician_first)".
SLOT_ONLY_IN = {"comfort": "see_clinician_first"}

# Section 5, slot `daily`: in `main` it follows at once, outside the count.
FOLLOWS = {"desk_setup": "movement_breaks"}

# Section 5: the two-week tick sheet.
KINDS_WITH_TICK_SHEET = ("self_care", "self_care_with_visit")
TICK_SHEET_DAYS = range(1, 15)


def is_cold_day(duration_days, day):
    return duration_days + day - 1 <= 3
