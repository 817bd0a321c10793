// node ajv.mjs DOCUMENTS: the schemas and the documents that contract_dump wrote, seen by a second validator.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import test from 'node:test';
import {fileURLToPath} from 'node:url';

import Ajv from 'ajv';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const overlays = here('../overlays/good');
const documentsOf = (name) => name === 'overlay' ?
    readdirSync(overlays).map((file) => read(`${overlays}/${file}`)) :
    readFileSync(`${process.argv[2]}/${name}.ndjson`, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));

const folder = here('../../docs/schema');
const names = readdirSync(folder).map((file) => file.replace('.schema.json', '')).sort();
const schemas = Object.fromEntries(names.map((name) => [name, read(`${folder}/${name}.schema.json`)]));
// Formats are notes to the reader: whether a date exists is the engine's to say.
const ajv = new Ajv({strict: true, strictRequired: false, allowUnionTypes: true, validateFormats: false});
const validators = Object.fromEntries(names.map((name) => [name, ajv.compile(schemas[name])]));

function complaint(name, document) {
  return validators[name](document) ? '' : `${name}: ${ajv.errorsText(validators[name].errors)}`;
}

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

// Calls visit(holder, key) for every member and item of a value.
function forEach(value, visit) {
  if (value === null || typeof value !== 'object') return;
  for (const key of Object.keys(value)) {
    visit(value, key);
    forEach(value[key], visit);
  }
}

// Calls visit(name, schema) for every property, but not for those of conditions: they narrow what stands elsewhere.
function forEachProperty(schema, visit) {
  for (const [key, part] of Object.entries(schema)) {
    if (key === 'properties') Object.entries(part).forEach(([name, property]) => visit(name, property));
    if (part !== null && typeof part === 'object' && !['if', 'then', 'else'].includes(key)) forEachProperty(part, visit);
  }
}

// The bytes of an intake in our files: see README.md.
function bytesOf(form) {
  if (typeof form === 'string') return Buffer.from(form);
  if ('base64' in form) return Buffer.from(form.base64, 'base64');
  return Buffer.from(form.before + form.repeat.repeat(form.times) + form.after);
}

// Undefined if the bytes are no JSON.
function parsed(bytes) {
  try {
    return JSON.parse(new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes));
  } catch {
    return undefined;
  }
}

test('there is a schema for each kind of document, and no other', () => {
  assert.deepEqual(names, ['handout', 'info', 'intake', 'overlay', 'pack', 'problem', 'questions', 'result']);
});

for (const name of names) {
  test(`${name}: the schema is draft-07 and has its id`, () => {
    assert.equal(schemas[name].$schema, 'http://json-schema.org/draft-07/schema#');
    assert.equal(schemas[name].$id, `urn:unknot:schema:1.0:${name}`);
    assert.ok(ajv.validateSchema(schemas[name]), ajv.errorsText(ajv.errors));
  });

  test(`${name}: the schema says in one line what each property is`, () => {
    forEachProperty(schemas[name], (property, {description}) => assert.match(description ?? '', /^[^\n]+$/, property));
  });

  test(`${name}: every document is of its form`, () => {
    for (const document of documentsOf(name)) assert.equal(complaint(name, document), '', JSON.stringify(document));
  });

  test(`${name}: a value of another type is refused`, () => {
    for (const document of documentsOf(name).filter((_, i) => i % 100 === 0)) {
      forEach(document, (holder, key) => {
        const value = holder[key];
        holder[key] = isObject(value) ? 7.5 : {other: 7.5};
        assert.notEqual(complaint(name, document), '', key);
        holder[key] = value;
      });
    }
  });
}

test('pack: a document with a member removed is refused', () => {
  const [document] = documentsOf('pack');
  const {text, pictures, ...rest} = document;  // both stand in maps by id, and many texts are optional
  forEach(rest, (holder, key) => {
    if (Array.isArray(holder)) return;
    const value = holder[key];
    delete holder[key];
    assert.notEqual(complaint('pack', {text, pictures, ...rest}), '', key);
    holder[key] = value;
  });
  assert.equal(complaint('pack', {text, pictures, ...rest}), '');
  assert.notEqual(complaint('pack', rest), '');
});

test('a new member is refused in what comes in and compatible in what goes out', () => {
  const closed = ['intake', 'overlay'];
  for (const name of names) {
    forEach({schema: schemas[name]}, (holder, key) => {
      const schema = holder[key];
      if (!closed.includes(name)) assert.notEqual(schema?.additionalProperties, false, `${name}: ${key}`);
      else if (schema?.type === 'object') {
        const isMap = schema.properties === undefined && isObject(schema.additionalProperties);
        assert.ok(isMap || schema.additionalProperties === false, `${name}: ${key}`);
      }
    });
  }
});

test('intake: the schema refuses the bad ones but those that it cannot tell', () => {
  for (const {about, intake, beyond_schema = false} of read(here('bad_intakes.json'))) {
    const document = parsed(bytesOf(intake));
    if (document !== undefined) assert.equal(validators.intake(document), beyond_schema, about);
  }
});
