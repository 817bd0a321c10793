"""The independent model of Unknot's medicine: answers in, everything that must be reported out.

It shares nothing with the engine but docs/clinical.md. The result has the shape of the engine's
result document, without its texts.
"""

from assessment import Assessor
from planning import Planner, warmth_days
from reading import QuestionTruth, Reading
from specification import read_specification


class Model:
    def __init__(self):
        self.specification = read_specification()
        comparisons = self.specification.conditions[0].comparisons
        self.truths = [QuestionTruth(question, place, comparisons)
                       for place, question in enumerate(self.specification.questions)]
        self.assessor = Assessor(self.specification)
        self.planner = Planner(self.specification, self.assessor.not_answered)

    def read(self, answers):
        return Reading(self.truths, answers)

    def result(self, answers):
        reading = self.read(answers)
        result = self.assessor.assess(reading)
        result["plan"] = self.planner.plan(reading, result["kind"])
        return result

    def warmth(self, answers):
        result = self.result(answers)
        return warmth_days(result["plan"], result["kind"], answers.get("duration_days"))
