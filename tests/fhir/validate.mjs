// node validate.mjs UNKNOT GOLDENS CASES [all]: every resource that the command line writes for each golden and for each
// tenth case, or for all of them, before every validator.
import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {basename, join} from 'node:path';

import {complaints} from './validators.mjs';

const [unknot, goldens, cases, which] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));

function* goldenIntakes() {
  for (const file of readdirSync(goldens).filter((name) => name.endsWith('.intake.json')).sort()) {
    yield [file, read(join(goldens, file))];
  }
}

// A case changes some answers of a patient.  Requests take turns in what they name.
const requests = [
  {}, {id: 'visit-1'}, {subject: 'Patient/7'}, {id: 'visit-2', subject: 'Patient/8', encounter: 'Encounter/9'},
  {id: 'visit-3', subject: 'https://ehr.example/r4/Patient/8'}, {id: 'visit-4', subject: 'chart 0815', encounter: 'ward 3'},
];

function* caseIntakes() {
  const patients = new Map(readdirSync(join(cases, 'patients')).map((file) => {
    return [basename(file, '.json'), read(join(cases, 'patients', file)).answers];
  }));
  const files = readdirSync(cases, {recursive: true}).filter((name) => /^(?!patients\/).*\.json$/.test(name)).sort();
  for (const [index, file] of files.entries()) {
    if (index % 10 !== 0 && which !== 'all') continue;
    const {patient, answers} = read(join(cases, file));
    const request = requests[Math.floor(index / 10) % requests.length];
    yield [file, {answers: {...patients.get(patient), ...answers}, request}];
  }
}

function bundleOf(intake) {
  const options = {input: JSON.stringify(intake), encoding: 'utf8', maxBuffer: 1 << 26};
  return execFileSync(unknot, ['assess', '-', '--format', 'fhir', '--at', '2026-11-22T14:30:00Z'], options);
}

let bundles = 0;
let resources = 0;
let bad = 0;
for (const [name, intake] of [...goldenIntakes(), ...caseIntakes()]) {
  const bundle = JSON.parse(bundleOf(intake));
  const found = complaints(bundle);
  bundles += 1;
  resources += bundle.entry.length;
  if (found.length === 0) continue;
  bad += 1;
  console.log(`${name}:\n  ${found.slice(0, 20).join('\n  ')}`);
}
console.log(`${bundles} bundles with ${resources} resources, ${bad} of them refused`);
process.exit(bundles > 100 && bad === 0 ? 0 : 1);
