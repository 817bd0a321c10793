// The software bill of materials (CycloneDX 1.6): what is inside the binaries, and what they need to run, as the machine
// that built them has it. make.mjs VERSION COMMIT SOURCE_DATE_EPOCH FOLDER: reads the binaries under FOLDER, writes the
// bill to standard output once it holds against CycloneDX's own schema.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as CDX from '@cyclonedx/cyclonedx-library';

const [version, commit, epoch, folder] = process.argv.slice(2);
const { Enums, Models, Serialize, Spec, Validation } = CDX;

// Debian packages whose code is compiled in: headers, and what the compiler adds of its own.
const inside = {
  libunknot: ['rapidjson-dev', 'libboost1.81-dev', 'libstdc++-12-dev', 'libgcc-12-dev'],
  'libunknot-pdf': ['nlohmann-json3-dev', 'fonts-noto-core', 'fonts-crosextra-carlito'],
  unknot: ['nlohmann-json3-dev', 'libcli11-dev'],
  unknotd: ['nlohmann-json3-dev', 'libcli11-dev', 'libboost1.81-dev'],
};
const files = {
  libunknot: 'lib/libunknot.so.1', 'libunknot-pdf': 'lib/libunknot-pdf.so.1', unknot: 'bin/unknot', unknotd: 'bin/unknotd',
};

const run = (program, ...words) => execFileSync(program, words, { encoding: 'utf8' });
const architecture = run('gcc', '-print-multiarch').trim();
const debianVersion = (name) => run('dpkg-query', '-W', '-f', '${Version}', name);
const sha256 = (file) => createHash('sha256').update(readFileSync(file)).digest('hex');

// The Debian packages of the libraries that the loader is asked for. Our own are components already.
function neededBy(file) {
  const names = [...run('readelf', '-d', file).matchAll(/\(NEEDED\).*\[(.+)\]/g)].map((match) => match[1]);
  return names.filter((name) => !name.startsWith('libunknot')).map((name) => {
    const path = name.startsWith('ld-linux') ? `/lib*/${name}` : `*/${architecture}/${name}`;
    const owner = run('dpkg', '-S', path).split('\n')[0];
    return owner.slice(0, owner.indexOf(':'));
  });
}

const bom = new Models.Bom({ version: 1 });
bom.metadata.timestamp = new Date(Number(epoch) * 1000);
const product = new Models.Component(Enums.ComponentType.Application, 'unknot', {
  version, bomRef: `product@${version}`, description: `Unknot, commit ${commit}`,
});
bom.metadata.component = product;

const packages = new Map();
function debian(name) {
  if (!packages.has(name)) {
    const of = debianVersion(name);
    const component = new Models.Component(Enums.ComponentType.Library, name, {
      version: of, bomRef: `deb/${name}@${of}`, purl: `pkg:deb/debian/${name}@${encodeURIComponent(of)}`,
    });
    bom.components.add(component);
    packages.set(name, component);
  }
  return packages.get(name);
}

for (const [name, path] of Object.entries(files)) {
  const file = `${folder}/${path}`;
  const type = path.startsWith('bin/') ? Enums.ComponentType.Application : Enums.ComponentType.Library;
  const component = new Models.Component(type, name, { version, bomRef: `${name}@${version}` });
  component.hashes.set(Enums.HashAlgorithm['SHA-256'], sha256(file));
  component.licenses.add(new Models.SpdxLicense('MIT'));
  for (const one of new Set([...inside[name], ...neededBy(file)])) component.dependencies.add(debian(one).bomRef);
  if (name !== 'libunknot') component.dependencies.add(new Models.BomRef(`libunknot@${version}`));
  bom.components.add(component);
  product.dependencies.add(component.bomRef);
}

// Named after what it says, so that the same build makes the same bill.
const name = createHash('sha256').update([version, commit, ...[...packages.values()].map((one) => one.bomRef.value)].join('\n'));
const hex = name.digest('hex');
bom.serialNumber = `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;

const text = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6)).serialize(bom, {
  sortLists: true, space: 1,
});
const wrong = await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(text);
if (wrong !== null) throw new Error(`the bill is not well formed: ${JSON.stringify(wrong)}`);
process.stdout.write(`${text}\n`);
