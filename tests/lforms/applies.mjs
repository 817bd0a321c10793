// node applies.mjs UNKNOT: the Questionnaire never hides a question that the engine would ask, over all combinations of
// the answers, given, unsure and missing, that decide about it.
import {isEnabled} from "./enable.mjs";
import {itemsOf} from "./items.mjs";
import {assessAll, packOf, questionnaireIn} from "./unknot.mjs";

const [unknot] = process.argv.slice(2);
const pack = packOf(unknot);
const questionnaire = questionnaireIn(unknot, "en-US");
const items = new Map(itemsOf(questionnaire).map((item) => [item.linkId, item]));
const questions = new Map(pack.questions.map((question) => [question.id, question]));
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

function answerIn(id, answer) {
  const {type} = questions.get(id);
  const {system} = items.get(id).answerOption?.[0].valueCoding ?? {};
  const coded = (code) => ({valueCoding: {system, code}});
  if (answer === "unsure" && type === "integer") {
    const url = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
    return [{_valueInteger: {extension: [{url, valueCode: "asked-unknown"}]}}];
  }
  if (type === "integer") return [{valueInteger: answer}];
  if (type === "yes_no" && answer !== "unsure") return [coded(answer ? "yes" : "no")];
  if (Array.isArray(answer)) return answer.length === 0 ? [coded("none")] : answer.map(coded);
  return [coded(answer)];
}

let asked = 0;
let failures = 0;
for (const {id, asked_when: condition} of pack.questions) {
  if (!condition) continue;
  const patients = combinations([...controllersOf(condition)].map(([name, limits]) => [name, answersOf(questions.get(name), limits)]))
    .map((patient) => patient.filter(([, answer]) => answer !== missing));
  const results = assessAll(unknot, patients.map((patient) => ({answers: Object.fromEntries(patient)})));
  let hidden = 0;
  patients.forEach((patient, i) => {
    const item = patient.map(([name, answer]) => ({linkId: name, answer: answerIn(name, answer)}));
    const enabled = isEnabled(items.get(id), {resourceType: "QuestionnaireResponse", status: "in-progress", item});
    if (!enabled) ++hidden;
    if (enabled || results[i].does_not_apply.includes(id)) return;
    console.error(`${id} is hidden, and the engine would ask it: ${JSON.stringify(Object.fromEntries(patient))}`);
    ++failures;
  });
  if (hidden === 0) {
    console.error(`${id} is never hidden: nothing was tried`);
    ++failures;
  }
  console.log(`${id}: ${patients.length} combinations, hidden in ${hidden}, does not apply in ` +
    `${results.filter((result) => result.does_not_apply.includes(id)).length}`);
  asked += patients.length;
}
console.log(`${asked} combinations, ${failures} failures`);
process.exit(failures === 0 ? 0 : 1);
