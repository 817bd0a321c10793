"""Conditions made fast: each comparison is a bit, a set of true comparisons is an integer.

The notation has no `not`. So Kleene's logic needs no third value here: a condition is true if it
holds with every unknown comparison read as false, and unknown if it holds only with every
unknown comparison read as true. test_model.py checks that against a plain three-valued reading.
"""

from notation import And, Counts, Has, IsUnsure, Or


class Comparisons:
    """Gives each comparison its bit."""

    def __init__(self):
        self.bits = {}
        self.of_question = {}

    def bit(self, atom):
        if atom not in self.bits:
            self.bits[atom] = 1 << len(self.bits)
            self.of_question.setdefault(atom.question, []).append(atom)
        return self.bits[atom]


def reported_for(atom):
    """The comparisons that `because` may name when `atom` is true: for a count its members."""
    if isinstance(atom, Counts):
        return [Has(atom.question, member) for member in atom.members]
    return [atom]


class Condition:
    """`questions` are the ids it names, through names too; `holds(mask)` is compiled."""

    def __init__(self, tree, comparisons, positions):
        self.tree = tree
        self.comparisons = comparisons
        self.positions = positions
        self.atoms = list(atoms_of(tree))
        self.questions = 0
        self.mask = 0
        for atom in self.atoms:
            self.questions |= 1 << positions[atom.question]
            for part in [atom] + reported_for(atom):
                self.mask |= comparisons.bit(part)
        self.holds = eval("lambda true: " + self.source(tree))
        self.keys_seen = {}

    def source(self, tree):
        """A Python expression; comparisons that stand side by side become one test of a mask."""
        if not isinstance(tree, (Or, And)):
            return f"true & {self.comparisons.bit(tree)} != 0"
        mask = 0
        parts = []
        for side in tree.sides:
            if isinstance(side, (Or, And)):
                parts.append(f"({self.source(side)})")
            else:
                mask |= self.comparisons.bit(side)
        if mask:
            parts.insert(0, f"true & {mask} " + ("!= 0" if isinstance(tree, Or) else f"== {mask}"))
        return (" or " if isinstance(tree, Or) else " and ").join(parts)

    def because(self, true):
        """What made it true, or all that is true of it while it is unknown: keys in the order of
        the questions and their values, (question, None) or (question, member)."""
        true &= self.mask
        keys = self.keys_seen.get(true)
        if keys is None:
            met = {key for atom in self.met(self.tree, true) for key in self.keys(atom, true)}
            keys = self.keys_seen[true] = sorted(met, key=self.order)
        return keys

    def met(self, tree, true):
        if isinstance(tree, Or):
            sides = [side for side in tree.sides if self.side_holds(side, true)]
        elif isinstance(tree, And):
            sides = tree.sides
        else:
            return [tree] if self.side_holds(tree, true) else []
        return [atom for side in sides for atom in self.met(side, true)]

    def side_holds(self, tree, true):
        if isinstance(tree, Or):
            return any(self.side_holds(side, true) for side in tree.sides)
        if isinstance(tree, And):
            return all(self.side_holds(side, true) for side in tree.sides)
        return bool(true & self.comparisons.bit(tree))

    def keys(self, atom, true):
        return [(part.question, getattr(part, "member", None)) for part in reported_for(atom)
                if true & self.comparisons.bit(part)]

    def order(self, key):
        question, member = key
        values = self.positions.values_of[question]
        return self.positions[question], values.index(member) if member else 0


def atoms_of(tree):
    if isinstance(tree, (Or, And)):
        for side in tree.sides:
            yield from atoms_of(side)
    else:
        yield tree


def reads_the_answer(atom):
    """`unsure(q)` is never unknown, every other comparison may be."""
    return not isinstance(atom, IsUnsure)
