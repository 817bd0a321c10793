// UNKNOT=… node --test: a good bundle passes, and each fault that is planted in it is seen, by whom it should be.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import test from 'node:test';

import {complaints} from './validators.mjs';

const intake = {
  answers: {age: 71, fever: true, hurt_by_someone: true, bladder_leak: 'unsure'},
  request: {id: 'visit-1', subject: 'Patient/7', encounter: 'Encounter/9'},
};
const options = {input: JSON.stringify(intake), encoding: 'utf8'};
const good = execFileSync(process.env.UNKNOT, ['assess', '-', '--format', 'fhir', '--at', '1795357800'], options);

test('a bundle of ours is good', () => assert.deepEqual(complaints(JSON.parse(good)), []));

// [what, who must see it, what to do to the bundle; $.Type is the first resource of that type]
const faults = [
  ['a code that there is not', 'ajv', ({Flag}) => Flag.status = 'actif'],
  ['a code that there is not, seen twice', 'fhir', ({Flag}) => Flag.status = 'actif'],
  ['a missing subject', 'medplum', ({Flag}) => delete Flag.subject],
  ['a missing status', 'medplum', ({Task}) => delete Task.status],
  ['a missing module', 'medplum', ({GuidanceResponse}) => delete GuidanceResponse.moduleCanonical],
  ['an unknown element', 'fhir', ({Flag}) => Flag.severity = 'high'],
  ['an unknown element, seen twice', 'asymmetrik', ({Flag}) => Flag.severity = 'high'],
  ['a list that is none', 'ajv', ({Flag}) => Flag.category = Flag.category[0]],
  ['an impossible date', 'medplum', ({Flag}) => Flag.period.start = '2026-13-45'],
  ['a day that there is not', 'ours', ({Flag}) => Flag.period.start = '2026-02-30T25:00:00Z'],
  ['a time without zone', 'ours', ({Flag}) => Flag.period.start = '2026-11-22T14:30:00'],
  ['a time without seconds', 'ours', ({Flag}) => Flag.period.start = '2026-11-22T14:30Z'],
  ['two value[x]', 'ours', ({Flag}) => Flag.extension = [{url: 'urn:a', valueCode: 'a', valueString: 'b'}]],
  ['two content[x]', 'ours', ({CommunicationRequest}) => CommunicationRequest.payload[0].contentString = 'a'],
  ['an empty list', 'ours', ({Flag}) => Flag.extension = []],
  ['an empty object', 'ours', ({Flag}) => Flag.period = {}],
  ['null', 'ours', ({Task}) => Task.description = null],
  ['null in a list', 'ours', ({ServiceRequest}) => ServiceRequest.note.push(null)],
  ['an empty text', 'ours', ({Flag}) => Flag.code.text = ''],
  ['a blank text', 'ours', ({Flag}) => Flag.code.text = '  '],
  ['a control character', 'ours', ({Flag}) => Flag.code.text = 'a\u0007'],
  ['bad base64', 'ours', ({DocumentReference}) => DocumentReference.content[0].attachment.data = 'PGh0bWw'],
  ['bad base64, seen twice', 'medplum', ({DocumentReference}) => DocumentReference.content[0].attachment.data = '***'],
  ['another size', 'ours', ({DocumentReference}) => DocumentReference.content[0].attachment.size += 1],
  ['another page', 'ours', ({DocumentReference}) => DocumentReference.content[0].attachment.hash = 'qZk+NkcGgWq6PiVxeFDCbJzQ2J0='],
  ['an id of 65 characters', 'ours', ({Flag}) => Flag.id = 'a'.repeat(65)],
  ['an id of 65 characters, seen twice', 'ajv', ({Flag}) => Flag.id = 'a'.repeat(65)],
  ['a fullUrl that stands twice', 'bundle', (_, {entry}) => entry[1].fullUrl = entry[0].fullUrl],
  ['a fullUrl of another kind', 'bundle', (_, {entry}) => entry[0].fullUrl = 'https://ehr.example/Flag/1'],
  ['a reference to nothing', 'bundle', ({Task}) => Task.focus.reference = 'urn:uuid:5dd5ddc9-89a3-5a44-a302-c35b628bc2c6'],
  ['a reference to another resource outside', 'bundle', ({Task}) => Task.focus.reference = 'ServiceRequest/1'],
  ['a code that nobody verified', 'bundle', ({Flag}) => Flag.code.coding.push({system: 'http://snomed.info/sct', code: '271594007'})],
  ['a code of a system that we do not use', 'bundle', ({Flag}) => Flag.code.coding[0].system = 'urn:a'],
  ['an order', 'bundle', ({ServiceRequest}) => ServiceRequest.intent = 'order'],
  ['an active referral', 'bundle', ({ServiceRequest}) => ServiceRequest.status = 'active'],
  ['a batch', 'bundle', (_, bundle) => bundle.type = 'batch'],
  ['another method', 'bundle', (_, {entry}) => entry[0].request.method = 'PUT'],
  ['another url', 'bundle', (_, {entry}) => entry[0].request.url = 'Task'],
  ['a flag without a referral', 'bundle', (_, bundle) => bundle.entry = bundle.entry.filter(({request}) => request.url !== 'ServiceRequest')],
  ['a target that is left out', 'bundle', ({Provenance}) => Provenance.target.pop()],
  ['a success with questions', 'bundle', ({GuidanceResponse}) => GuidanceResponse.status = GuidanceResponse.dataRequirement ? 'success' : 'data-required'],
  ['a diagnosis', 'bundle', (_, {entry}) => entry.push({
    fullUrl: 'urn:uuid:5dd5ddc9-89a3-5a44-a302-c35b628bc2c6',
    resource: {resourceType: 'Condition', subject: {reference: 'Patient/7'}}, request: {method: 'POST', url: 'Condition'},
  })],
];

for (const [what, who, plant] of faults) {
  test(`${what} is seen by ${who}`, () => {
    const bundle = JSON.parse(good);
    const first = {};
    for (const {resource} of bundle.entry) first[resource.resourceType] ??= resource;
    plant(first, bundle);
    const found = complaints(bundle);
    assert.ok(found.some((words) => words.startsWith(`${who}:`)), found.slice(0, 5).join('\n') || 'nobody complains');
  });
}
