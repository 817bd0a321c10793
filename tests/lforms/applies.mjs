// The Questionnaire never hides a question that the engine would ask, over all combinations of the answers, given, unsure
// and missing, that decide about it.
import {isEnabled} from "./enable.mjs";
import {itemsOf} from "./items.mjs";
import {assessAll, packOf} from "./unknot.mjs";

const missing = Symbol("not answered");

// The questions that a condition names, with the numbers at which it changes.
function controllersOf(condition, found = new Map()) {
  if (condition.question ?? condition.unsure) {
    const id = condition.question ?? condition.unsure;
    const limits = found.get(id) ?? new Set();
    if ("from" in condition) [condition.from - 1, condition.from, condition.to, condition.to + 1].forEach((n) => limits.add(n));
    found.set(id, limits);
  }
  for (const child of [...(condition.all ?? []), ...(condition.any ?? [])]) controllersOf(child, found);
  return found;
}

function answersOf({type, values, minimum, maximum}, limits) {
  const given = {
    integer: () => [...new Set([minimum, maximum, ...limits])].filter((n) => n >= minimum && n <= maximum),
    yes_no: () => [true, false],
    one: () => values,
    many: () => [[], ...values.map((value) => [value]), values],
  }[type]();
  return [missing, "unsure", ...given];
}

const combinations = (lists) => lists.reduce((all, [id, answers]) =>
  all.flatMap((one) => answers.map((answer) => [...one, [id, answer]])), [[]]);

function answerIn({linkId, type, answerOption}, answer) {
  const {system} = answerOption?.[0].valueCoding ?? {};
  const coded = (code) => ({valueCoding: {system, code}});
  if (type === "integer" && answer === "unsure") {
    const url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    return [{_valueInteger: {extension: [{url, valueCode: "asked-unknown"}]}}];
  }
  if (type === "integer") return [{valueInteger: answer}];
  if (typeof answer === "boolean") return [coded(answer ? "yes" : "no")];
  if (Array.isArray(answer)) return answer.length === 0 ? [coded("none")] : answer.map(coded);
  return [coded(answer)];
}

// What is wrong, and in words what was tried.
export function hiddenThoughAsked(unknot, questionnaire) {
  const items = new Map(itemsOf(questionnaire).map((item) => [item.linkId, item]));
  const pack = packOf(unknot);
  const questions = new Map(pack.questions.map((question) => [question.id, question]));
  const problems = [];
  const tried = [];
  for (const {id, asked_when: condition} of pack.questions) {
    if (!condition) continue;
    const lists = [...controllersOf(condition)].map(([name, limits]) => [name, answersOf(questions.get(name), limits)]);
    const patients = combinations(lists).map((patient) => patient.filter(([, answer]) => answer !== missing));
    const results = assessAll(unknot, patients.map((patient) => ({answers: Object.fromEntries(patient)})));
    const hidden = patients.filter((patient, i) => {
      const item = patient.map(([name, answer]) => ({linkId: name, answer: answerIn(items.get(name), answer)}));
      if (isEnabled(items.get(id), {resourceType: "QuestionnaireResponse", status: "in-progress", item})) return false;
      if (!results[i].does_not_apply.includes(id)) {
        problems.push(`${id} is hidden, and the engine would ask it: ${JSON.stringify(Object.fromEntries(patient))}`);
      }
      return true;
    });
    if (hidden.length === 0) problems.push(`${id} is never hidden`);
    tried.push(`${id}: hidden from ${hidden.length} of ${patients.length}, does not apply to ` +
      `${results.filter((result) => result.does_not_apply.includes(id)).length}`);
  }
  return {problems, tried};
}
