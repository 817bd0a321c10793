// The Spanish measure counts as a hand does, and it can fail.
import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {chmodSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import test from "node:test";
import {fileURLToPath} from "node:url";
import {sentencesOf} from "./handout.mjs";
import {ease, isEasy} from "./spanish.mjs";

const easy = "Camine un poco cada día. No se quede en la cama.";
const hard = "Las manifestaciones musculoesqueléticas necesitan rehabilitación individualizada bajo supervisión profesional.";

// Ca-mi-ne un po-co ca-da dí-a (10). No se que-de en la ca-ma (8).
test("an easy text, counted by hand", () => {
  const {sentences, words, syllables, inflesz, fernandezHuerta} = ease(sentencesOf([easy]));
  assert.deepEqual({sentences, words, syllables}, {sentences: 2, words: 11, syllables: 18});
  assert.equal(inflesz.toFixed(3), (206.835 - (62.3 * 18) / 11 - 5.5).toFixed(3));
  assert.equal(fernandezHuerta.toFixed(3), (206.84 - (60 * 18) / 11 - 1.02 * 5.5).toFixed(3));
});

for (const [word, syllables] of [
  ["Acuéstese", 4],
  ["columna", 3],
  ["estiramiento", 5],
  ["ibuprofeno", 5],
  ["orinar", 3],
  ["peligro", 3],
  ["sangrado", 3],
  ["después", 2],
  ["período", 4],
  ["cuide", 2],
  ["siguió", 2],
  ["guía", 2],
  ["leche", 2],
  ["inyección", 3],
  ["y", 1],
  ["muy", 1],
  ["MRI", 3],
  ["vejiga/intestino", 7],
]) {
  test(`${word} has ${syllables} syllables`, () => assert.equal(ease([[word]]).syllables, syllables));
}

test("an easy text passes, a hard one does not", () => {
  assert.ok(isEasy(ease(sentencesOf([easy]))));
  assert.ok(!isEasy(ease(sentencesOf([hard]))));
});

// The exit code of a measurement with a program that gives one text on every sheet.
function measure(text, intakes) {
  const folder = mkdtempSync(join(tmpdir(), "spanish-"));
  try {
    const handout = {locale: "es-US", sections: [{id: "plan", blocks: [{type: "paragraph", text}]}]};
    const program = join(folder, "unknot");
    writeFileSync(program, `#!/bin/sh\ncat <<'END'\n${JSON.stringify(handout)}\nEND\n`);
    chmodSync(program, 0o755);
    for (const name of intakes) writeFileSync(join(folder, `${name}.intake.json`), '{"answers": {}}');
    return spawnSync(process.execPath, [fileURLToPath(new URL("spanish.mjs", import.meta.url)), program, folder]).status;
  } finally {
    rmSync(folder, {recursive: true});
  }
}

test("easy sheets pass; a hard sheet, or none at all, fails", () => {
  assert.equal(measure(easy, ["one", "two"]), 0);
  assert.equal(measure(hard, ["one"]), 1);
  assert.equal(measure(easy, []), 1);
});
