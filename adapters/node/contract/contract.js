// What must hold for every engine, by the contract that all adapters share (tests/contract/README.md).
// Needs UNKNOT_CASES (cases.json) and UNKNOT_LIBRARY.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { setImmediate as immediate } from "node:timers/promises";

import * as unknot from "unknot";

export const cases = JSON.parse(readFileSync(process.env.UNKNOT_CASES, "utf8"));
export const example = { answers: { age: 46, pain_score: 4, saddle_numbness: "unsure" } };
const kinds = { intake: unknot.IntakeError, argument: unknot.ArgumentError, unsupported: unknot.UnsupportedError };

export const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

export function checkError(error, status, problem) {
  assert.equal(error.constructor, kinds[status], String(error));
  assert.equal(error.status, status);
  assert.deepEqual(error.problem, problem);
  assert.deepEqual([error.code, error.pointer, error.expected], [problem.code, problem.pointer, problem.expected]);
}

// assess: (bytes, at) → a result, or a promise of it. checkProblem: as checkError.
export async function checkRow(row, assess, checkProblem = checkError) {
  let result;
  try {
    result = await assess(Buffer.from(row.intake, "base64"), row.at || undefined);
  } catch (error) {
    if (!(error instanceof unknot.UnknotError)) throw error;
    checkProblem(error, row.status, row.problem);
    return;
  }
  assert.equal(row.status, "ok", row.name);
  assert.deepEqual([result.tier, result.possibleTier, result.complete], [row.tier, row.possible_tier, row.complete], row.name);
  const flags = result.flags.map(({ possibleTier, ...flag }) => ({ ...flag, possible_tier: possibleTier }));
  assert.deepEqual(flags, row.flags, row.name);
  for (const [mediaType, wanted] of Object.entries(row.documents)) {
    try {
      const bytes = await result.document(mediaType);
      assert.deepEqual({ sha256: sha256(bytes), size: bytes.length }, wanted, `${row.name}: ${mediaType}`);
    } catch (error) {
      if (!(error instanceof unknot.UnknotError)) throw error;
      checkProblem(error, wanted.status, wanted.problem);
    }
  }
  result.close();
}

// open: gives the engine. calls: how many the look for growth makes.
export function contract(name, open, { calls, checkProblem }) {
  const it = (what, body) => test(`${name}: ${what}`, body);
  const rejected = (call, error) => assert.rejects(async () => call(), error);

  it("every row says the same", async () => {
    assert.ok(cases.rows.length > 400);
    for (const row of cases.rows) await checkRow(row, (intake, at) => open().assess(intake, at), checkProblem);
  });

  it("every row says the same asynchronously, many at once", async () => {
    const rows = cases.rows.filter((_, index) => index % 3 === 0);
    await Promise.all(rows.map((row) => checkRow(row, (intake, at) => open().assessAsync(intake, at), checkProblem)));
  });

  it("info and questions are the same", async () => {
    assert.equal(sha256(await open().infoDocument()), cases.info_sha256);
    assert.equal((await open().info).unknot.version, cases.version);
    assert.equal(unknot.version, cases.version);
    for (const [locale, wanted] of Object.entries(cases.questions)) {
      assert.equal(sha256(await open().questionsDocument(locale)), wanted);
    }
    assert.equal((await open().questions()).locale, Object.keys(cases.questions)[0]);
    assert.equal((await open().questions(null, { fhir: true })).resourceType, "Questionnaire");
    await rejected(() => open().questions("xx-XX"), { name: "UnsupportedError", code: "unknown_locale" });
  });

  it("inputs of every kind are the same intake", async () => {
    const text = JSON.stringify(example);
    const bytes = new TextEncoder().encode(text);
    const unanswered = { answers: { ...example.answers, fever: null, weight_loss: undefined } };
    const wanted = await (await open().assess(example)).document();
    for (const intake of [text, bytes, bytes.buffer, Buffer.from(text), unanswered]) {
      assert.deepEqual(await (await open().assess(intake)).document(), wanted);
    }
  });

  it("documents have their own words", async () => {
    const result = await open().assess(example, new Date("2026-11-22T14:30:00Z"));
    const text = async (mediaType) => (await result.document(mediaType)).toString();
    assert.equal(result.record.tier, result.tier);
    assert.equal(await result.html(), await text(unknot.HTML));
    assert.equal(await result.text(), await text(unknot.TEXT));
    assert.equal(await result.clinicHtml(), await text(unknot.CLINIC_HTML));
    assert.deepEqual(await result.handout(), JSON.parse(await text(unknot.HANDOUT_JSON)));
    const bundle = await result.fhir();
    assert.equal(bundle.resourceType, "Bundle");
    assert.equal(Date.parse(bundle.timestamp), 1795357800000);
    await rejected(() => result.pdf(), unknot.UnsupportedError);
  });

  it("bad use is answered in words", async () => {
    for (const intake of [undefined, null, 7, ["answers"], true]) {
      await rejected(() => open().assess(intake), /intake: expected an object, or JSON as a string or Uint8Array/);
    }
    await rejected(() => open().assess({ answers: { age: NaN } }), /NaN/);
    await rejected(() => open().assess('{"answers": {}, "handout": {"patient_name": "\ud800"}}'), /lone surrogate/);
    for (const at of ["2026-11-22", true, 1.5, new Date(NaN)]) await rejected(() => open().assess(example, at), TypeError);
    for (const at of [0, -1, 253402300800, Date.now()]) await rejected(() => open().assess(example, at), unknot.ArgumentError);
    const result = await open().assess(example);
    await rejected(() => result.document(7), /mediaType: expected a string/);
    result.close();
    result.close();
    for (const use of [() => result.document(), () => result.html(), () => result.flags, () => result.record]) {
      await rejected(use, { name: "ClosedError", message: "the result is closed" });
    }
    assert.equal(result.tier, "same_day");
  });

  it("no growth", async () => {
    const accepted = async () => {
      const result = await open().assess(example);
      await result.html();
      result.close();
    };
    const refused = async () => {
      await rejected(() => open().assess({ answers: { Quagga: 1 } }), unknot.IntakeError);
    };
    const run = async (times) => {
      for (let i = 0; i < times; ++i) {
        await accepted();
        await refused();
        if (i % 100 === 0) await immediate(); // where a program goes on with other things, memory is given back
      }
      gc();
      return process.memoryUsage().rss;
    };
    // What leaks, leaks each time; the collector of a busy machine is late now and then.
    let growth = Infinity;
    for (let look = 0; look < 3 && growth >= 16 << 20; ++look) growth = -(await run(calls / 2)) + (await run(calls));
    assert.ok(growth < 16 << 20, `${growth} bytes more`);
  });
}
