// A peer of the product, by the name of its module here: plain, json_rules_engine or cql.
//
// main.mjs PEER PACK.json CSS pages OUT_FOLDER INTAKE...   writes one page for each intake
// main.mjs PEER PACK.json CSS slices INTAKE...             for each line "milliseconds" on standard input runs that
//                                                          long and answers "calls cpu_microseconds"
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';

const [peer, packPath, cssPath, mode, ...rest] = process.argv.slice(2);
const { default: makePage } = await import(`./${peer}.mjs`);
const page = makePage(JSON.parse(readFileSync(packPath, 'utf8')), readFileSync(cssPath, 'utf8'));

if (mode === 'pages') {
  const [folder, ...paths] = rest;
  for (const path of paths) {
    writeFileSync(join(folder, `${basename(path, '.json')}.html`), await page(readFileSync(path, 'utf8')));
  }
} else {
  const intakes = rest.map((path) => readFileSync(path, 'utf8'));
  const out = Buffer.alloc(256 * 1024);  // the page as bytes, as the product gives it
  for await (const line of createInterface({ input: process.stdin })) {
    const end = process.hrtime.bigint() + BigInt(line) * 1000000n;
    const before = process.cpuUsage();
    let calls = 0;
    do {
      for (const intake of intakes) {
        const made = page(intake);
        out.write(typeof made === 'string' ? made : await made);
      }
      calls += intakes.length;
    } while (process.hrtime.bigint() < end);
    const used = process.cpuUsage(before);
    process.stdout.write(`${calls} ${used.user + used.system}\n`);
  }
}
