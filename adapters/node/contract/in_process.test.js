// The contract through the library in this process, and what can be wrong with a library.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

import { Engine, FileError, LibraryError, LibraryNotFoundError, PackError, UnknotError } from "unknot";

import { contract, example } from "./contract.js";

const library = process.env.UNKNOT_LIBRARY;
const folder = mkdtempSync(join(tmpdir(), "unknot-"));
after(() => rmSync(folder, { recursive: true }));

const engine = new Engine();
contract("in process", () => engine, { calls: 10_000 });

test("handles are freed in any order", () => {
  let seed = 7;
  const chance = (below) => (seed = (seed * 48271) % 2147483647) % below;
  for (let round = 0; round < 30; ++round) {
    const owner = new Engine();
    const handles = [owner, ...Array.from({ length: 5 }, () => owner.assess(example))];
    while (handles.length > 0) {
      const [handle] = handles.splice(chance(handles.length), 1);
      if (chance(2) === 0) handle.close();
    }
    gc();
  }
});

test("a result outlives its engine", () => {
  const owner = new Engine();
  const result = owner.assess(example);
  owner.close();
  owner.close();
  assert.equal(result.html(), engine.assess(example).html());
  for (const use of [() => owner.assess(example), () => owner.questions(), () => owner.pack(), () => owner.info]) {
    assert.throws(use, { name: "ClosedError", message: "the engine is closed" });
  }
});

test("an engine may be closed while calls are under way", async () => {
  for (let round = 0; round < 20; ++round) {
    const owner = new Engine();
    const calls = Array.from({ length: 8 }, () => owner.assessAsync(example));
    owner.close();
    for (const result of await Promise.all(calls)) assert.equal(result.tier, "same_day");
    await assert.rejects(owner.assessAsync(example), { name: "ClosedError" });
  }
});

test("what the caller changes during a call does not matter", async () => {
  const bytes = new TextEncoder().encode(JSON.stringify(example));
  const calls = Array.from({ length: 50 }, () => engine.assessAsync(bytes));
  bytes.fill(0);
  for (const result of await Promise.all(calls)) assert.equal(result.tier, "same_day");
});

test("eight workers at once", async () => {
  const worker = fileURLToPath(new URL("worker.js", import.meta.url));
  const ends = Array.from({ length: 8 }, () => new Worker(worker)).map(
    (one) => new Promise((resolve, reject) => one.once("error", reject).once("exit", resolve)),
  );
  assert.deepEqual(await Promise.all(ends), Array(8).fill(0));
});

test("using, where Node has it", () => {
  const result = engine.assess(example);
  result[Symbol.dispose ?? "close"]();
  assert.throws(() => result.html(), { name: "ClosedError" });
});

test("packs and overlays", () => {
  assert.ok(engine.pack().rules);
  assert.throws(() => new Engine({ overlay: { Quagga: 1 } }), (error) => error instanceof PackError && error.pointer.startsWith("/overlay"));
  assert.throws(() => new Engine({ pack: Buffer.from("{}") }), PackError);
  assert.throws(() => new Engine({ minPackVersion: "99.0.0" }), PackError);
  assert.throws(() => new Engine({ pack: "/nonexistent/pack" }), FileError);
  assert.throws(() => new Engine({ pdfModule: "/nonexistent/libunknot-pdf.so.1" }), UnknotError);
  for (const wrong of [{ pack: 7 }, { overlay: ["x"] }, { minPackVersion: 1 }, { pdfModule: 3.5 }, { library: Buffer.from("x") }]) {
    assert.throws(() => new Engine(wrong), { name: "TypeError", message: new RegExp(`^${Object.keys(wrong)[0]}: expected`) });
  }
  assert.throws(() => new Engine({ packs: "x" }), /packs: there is no such option/);
  assert.throws(() => new Engine({ pack: "pack\0.json" }), /NUL/);
});

function refused(path, words, kind = LibraryError) {
  assert.throws(() => new Engine({ library: path }), (error) => {
    assert.ok(error instanceof kind, String(error));
    assert.match(error.message, words);
    return true;
  });
}

