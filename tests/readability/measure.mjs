// Measures every golden handout in English: Flesch-Kincaid and SMOG must each stay below the limit. spanish.mjs measures
// the Spanish ones.
// node measure.mjs GOLDEN_FOLDER
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {grades, sentencesOf, textsOf, withExceptions} from "./handout.mjs";

const limit = 7.0;
const folder = process.argv[2];
const read = (file) => JSON.parse(readFileSync(join(folder, file), "utf8"));
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".intake.json"))
  .map((file) => file.slice(0, -".intake.json".length))
  .sort();

const row = (...cells) => console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(36) : cell.padStart(11))).join(""));
row("handout", "sentences", "words", "FK", "SMOG", "FK, all", "SMOG, all");
let measured = 0;
let tooHard = 0;
for (const name of names) {
  const handout = read(`expected/${name}.handout.json`);
  if (handout.locale.startsWith("es-")) continue;
  if (!handout.locale.startsWith("en-")) throw new Error(`${name}: no formula for ${handout.locale}`);
  measured += 1;
  const sentences = sentencesOf(textsOf(handout, read(`${name}.intake.json`)));
  const all = grades(sentences);
  const {fleschKincaid, smog} = grades(withExceptions(sentences));
  const isTooHard = !(fleschKincaid < limit && smog < limit);
  if (isTooHard) tooHard += 1;
  const figures = [fleschKincaid, smog, all.fleschKincaid, all.smog].map((figure) => figure.toFixed(2));
  row(name, String(all.sentences), String(all.words), ...figures, isTooHard ? "TOO HARD" : "");
}
console.log(`"all" counts every word; the first two count medicine names, "emergency" and "ambulance" once a sheet.`);
console.log(`${measured} handouts, ${tooHard} not below ${limit.toFixed(1)}`);
process.exitCode = measured > 0 && tooHard === 0 ? 0 : 1;
