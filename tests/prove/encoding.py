"""A pack as the engine shows it (docs/schema/pack.schema.json), as SMT-LIB text.

An answer is four symbols: given, said unsure, and the value. Everything else is defined by them: what a question
counts as, what is true and what is false of a condition (neither: unknown), rules, tiers, topics. `Encoding` may be
made twice over the same answers, for two packs or for two intakes that differ in one question: `mark` then tells the
second one's symbols apart.
"""

# clinical.md section 3: while a higher tier is possible, the tier is at least the first where the second is possible.
FLOORS = {1: 1, 2: 3}


def symbol(*words):
    return f"|{' '.join(words)}|"


def both(*terms):
    return f"(and {' '.join(terms)})" if terms else "true"


def either(*terms):
    return f"(or {' '.join(terms)})" if terms else "false"


def no(term):
    return f"(not {term})"


def leaves(condition):
    """The comparisons and unsure of a condition."""
    sides = condition.get("all", condition.get("any"))
    if sides is None:
        yield condition
    else:
        for side in sides:
            yield from leaves(side)


def question_of(leaf):
    return leaf["unsure"] if "unsure" in leaf else leaf["question"]


def questions_in(condition):
    return {question_of(leaf) for leaf in leaves(condition)} if condition else set()


def values_of(question):
    """The value symbols of a question's answer, with their sort."""
    if question["type"] == "many":
        return [(symbol(question["id"], "has", value), "Bool") for value in question["values"]]
    return [(symbol(question["id"], "value"), "Int")]


def declare_answers(questions):
    """The answers that a patient may give to the questions."""
    return [line for question in questions for line in declare_answer(question)]


def declare_answer(question, mark=""):
    given, unsure = (symbol(question["id"], word + mark) for word in ("given", "said-unsure"))
    yield f"(declare-const {given} Bool)"
    yield f"(declare-const {unsure} Bool)"
    yield f"(assert {no(both(given, unsure))})"
    for value, sort in values_of(question):
        value = marked(value, mark)
        yield f"(declare-const {value} {sort})"
        if sort == "Int":
            low, high = question.get("minimum", 0), question.get("maximum", len(question.get("values", ())) - 1)
            yield f"(assert (<= {low} {value} {high}))"


def marked(name, mark):
    return name[:-1] + mark + "|"


