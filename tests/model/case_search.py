"""Finds, for a condition, the plainest patients for whom it holds, one comparison at a time."""

from dataclasses import dataclass
from itertools import islice, product

from intakes import patient
from notation import And, Compares, Counts, Has, IsOneOf, IsUnsure, Or, Parser
from reading import UNSURE

PATIENTS = ("ordinary", "ordinary_woman", "three_weeks", "older", "teenager", "child", "pregnant",
            "four_months")
EVERYBODY = PATIENTS + ("desk_worker", "fresh_strain")  # those with more topics on offer
MOST_TRIED = 400


@dataclass(frozen=True)
class Named:
    """A named condition left as it stands, so that a rule is searched in its own words."""
    name: str


class NamesKept(Parser):
    def named(self, name):
        return Named(name)


def alternatives(tree):
    """The ways in which a condition can be true: lists of comparisons that hold together.
    `q in {a, b}` is two of them."""
    if isinstance(tree, Or):
        return [way for side in tree.sides for way in alternatives(side)]
    if isinstance(tree, And):
        return [[leaf for way in ways for leaf in way]
                for ways in product(*map(alternatives, tree.sides))]
    if isinstance(tree, IsOneOf):
        return [[IsOneOf(tree.question, (value,))] for value in tree.values]
    return [[tree]]


class Search:
    def __init__(self, model, levels):
        self.model, self.levels = model, levels
        self.questions = {question.id: question for question in model.specification.questions}
        self.patients = {name: patient(name) for name in EVERYBODY}
        self.trees = {name: condition.tree
                      for name, condition in model.specification.named.items()}

    def ways(self, leaves):
        """Answers that make every leaf true: dictionaries, the plainest first."""
        spelled = product(*(alternatives(self.trees[leaf.name]) if isinstance(leaf, Named)
                            else [[leaf]] for leaf in leaves))
        for choice in islice(spelled, MOST_TRIED):
            by_question = {}
            for leaf in (leaf for way in choice for leaf in way):
                by_question.setdefault(leaf.question, []).append(leaf)
            options = [[(question, answer) for answer in self.answers(question, found)]
                       for question, found in by_question.items()]
            yield from (dict(answers) for answers in islice(product(*options), 12))

    def answers(self, question, leaves):
        if any(isinstance(leaf, IsUnsure) for leaf in leaves):
            return [UNSURE] if all(isinstance(leaf, IsUnsure) for leaf in leaves) else []
        if self.questions[question].type == "many":
            wanted = {leaf.member for leaf in leaves if isinstance(leaf, Has)}
            for leaf in leaves:
                if isinstance(leaf, Counts):
                    more = [member for member in leaf.members if member not in wanted]
                    missing = leaf.least - len(wanted & set(leaf.members))
                    wanted |= set(more[-missing:] if missing > 0 else [])
            return [[member for member in self.questions[question].values if member in wanted]]
        fitting = [level for level in self.levels[question]
                   if level not in (UNSURE, None) and all(leaf.holds(level) for leaf in leaves)]
        numbers = [leaf.number for leaf in leaves if isinstance(leaf, Compares)]
        if numbers:
            fitting.sort(key=lambda level: min(abs(level - number) for number in numbers))
        return fitting[:3]

    def candidates(self, leaves, patients=PATIENTS):
        """(patient, changed answers) in which every leaf is true."""
        for answers in self.ways(leaves):
            for name in patients:
                base = self.patients[name]
                changed = {}
                for question, answer in answers.items():
                    if isinstance(answer, list) and not set(answer) <= set(base[question]):
                        answer = [member for member in self.questions[question].values
                                  if member in answer or member in base[question]]
                    if base[question] != answer:
                        changed[question] = answer
                yield name, changed

    def neighbours(self, name, changed, leaf):
        """The patient with one answer different, so that `leaf` no longer holds."""
        base = self.patients[name]
        leaves = [atom for way in alternatives(self.trees[leaf.name]) for atom in way] \
            if isinstance(leaf, Named) else [leaf]
        for question in dict.fromkeys(atom.question for atom in leaves):
            now = changed.get(question, base[question])
            for other in self.others(question, now, leaves):
                kept = {key: answer for key, answer in changed.items() if key != question}
                yield name, (kept if other == base[question] else {**kept, question: other})

    def others(self, question, now, leaves):
        """Answers to `question` for which none of the leaves holds, the nearest first."""
        leaves = [leaf for leaf in leaves if leaf.question == question]
        if isinstance(now, list):
            members = {member for leaf in leaves for member in getattr(leaf, "members", ())}
            members |= {leaf.member for leaf in leaves if isinstance(leaf, Has)}
            return [[member for member in now if member != gone] for gone in now if gone in members]
        values = [level for level in self.levels[question] if level not in (UNSURE, None, now)]
        if any(isinstance(leaf, IsUnsure) for leaf in leaves):
            return values
        values = [value for value in values if not any(leaf.holds(value) for leaf in leaves)]
        if isinstance(leaves[0], Compares):
            return sorted(values, key=lambda value: abs(value - leaves[0].number))
        return values[::-1]  # the values stand from the best to the worst, mostly
