// Each fault that is planted in a sound Questionnaire is found.
import assert from "node:assert/strict";
import {readdirSync, readFileSync} from "node:fs";
import test from "node:test";
import {hiddenThoughAsked} from "./applies.mjs";
import {isEnabled} from "./enable.mjs";
import {itemsOf} from "./items.mjs";
import {evaluate, extensionOf, problemsOf, SDC} from "./questionnaire.mjs";
import {packOf, questionnaireIn} from "./unknot.mjs";

const unknot = process.env.UNKNOT;
const languages = Object.keys(packOf(unknot).text);
const sound = questionnaireIn(unknot, "en-US");

const itemIn = (resource, linkId) => itemsOf(resource).find((item) => item.linkId === linkId);

function faulty(plant) {
  const resource = structuredClone(sound);
  plant(resource, (linkId) => itemIn(resource, linkId));
  return resource;
}

test("a sound one has no problem", () => assert.deepEqual(problemsOf(sound, languages), []));

const faults = {
  "a linkId twice": (_, item) => { item("fever").linkId = "rash_one_side"; },
  "no linkId": (_, item) => { delete item("fever").linkId; },
  "no status": (resource) => { delete resource.status; },
  "a status that is none": (resource) => { resource.status = "finished"; },
  "a type that is none": (_, item) => { item("fever").type = "yesno"; },
  "an unknown member": (_, item) => { item("fever").txt = "Fever?"; },
  "a date that is none": (resource) => { resource.date = "2026-02-31x"; },
  "help that holds an item": (_, item) => { item("age.help").item = [{linkId: "inner", type: "display", text: "Inner"}]; },
  "an empty list": (_, item) => { item("fever").item = []; },
  "an empty text": (_, item) => { item("fever").text = ""; },
  "two values": (_, item) => { item("fever").answerOption[0].valueString = "no"; },
  "two criteria without a behavior": (_, item) => { delete item("strain_pain").enableBehavior; },
  "enabled by a question that is not there": (_, item) => { item("strain_pain").enableWhen[0].question = "cancr"; },
  "enabled by a question that comes later": (_, item) => { item("cancer").enableWhen = [{...item("strain_pain").enableWhen[0], question: "stress"}]; },
  "enabled by what is no answer": (_, item) => { item("strain_pain").enableWhen[1].answerCoding.code = "previous"; },
  "an expression that is none": (_, item) => { extensionOf(item("pregnancy"), `${SDC}enableWhenExpression`).valueExpression.expression = "%resource.("; },
  "an expression over a question that is not there": (_, item) => { extensionOf(item("pregnancy"), `${SDC}enableWhenExpression`).valueExpression.expression = "%resource.repeat(item).where(linkId = 'agee').exists()"; },
  "a choice without answers": (_, item) => { delete item("fever").answerOption; },
  "a text in one language only": (_, item) => { delete item("fever")._text; },
  "an answer that misses a language": (_, item) => { item("fever").answerOption[2].valueCoding._display.extension.pop(); },
};
for (const [name, plant] of Object.entries(faults)) {
  test(`found: ${name}`, () => assert.notDeepEqual(problemsOf(faulty(plant), languages), []));
}

const expressionOf = (item) => extensionOf(item, `${SDC}enableWhenExpression`).valueExpression;
const hiding = {
  "while a choice has no answer": (_, item) => { item("strain_pain").enableWhen.shift(); },
  "by a choice that is unsure": (_, item) => { item("leg_weakness_worsening").enableWhen.pop(); },
  "by one answer too few": (_, item) => { item("strain_pain").enableWhen.splice(1, 1); },
  "unless all answers are given at once": (_, item) => { item("strain_pain").enableBehavior = "all"; },
  "by a number that is not there": (_, item) => { expressionOf(item("sexual_change")).expression += ".not()"; },
  "at a limit": (_, item) => { expressionOf(item("inflammatory")).expression = expressionOf(item("inflammatory")).expression.replace("91", "92"); },
  "by an unsure answer among others": (_, item) => { expressionOf(item("pregnancy")).expression = expressionOf(item("pregnancy")).expression.replace("'unsure'", "'not sure'"); },
};
test("a sound one hides nothing", () => assert.deepEqual(hiddenThoughAsked(unknot, sound).problems, []));
for (const [name, plant] of Object.entries(hiding)) {
  test(`found: hidden ${name}`, () => assert.match(hiddenThoughAsked(unknot, faulty(plant)).problems.join(), /would ask it/));
}

function answersIn(response) {
  const read = ({linkId, answer}) => {
    const values = answer.map(({valueInteger, valueCoding}) => valueInteger ?? valueCoding.code);
    if (itemIn(sound, linkId).repeats && values[0] !== "unsure") return values[0] === "none" ? [] : values;
    const isYesNo = itemIn(sound, linkId).answerOption?.some(({valueCoding}) => valueCoding.code === "yes");
    return isYesNo ? {yes: true, no: false}[values[0]] ?? values[0] : values[0];
  };
  return Object.fromEntries(itemsOf(response).filter(({answer}) => answer).map((item) => [item.linkId, read(item)]));
}
const responses = new URL("responses/", import.meta.url);
for (const file of readdirSync(responses).filter((name) => name.endsWith(".response.json"))) {
  test(`${file} means what its intake means`, () => {
    const response = JSON.parse(readFileSync(new URL(file, responses)));
    const {answers} = JSON.parse(readFileSync(new URL(file.replace(".response.", ".intake."), responses)));
    assert.deepEqual(answersIn(response), answers);
    assert.equal(response.questionnaire, `${sound.url}|${sound.version}`);
  });
}

const initial = (linkId, patient) =>
  evaluate({}, extensionOf(itemIn(sound, linkId), `${SDC}initialExpression`).valueExpression.expression, {patient});
const day = (years, days) => {
  const date = new Date();
  return new Date(Date.UTC(date.getFullYear() - years, date.getMonth(), date.getDate() + days)).toISOString().slice(0, 10);
};

test("the age comes of the day of birth", () => {
  const age = (birthDate) => initial("age", {resourceType: "Patient", birthDate});
  assert.deepEqual(age(day(45, 0)), [45]);
  assert.deepEqual(age(day(45, 1)), [44]);
  assert.deepEqual(age(day(45, -1)), [45]);
  assert.deepEqual(age("1980-05"), []);
  assert.deepEqual(age(undefined), []);
});

test("the sex at birth comes of the record's sex at birth, and never of its gender", () => {
  const url = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex";
  const sex = (extension, gender) => initial("sex_at_birth", {resourceType: "Patient", extension, gender});
  assert.deepEqual(sex([{url, valueCode: "F"}], "male"), ["female"]);
  assert.deepEqual(sex([{url, valueCode: "M"}]), ["male"]);
  assert.deepEqual(sex([{url, valueCode: "UNK"}]), []);
  assert.deepEqual(sex(undefined, "male"), []);
});

test("none and unsure of a list exclude the others", () => {
  const exclusive = itemIn(sound, "medicines").answerOption.filter((option) =>
    extensionOf(option, "http://hl7.org/fhir/StructureDefinition/questionnaire-optionExclusive")?.valueBoolean);
  assert.deepEqual(exclusive.map(({valueCoding}) => valueCoding.code), ["none", "unsure"]);
});

test("an answer without a value is no answer that disables", () => {
  const item = [{linkId: "age", answer: [{}]}];
  assert.equal(isEnabled(itemIn(sound, "sexual_change"), {resourceType: "QuestionnaireResponse", item}), true);
});