function compiled(name, text) {
  const path = join(folder, name);
  writeFileSync(`${path}.c`, text);
  execFileSync("cc", ["-shared", "-fPIC", "-o", path, `${path}.c`]);
  return path;
}

function patched(position, value) {
  const bytes = readFileSync(library);
  bytes[position] = value;
  const path = join(folder, `libunknot-${position}.so.1`);
  writeFileSync(path, bytes);
  return path;
}

test("a missing library", () => {
  refused("/nonexistent/libunknot.so.1", /^There is no file \/nonexistent\/libunknot.so.1. Install it/, LibraryNotFoundError);
  const home = join(folder, "unknot");
  for (const part of ["index.js", "src", "package.json", "node_modules"]) {
    cpSync(fileURLToPath(new URL(`../${part}`, import.meta.url)), join(home, part), { recursive: true });
  }
  const source = join(home, "src/library.js");
  writeFileSync(source, readFileSync(source, "utf8").replaceAll("libunknot.so.1", "libquagga.so.1"));
  const program = `import("unknot").then(({ Engine }) => new Engine()).catch((error) => console.log(error.name, error.message))`;
  const { UNKNOT_LIBRARY, LD_LIBRARY_PATH, ...env } = process.env;
  const said = spawnSync(process.execPath, ["-e", program], { cwd: home, env, encoding: "utf8" });
  assert.match(said.stdout, /^LibraryNotFoundError libquagga.so.1 was not found on this machine.*apt install libunknot1/, said.stderr);
});

test("a library of another processor", () => {
  refused(patched(18, 183), /it is for AArch64 \(64 bit\), and this Node is for/);
  refused(patched(4, 1), /\(32 bit\), and this Node is for/);
});

// The head of a DLL for Windows.
function dllOf(machine) {
  const head = Buffer.alloc(256);
  head.write("MZ");
  head.writeUInt32LE(128, 60);
  head.write("PE", 128);
  head.writeUInt16LE(machine, 132);
  return head;
}

test("a library of Windows", () => {
  const path = join(folder, "unknot.dll");
  writeFileSync(path, dllOf(0x14c));
  refused(path, /it is for Windows on x86 \(32 bit\), and this Node is for/);
});

test("on Windows, the DLL is looked for", () => {
  const home = join(folder, "windows");
  for (const part of ["index.js", "src", "package.json", "node_modules"]) {
    cpSync(fileURLToPath(new URL(`../${part}`, import.meta.url)), join(home, part), { recursive: true });
  }
  const program = `require("koffi"); Object.defineProperty(process, "platform", { value: "win32" });
    import("unknot").then(({ Engine }) => new Engine()).catch((error) => console.log(error.name, error.message))`;
  const { UNKNOT_LIBRARY, LD_LIBRARY_PATH, ...env } = process.env;
  const said = () => spawnSync(process.execPath, ["-e", program], { cwd: home, env, encoding: "utf8" }).stdout;
  assert.match(said(), /^LibraryNotFoundError unknot\.dll was not found .*Take it from the archive for Windows, install the npm package/);
  const carried = join(home, "lib", `win32-${process.arch}`);
  mkdirSync(carried, { recursive: true });
  writeFileSync(join(carried, "unknot.dll"), dllOf(0x14c));
  assert.ok(said().startsWith(`LibraryError ${join(carried, "unknot.dll")} cannot be loaded: it is for Windows on x86 (32 bit)`), said());
});

test("something else than the library", () => {
  const words = join(folder, "words.so");
  writeFileSync(words, "words, more than twenty of them");
  refused(words, /it is no library of this system/);
  refused(compiled("libother.so", "int other;"), /is not a libunknot that this adapter can use/);
});

test("a library that is older than the adapter, or of another ABI", () => {
  refused(
    compiled("libold.so", 'const char* unknot_version(void) { return "0.9.0"; }'),
    /is version 0\.9\.0; this adapter.* needs 1\.0\.0 or later\. Upgrade the library/,
  );
  refused(compiled("libnew.so", 'const char* unknot_version(void) { return "7.0.0"; }'), /Upgrade the adapter/);
});
