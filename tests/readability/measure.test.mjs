// The measure itself: it counts as it should, and it can fail.
import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import test from "node:test";
import {fileURLToPath} from "node:url";
import {grades, sentencesOf, textsOf, withExceptions} from "./handout.mjs";

const sheet = (texts, more = {}) => ({
  locale: "en-US",
  sections: [{id: "plan", blocks: texts.map((text) => ({type: "paragraph", text}))}],
  ...more,
});

// The exit code of a measurement of one handout.
function measure(handout) {
  const folder = mkdtempSync(join(tmpdir(), "readability-"));
  try {
    mkdirSync(join(folder, "expected"));
    if (handout) {
      writeFileSync(join(folder, "one.intake.json"), '{"answers": {}}');
      writeFileSync(join(folder, "expected", "one.handout.json"), JSON.stringify(handout));
    }
    return spawnSync(process.execPath, [fileURLToPath(new URL("measure.mjs", import.meta.url)), folder]).status;
  } finally {
    rmSync(folder, {recursive: true});
  }
}

test("an easy sheet passes", () => {
  assert.equal(measure(sheet(["Walk a little, and often.", "Do not stay in bed."])), 0);
});

test("a hard sheet fails", () => {
  const hard = "Musculoskeletal discomfort necessitates individualized rehabilitation under professional supervision.";
  assert.equal(measure(sheet([hard])), 1);
});

test("long words in short sentences fail by SMOG alone", () => {
  const sentences = sentencesOf(Array(30).fill("You can do it at home with a physical or a medical friend."));
  assert.ok(grades(sentences).fleschKincaid < 7 && grades(sentences).smog > 7);
  assert.equal(measure(sheet(Array(30).fill("You can do it at home with a physical or a medical friend."))), 1);
});

test("no handout at all, or one in a language without a formula, fails", () => {
  assert.equal(measure(null), 1);
  assert.equal(measure(sheet(["Marchez un peu."], {locale: "fr-CA"})), 1);
  assert.equal(measure(sheet(["Camine un poco."], {locale: "es-US"})), 1);
});

test("SMOG is scaled to 30 sentences", () => {
  const {smog} = grades(sentencesOf(["One animal. Two. Three."]));
  assert.equal(smog, 3.1291 + 1.043 * Math.sqrt(10));
});

test("an item is a sentence, a paragraph has several, and numbers are not words", () => {
  const handout = sheet(["Rest 15 to 20 minutes. Then stop."]);
  handout.sections[0].blocks.push({type: "list", items: ["a heating pad", "a fever of 100.4 °F (38 °C) or more"]});
  const sentences = sentencesOf(textsOf(handout, {}));
  assert.deepEqual(sentences, [
    ["Rest", "to", "minutes"],
    ["Then", "stop"],
    ["a", "heating", "pad"],
    ["a", "fever", "of", "F", "C", "or", "more"],
  ]);
});

test("names, the foot and the tick sheet are left out", () => {
  const handout = sheet(["Phone: 555. Ask Riverside Clinic."]);
  handout.sections[0].blocks.push({type: "tick_sheet", rows: []});
  handout.sections.push({id: "foot", blocks: [{type: "paragraph", text: "Content version."}]});
  const intake = {handout: {clinic: {name: "Riverside Clinic", phone: "555"}}};
  assert.deepEqual(sentencesOf(textsOf(handout, intake)), [["Phone"], ["Ask"]]);
});

test("an excepted word counts once a sheet", () => {
  const sentences = sentencesOf(["Take ibuprofen.", "Ibuprofen hides pain.", "Call an ambulance in an emergency."]);
  assert.deepEqual(withExceptions(sentences).flat().join(" "),
                   "Take ibuprofen hides pain Call an ambulance in an emergency");
});
