// Measures the Spanish sheet of every golden patient: INFLESZ (Szigriszt-Pazos) and Fernández-Huerta must each reach
// their limit. node spanish.mjs UNKNOT GOLDEN_FOLDER
import {execFileSync} from "node:child_process";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import silabea from "silabea";
import {sentencesOf, textsOf} from "./handout.mjs";

const limits = {inflesz: 65, fernandezHuerta: 70};

// A short form in capitals is spelled out when read aloud; it counts as one syllable for each letter.
const syllablesIn = (word) =>
  /^\p{Lu}{2,}$/u.test(word)
    ? word.length
    : word
        .toLowerCase()
        .split(/[^\p{L}]+/u)
        .filter(Boolean)
        .reduce((sum, part) => sum + silabea.getSilabas(part).numeroSilaba, 0);

export function ease(sentences) {
  const words = sentences.flat();
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  const perWord = syllables / words.length;
  const perSentence = words.length / sentences.length;
  return {
    sentences: sentences.length,
    words: words.length,
    syllables,
    inflesz: 206.835 - 62.3 * perWord - perSentence,
    fernandezHuerta: 206.84 - 60 * perWord - 1.02 * perSentence,
  };
}

export const isEasy = (figures) => Object.entries(limits).every(([formula, limit]) => figures[formula] >= limit);

function measure(unknot, folder) {
  const files = readdirSync(folder).filter((file) => file.endsWith(".intake.json")).sort();
  const row = (...cells) => console.log(cells.map((cell, i) => (i === 0 ? cell.padEnd(36) : cell.padStart(10))).join(""));
  row("handout", "sentences", "words", "INFLESZ", "FH");
  let tooHard = 0;
  for (const file of files) {
    const path = join(folder, file);
    const made = execFileSync(unknot, ["assess", "--locale", "es-US", "--format", "handout", path], {encoding: "utf8"});
    const figures = ease(sentencesOf(textsOf(JSON.parse(made), JSON.parse(readFileSync(path, "utf8")))));
    if (!isEasy(figures)) tooHard += 1;
    row(
      file.slice(0, -".intake.json".length),
      String(figures.sentences),
      String(figures.words),
      figures.inflesz.toFixed(2),
      figures.fernandezHuerta.toFixed(2),
      isEasy(figures) ? "" : "TOO HARD",
    );
  }
  console.log(`${files.length} handouts, ${tooHard} below INFLESZ ${limits.inflesz} or Fernández-Huerta ${limits.fernandezHuerta}`);
  return files.length > 0 && tooHard === 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = measure(process.argv[2], process.argv[3]) ? 0 : 1;
}
