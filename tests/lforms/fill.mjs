// node fill.mjs LFORMS UNKNOT [--accept]: LHC-Forms (LFORMS is dist/lforms of the npm package) renders our Questionnaire
// and is filled in with each intake of responses/; what it gives is the response that stands beside the intake.
import assert from "node:assert/strict";
import {readdirSync, readFileSync, writeFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {Forms} from "./lforms.mjs";
import {questionnaireIn} from "./unknot.mjs";

const [lforms, unknot, accept] = process.argv.slice(2);
const folder = fileURLToPath(new URL("responses", import.meta.url));
const read = (file) => JSON.parse(readFileSync(file, "utf8"));

const forms = await Forms.open(lforms);
for (const file of readdirSync(folder).filter((name) => name.endsWith(".intake.json"))) {
  const name = file.replace(".intake.json", "");
  const {answers, handout} = read(`${folder}/${file}`);
  await forms.render(questionnaireIn(unknot, handout?.locale ?? "en-US"));
  await forms.fill(answers);
  const response = await forms.response();
  const saved = `${folder}/${name}.response.json`;
  if (accept) writeFileSync(saved, JSON.stringify(response, null, 1) + "\n");
  assert.deepEqual({...response, authored: ""}, {...read(saved), authored: ""}, name);
  console.log(`${name}: ${Object.keys(answers).length} answers`);
}
await forms.close();
