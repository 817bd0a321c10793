"""Cases for topics: each reason to withhold one, to leave out a part, to give a variant, alone;
and each question of theirs, and of the rules, unanswered and unsure."""

from case_search import EVERYBODY, alternatives
from case_words import answer_words
from cases_of_conditions import slug
from cases import laid_over


def words(changed):
    return ", ".join(answer_words(question, answer) for question, answer in changed.items())


class TopicCases:
    def __init__(self, writer, search):
        self.writer, self.search, self.model = writer, search, search.model
        self.out_of_reach = {}

    def plainest(self, way, entry_of):
        """The patient for whom `entry_of(plan)` finds its entry with the shortest because."""
        found = []
        for name, changed in self.search.candidates(way, EVERYBODY):
            result = self.model.result(laid_over(name, changed))
            entry = entry_of(result["plan"])
            if entry and entry["because"]:
                raised = sum(len(flag["rules"]) for flag in result["flags"])
                cost = (len(result["contradictions"]), len(entry["because"]), raised, len(changed))
                found.append((cost, len(found), name, changed))
        return min(found)[2:] if found else None

    def write_ways(self, condition, entry_of, path, title, about):
        for way in alternatives(condition.tree):
            ending = "-and-".join(map(slug, way))
            found = self.plainest(way, entry_of)
            if found is None:
                self.out_of_reach.setdefault((ending, tuple(way)), []).append(about)
                continue
            name, changed = found
            because = words(changed) or f"the {name} patient"
            self.writer.write(f"{path}.{ending}", f"{title} ({because})", about, name, changed)

    def contraindications(self):
        for topic in self.model.specification.topics:
            if topic.withheld_when:
                def entry_of(plan, wanted=topic.id):
                    return next((e for e in plan["withheld"] if e["topic"] == wanted), None)
                self.write_ways(topic.withheld_when, entry_of, f"contraindications/{topic.id}",
                                f"Left out: {topic.id.replace('_', ' ')}",
                                f"topic {topic.id} withheld")

    def notes(self):
        for topic in self.model.specification.topics:
            for note in topic.notes:
                def entry_of(plan, wanted=(topic.id, note.note, note.part)):
                    return next((e for e in plan["notes"]
                                 if (e["topic"], e["note"], e["part"]) == wanted), None)
                folder = "parts" if note.note == "part_left_out" else "variants"
                what = ".".join(filter(None, (topic.id, note.part or note.note)))
                title = what.replace("_", " ").replace(".", ", ")
                title += " left out" if folder == "parts" else ""
                self.write_ways(note.condition, entry_of, f"{folder}/{what}", title.capitalize(),
                                f"topic {topic.id}, {note.note}")

    def second_locks(self):
        """Reasons that nobody can meet in a plan, because the tier already keeps the topic away."""
        for (ending, way), abouts in self.out_of_reach.items():
            name, changed = min(self.search.candidates(way, EVERYBODY), key=lambda it: len(it[1]))
            self.writer.write(f"contraindications/second_lock/{ending}",
                              f"The tier keeps it away already: {words(changed)}",
                              "; ".join(dict.fromkeys(abouts)), name, changed)

    def unknown(self, folder, title, conditions, patient_name):
        """Each question that the conditions name, unanswered and unsure, where it applies."""
        named = 0
        for condition in conditions:
            named |= condition.questions
        for place, question in enumerate(self.model.specification.questions):
            if not named >> place & 1:
                continue
            name, changed = self.applies(question, patient_name)
            for ending, answer in (("unanswered", None), ("unsure", "unsure")):
                self.writer.write(f"{folder}/{question.id}.{ending}",
                                  f"{title}: {answer_words(question.id, answer)}",
                                  f"question {question.id} {ending}",
                                  name, {**changed, question.id: answer})

    def applies(self, question, patient_name):
        if question.asked_when is None:
            return patient_name, {}
        for way in alternatives(question.asked_when.tree):
            for name, changed in self.search.candidates(way, (patient_name, "ordinary_woman")):
                if "sex_at_birth" not in changed:
                    return name, changed
        raise ValueError(f"{question.id} applies to nobody")


def write(writer, search):
    cases = TopicCases(writer, search)
    cases.contraindications()
    cases.notes()
    cases.second_locks()
    specification = search.model.specification
    topics = specification.topics
    cases.unknown("contraindications/unknown", "Not known whether to withhold",
                  [topic.withheld_when for topic in topics if topic.withheld_when], "fresh_strain")
    notes = [(note.note == "part_left_out", note.condition)
             for topic in topics for note in topic.notes]
    cases.unknown("parts/unknown", "Not known whether to leave a part out",
                  [condition for is_part, condition in notes if is_part], "ordinary_woman")
    cases.unknown("variants/unknown", "Not known which variant fits",
                  [condition for is_part, condition in notes if not is_part], "ordinary_woman")
    cases.unknown("unanswered", "One question open",
                  [rule.condition for rule in specification.rules], "ordinary")
