// The sentences of a handout that a patient reads, and how hard they are.
import {fleschKincaid} from "flesch-kincaid";
import {smogFormula} from "smog-formula";
import {syllable} from "syllable";

// Words that a sheet cannot do without. Each counts once a sheet.
const exceptions = new Set(["ibuprofen", "acetaminophen", "paracetamol", "naproxen", "emergency", "ambulance"]);

// What the patient is told, one text for each paragraph and each item. Left out are the foot, the clinic's and the
// patient's own data, and headings, labels and the tick sheet, whose short pieces would only flatter the figures.
export function textsOf(handout, intake) {
  const {patient_name, clinic = {}} = intake.handout ?? {};
  const names = [patient_name, clinic.name, clinic.phone, clinic.out_of_hours, clinic.emergency_number].filter(Boolean);
  const withoutNames = (text) => names.reduce((rest, name) => rest.replaceAll(name, ""), text);
  return handout.sections
    .filter((section) => section.id !== "foot")
    .flatMap((section) => section.blocks)
    .filter((block) => block.type !== "tick_sheet")
    .flatMap((block) => block.items ?? [block.text])
    .map(withoutNames);
}

// Words are counted, numbers are not. A text with no full stop, such as a list's item, is one sentence.
function wordsOf(sentence) {
  const words = sentence.split(/[\s/]+/).map((word) => word.replace(/^[^\p{L}\d]+|[^\p{L}\d]+$/gu, ""));
  return words.filter((word) => /\p{L}/u.test(word) && !/\d/.test(word));
}

export function sentencesOf(texts) {
  return texts
    .flatMap((text) => text.split(/(?<=[.!?]["')]*)\s+/))
    .map(wordsOf)
    .filter((words) => words.length > 0);
}

export function grades(sentences) {
  const words = sentences.flat();
  const syllables = words.map((word) => syllable(word));
  const counts = {
    sentence: sentences.length,
    word: words.length,
    syllable: syllables.reduce((sum, count) => sum + count, 0),
    polysillabicWord: syllables.filter((count) => count >= 3).length,
  };
  return {sentences: counts.sentence, words: counts.word, fleschKincaid: fleschKincaid(counts), smog: smogFormula(counts)};
}

// The same sentences with each excepted word counted at its first place only.
export function withExceptions(sentences) {
  const met = new Set();
  const countsHere = (word) => {
    const name = word.toLowerCase();
    if (!exceptions.has(name)) return true;
    const isFirst = !met.has(name);
    met.add(name);
    return isFirst;
  };
  return sentences.map((words) => words.filter(countsHere)).filter((words) => words.length > 0);
}
