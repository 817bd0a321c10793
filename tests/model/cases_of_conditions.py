"""Cases for rules, named conditions and contradictions: each side of each condition raises it
alone, and one answer away from it does not."""

from by_hand import LONGER_THAN_LIFE
from case_search import Named, NamesKept, alternatives
from case_words import CONTRADICTIONS, RULES, TIERS, answer_words
from cases import laid_over
from notation import Compares, Counts, Has, IsUnsure
from specification import CLINICAL
from tables import read_tables


def slug(leaf):
    """A comparison as part of a file's name."""
    if isinstance(leaf, Named):
        return leaf.name
    if isinstance(leaf, Has):
        return leaf.member
    if isinstance(leaf, IsUnsure):
        return f"unsure-{leaf.question}"
    if isinstance(leaf, Compares):
        return f"{leaf.question}-{leaf.number}"
    if isinstance(leaf, Counts):
        return f"count-{leaf.question}"
    value = leaf.values[0]
    return leaf.question if value is True else f"{leaf.question}-{value}"


class Plainest:
    """Chooses among the patients for whom a condition holds the one with least beside it."""

    def __init__(self, search):
        self.search, self.model = search, search.model
        self.rules = self.model.specification.rules

    def reading(self, name, changed):
        return self.model.read(laid_over(name, changed))

    def beside(self, condition, reading):
        """What is to be kept small: contradictions, other rules that give the flag or the patient
        as high a tier, all rules that are raised."""
        raised = [rule for rule in self.rules if reading.is_true(rule.condition)]
        own = [rule for rule in raised if rule.condition is condition]
        rivals = [rule for rule in raised if own and rule not in own and rule.tier >= own[0].tier]
        return (len(self.model.assessor.contradictions(reading)),
                sum(rule.flag == own[0].flag for rule in rivals), len(rivals), len(raised))

    def find(self, condition, leaves, critical):
        found = []
        for name, changed in self.search.candidates(leaves):
            reading = self.reading(name, changed)
            if reading.is_true(condition):
                cost = *self.beside(condition, reading), len(changed), len(found)
                found.append((cost, name, changed))
        found.sort()
        for _, name, changed in found:
            if all(self.neighbour(condition, name, changed, leaf) is not None
                   for leaf in critical):
                return name, changed
        return found[0][1:] if found else None

    def neighbour(self, condition, name, changed, leaf):
        for _, other in self.search.neighbours(name, changed, leaf):
            if not self.reading(name, other).may_be_true(condition):
                return other
        return None


def difference(name, changed, other):
    """The answer in which the neighbour differs, in words."""
    base = laid_over(name, {})
    for question in {**changed, **other}:
        now = other.get(question, base[question])
        if now != changed.get(question, base[question]):
            return answer_words(question, now)
    raise ValueError("no difference")


class ConditionCases:
    def __init__(self, writer, search, folder, what):
        self.writer, self.folder, self.what = writer, folder, what
        self.plainest = Plainest(search)

    def write(self, id, condition, tree, title, ending=""):
        covered = set()
        for way in alternatives(tree):
            new = [leaf for leaf in way if leaf not in covered]
            if not new:
                continue
            found = self.plainest.find(condition, way, new)
            if found is None:
                raise ValueError(f"nobody found for {id}: {way}")
            name, changed = found
            first = not covered
            path = f"{self.folder}/{id}" + ("" if first else f".{slug(new[0])}")
            words = "" if first else " (" + ", ".join(
                answer_words(question, changed[question]) for question in changed) + ")"
            self.writer.write(path, f"{title}{words}{ending}", f"{self.what} {id} raised",
                              name, changed)
            for leaf in new:
                if first or len(new) > 1 or self.has_degrees(leaf):
                    self.write_neighbour(id, condition, title, name, changed, leaf)
            covered |= set(new)

    def has_degrees(self, leaf):
        """A number or one of several values: there is something between it and nothing."""
        if isinstance(leaf, (Named, Has, IsUnsure)):
            return False
        return self.plainest.search.questions[leaf.question].type != "yes/no"

    def write_neighbour(self, id, condition, title, name, changed, leaf):
        other = self.plainest.neighbour(condition, name, changed, leaf)
        path = f"{self.folder}/{id}.neighbour"
        if other is None:
            print(f"no neighbour for {id}, {slug(leaf)}")
            return
        if any(target.name == f"{id}.neighbour.json" for target in self.writer.written):
            path += f".{slug(leaf)}"
        self.writer.write(path, f"Not quite: {title}; {difference(name, changed, other)}",
                          f"{self.what} {id} not raised", name, other)


def write(writer, search):
    model = search.model
    tables = read_tables(CLINICAL.read_text(encoding="utf-8"))
    parser = NamesKept(search.questions, {row["name"]: row["means"] for row in tables["name"]})
    trees = [parser.parse(row["when"]) for row in tables["rule"]]
    rules = ConditionCases(writer, search, "rules", "rule")
    for rule, tree, row in zip(model.specification.rules, trees, tables["rule"]):
        rules.write(rule.id, rule.condition, tree, RULES[rule.id], f": {TIERS[row['tier']]}")
    contradictions = ConditionCases(writer, search, "contradictions", "contradiction")
    for (id, condition), row in zip(model.specification.contradictions, tables["contradiction"]):
        if id != LONGER_THAN_LIFE:
            contradictions.write(id, condition, parser.parse(row["when"]), CONTRADICTIONS[id])
    write_named(writer, rules.plainest, parser, list(zip(model.specification.rules, trees)))


def write_named(writer, plainest, parser, rules):
    """Each way in which a named condition can be true, seen through the first rule that names it.
    Names that only topics use are covered, comparison by comparison, in contraindications/."""
    for name, text in parser.names.items():
        hosts = [(rule, way) for rule, tree in rules for way in alternatives(tree)
                 if Named(name) in way]
        if not hosts:
            continue
        rule, host = hosts[0]
        for way in alternatives(parser.parse(text)):
            leaves = way + [leaf for leaf in host if leaf != Named(name)]
            patient_name, changed = plainest.find(rule.condition, leaves, ())
            words = ", ".join(answer_words(question, changed[question]) for question in changed)
            writer.write(f"logic/named/{name}.{slug(way[0])}",
                         f"{name.replace('_', ' ')}: {words}",
                         f"named condition {name}, through rule {rule.id}", patient_name, changed)
