"""One intake read against the specification: what is true, what may be true, what is unknown."""

from conditions import reads_the_answer

UNSURE = "unsure"


class QuestionTruth:
    """Which comparisons about a question are true for an answer, remembered per answer."""

    def __init__(self, question, place, comparisons):
        self.question, self.id, self.asked_when = question, question.id, question.asked_when
        self.place_bit = 1 << place
        atoms = [(atom, comparisons.bits[atom])
                 for atom in comparisons.of_question.get(question.id, [])]
        self.readers = [(atom, bit) for atom, bit in atoms if reads_the_answer(atom)]
        self.all_readers = sum(bit for _, bit in self.readers)
        self.unsure_bit = sum(bit for atom, bit in atoms if not reads_the_answer(atom))
        self.seen = {}

    def true_for(self, answer):
        key = tuple(answer) if isinstance(answer, list) else answer
        if key not in self.seen:
            self.seen[key] = sum(bit for atom, bit in self.readers if atom.holds(answer))
        return self.seen[key]


class Reading:
    """`true` and `maybe` are masks of comparisons, `unknown` is a mask of questions."""

    def __init__(self, truths, answers):
        true = maybe = unknown = 0
        self.counts_as = counts_as = {}
        self.does_not_apply = set()
        for truth in truths:
            answer = answers.get(truth.id)
            if answer is None or answer == UNSURE:
                if truth.asked_when is None or truth.asked_when.holds(maybe):
                    unknown |= truth.place_bit
                    maybe |= truth.all_readers
                    if answer is not None:
                        true |= truth.unsure_bit
                        maybe |= truth.unsure_bit
                        counts_as[truth.id] = UNSURE
                    continue
                answer = truth.question.otherwise
                self.does_not_apply.add(truth.id)
            counts_as[truth.id] = answer
            bits = truth.true_for(answer)
            true |= bits
            maybe |= bits
        self.true, self.maybe, self.unknown = true, maybe, unknown
        self.entries = {}

    def is_true(self, condition):
        return condition.holds(self.true)

    def may_be_true(self, condition):
        return condition.holds(self.maybe)

    def because(self, condition):
        return [self.entries.get(key) or self.entry(key) for key in condition.because(self.true)]

    def entry(self, key):
        question, member = key
        entry = {"question": question,
                 "answer": member or self.counts_as[question],
                 "asked": question not in self.does_not_apply}
        self.entries[key] = entry
        return entry