class Encoding:
    """The lines that define a pack's meaning, and the names of what they define.

    `changed`: the question whose answer has the mark too; only what depends on it is then defined anew.
    """

    def __init__(self, pack, mark="", changed=None, floors=FLOORS):
        self.pack, self.mark = pack, mark
        self.questions = {question["id"]: question for question in pack["questions"]}
        self.changed = changed
        self.affected = set(self.questions) if changed is None else self.depending_on(changed)
        self.lines = []
        if changed is not None:
            self.lines += declare_answer(self.questions[changed], mark)
        for question in pack["questions"]:
            if question["id"] in self.affected:
                self.define_question(question)
        for rule in pack["rules"]:
            if self.is_affected(rule["when"]):
                self.define(self.raised(rule), self.is_true(rule["when"]))
                self.define(self.clear(rule), self.is_false(rule["when"]))
        self.define_tiers(floors)
        if changed is None:
            for topic in pack["topics"]:
                self.define_topic(topic)

    def depending_on(self, changed):
        affected = {changed}
        for question in self.pack["questions"]:  # a question is asked by what stands before it
            if questions_in(question.get("asked_when")) & affected:
                affected.add(question["id"])
        return affected

    def is_affected(self, condition):
        return bool(questions_in(condition) & self.affected)

    def define(self, name, term):
        # A constant, not define-fun: its value is then part of the model, and need not be computed for each witness.
        self.lines += [f"(declare-const {name} Bool)", f"(assert (= {name} {term}))"]

    # Questions.

    def answer(self, question, word):
        return symbol(question, word + (self.mark if question == self.changed else ""))

    def derived(self, question, word):
        return symbol(question, word + (self.mark if question in self.affected else ""))

    def given(self, question):
        return self.answer(question, "given")

    def said_unsure(self, question):
        return self.answer(question, "said-unsure")

    def left_out(self, question):
        """It does not apply, and counts as its else value."""
        return self.derived(question, "left-out")

    def unsure(self, question):
        return self.derived(question, "unsure")

    def known(self, question):
        return self.derived(question, "known")

    def counts_as(self, question, value):
        return symbol(question, "is", value + (self.mark if question in self.affected else ""))

    def number(self, question):
        return self.answer(question, "value")

    def define_question(self, question):
        name = question["id"]
        asked_when = question.get("asked_when")
        does_not_apply = self.is_false(asked_when) if asked_when else "false"
        self.define(self.left_out(name), both(no(self.given(name)), does_not_apply))
        self.define(self.unsure(name), both(self.said_unsure(name), no(self.left_out(name))))
        self.define(self.known(name), either(self.given(name), self.left_out(name)))
        for place, value in enumerate(question.get("values", ())):
            is_answer = (self.answer_has(name, value) if question["type"] == "many"
                         else f"(= {self.number(name)} {place})")
            way = both(self.given(name), is_answer)
            if value in question.get("else", ()):
                way = either(way, self.left_out(name))
            self.define(self.counts_as(name, value), way)

    def answer_has(self, question, value):
        return symbol(question, "has", value + (self.mark if question == self.changed else ""))

    # Conditions: true and false; neither is unknown.

    def is_true(self, condition):
        if "all" in condition:
            return both(*map(self.is_true, condition["all"]))
        if "any" in condition:
            return either(*map(self.is_true, condition["any"]))
        if "unsure" in condition:
            return self.unsure(condition["unsure"])
        return both(self.known(condition["question"]), self.comparison(condition))

    def is_false(self, condition):
        if "all" in condition:
            return either(*map(self.is_false, condition["all"]))
        if "any" in condition:
            return both(*map(self.is_false, condition["any"]))
        if "unsure" in condition:
            return no(self.unsure(condition["unsure"]))
        return both(self.known(condition["question"]), no(self.comparison(condition)))

    def comparison(self, leaf):
        if "from" in leaf:
            return f"(<= {leaf['from']} {self.number(leaf['question'])} {leaf['to']})"
        members = [self.counts_as(leaf["question"], value) for value in leaf["of"]]
        if leaf["at_least"] == 1:
            return either(*members)
        return f"(>= {self.count(members)} {leaf['at_least']})"

    @staticmethod
    def count(members):
        return f"(+ {' '.join(f'(ite {member} 1 0)' for member in members)} 0)"

    # Rules and tiers.

    def raised(self, rule):
        return symbol("raised", rule["id"] + (self.mark if self.is_affected(rule["when"]) else ""))

    def clear(self, rule):
        return symbol("clear", rule["id"] + (self.mark if self.is_affected(rule["when"]) else ""))

    def is_open(self, rule):
        return no(either(self.raised(rule), self.clear(rule)))

    def tier_of(self, rule):
        return self.tiers.index(rule["tier"])

    @property
    def tiers(self):
        return [kind["tier"] for kind in self.pack["kinds"]]

    def at_least(self, what, tier):
        """what: known, possible or tier."""
        return symbol(what, ">=", str(tier) + self.mark) if tier else "true"

    def tier_is(self, tier):
        above = self.at_least("tier", tier + 1) if tier + 1 < len(self.tiers) else "false"
        return both(self.at_least("tier", tier), no(above))

    def define_tiers(self, floors):
        for tier in range(1, len(self.tiers)):
            rules = [rule for rule in self.pack["rules"] if self.tier_of(rule) >= tier]
            self.define(self.at_least("known", tier), either(*map(self.raised, rules)))
            self.define(self.at_least("possible", tier), either(*(no(self.clear(rule)) for rule in rules)))
        for tier in range(1, len(self.tiers)):
            ways = [self.at_least("known", tier)]
            if tier in floors:
                ways.append(self.at_least("possible", floors[tier]))
            self.define(self.at_least("tier", tier), either(*ways))

    # Topics.

    def shows(self, topic):
        return symbol("shows", topic + self.mark)

    def withheld(self, topic):
        return symbol("withheld", topic + self.mark)

    def noted(self, topic, adjustment):
        return symbol("noted", topic, (adjustment["id"] or adjustment["note"]) + self.mark)

    def define_topic(self, topic):
        offered = either(*(both(self.tier_is(self.tiers.index(kind["tier"])), self.is_offered(topic, kind))
                           for kind in self.pack["kinds"] if topic["id"] in kind["topics"]))
        safe = self.is_safe(topic)
        self.define(self.shows(topic["id"]), both(offered, safe))
        self.define(self.withheld(topic["id"]), both(offered, no(safe)))
        for adjustment in topic["adjustments"]:
            self.define(self.noted(topic["id"], adjustment),
                        both(self.shows(topic["id"]), no(self.is_false(adjustment["when"]))))

    def is_offered(self, topic, kind):
        if topic["offered_when"] is None or topic["id"] in kind["always_offers"]:
            return "true"
        return self.is_true(topic["offered_when"])

    def is_safe(self, topic):
        if topic["withheld_when"] is None:
            return "true"
        if topic["unknown"] == "withhold":
            return self.is_false(topic["withheld_when"])
        return no(self.is_true(topic["withheld_when"]))
