// Finds libunknot and says its functions to koffi.
import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { LibraryError, LibraryNotFoundError } from "./errors.js";
import { version as adapterVersion } from "./version.js";

const oldest = [1, 0, 0];
const fileName = { win32: "unknot.dll", darwin: "libunknot.1.dylib" }[process.platform] ?? "libunknot.so.1";
const whence =
  process.platform === "win32" ? "Take it from the archive for Windows" : "Install it (Debian: apt install libunknot1)";
const how =
  `${whence}, install the npm package that carries it, or name the file: ` +
  "new Engine({ library }) or the environment variable UNKNOT_LIBRARY.";
const loaded = new Map();

// The library: the file that is named, else UNKNOT_LIBRARY, else the one in the package, else the system's.
export function loadLibrary(path) {
  const name = find(path);
  if (!loaded.has(name)) loaded.set(name, open(name));
  return loaded.get(name);
}

function find(path) {
  if (path !== undefined && typeof path !== "string") throw new TypeError("library: expected a path as a string");
  const named = path ?? process.env.UNKNOT_LIBRARY;
  if (named) {
    if (!existsSync(named)) throw new LibraryNotFoundError(`There is no file ${named}. ${how}`);
    return resolve(named);
  }
  const carried = fileURLToPath(new URL(`../lib/${process.platform}-${process.arch}/${fileName}`, import.meta.url));
  return existsSync(carried) ? carried : fileName;
}

function open(name) {
  const koffi = createRequire(import.meta.url)("koffi"); // not needed by those who ask the service
  let file;
  try {
    file = koffi.load(name);
  } catch (cause) {
    if (existsSync(name)) throw new LibraryError(`${name} cannot be loaded: ${otherMachine(name) ?? cause.message}`, { cause });
    throw new LibraryNotFoundError(`${name} was not found on this machine (${cause.message}). ${how}`, { cause });
  }
  try {
    checkVersion(name, file.func("unknot_version", "str", [])());
    return functionsOf(koffi, file);
  } catch (cause) {
    if (cause instanceof LibraryError) throw cause;
    throw new LibraryError(`${name} is not a libunknot that this adapter can use: ${cause.message}`, { cause });
  }
}

function functionsOf(koffi, file) {
  const pointer = koffi.pointer(koffi.opaque());
  const outPointer = koffi.out(koffi.pointer(pointer));
  const outSize = koffi.out(koffi.pointer("size_t"));
  const options = koffi.struct({
    struct_size: "uint32_t",
    reserved: "uint32_t",
    pack_path: "str",
    pack: "void *",
    pack_size: "size_t",
    overlay_path: "str",
    overlay: "void *",
    overlay_size: "size_t",
    pdf_module: "str",
    min_pack_version: "str",
  });
  const call = koffi.struct({ struct_size: "uint32_t", reserved: "uint32_t", at_unix_seconds: "int64_t" });
  const flag = koffi.struct({
    struct_size: "uint32_t",
    status: "int32_t",
    tier: "int32_t",
    possible_tier: "int32_t",
    id: "str",
    title: "str",
    reason: "str",
  });
  const f = (name, result, parameters) => file.func(`unknot_${name}`, result, parameters);
  return {
    sizes: { options: koffi.sizeof(options), call: koffi.sizeof(call), flag: koffi.sizeof(flag) },
    // A copy. (An array type of this size would stay in koffi for good.)
    bytesAt(address, size) {
      const { buffer, byteOffset, byteLength } = koffi.decode(address, "uint8_t", size);
      return Buffer.from(buffer, byteOffset, byteLength);
    },
    engineOpen: f("engine_open", "int32_t", [koffi.pointer(options), outPointer]),
    engineClose: f("engine_close", "void", [pointer]),
    engineError: f("engine_error", "str", [pointer]),
    engineInfo: f("engine_info", pointer, [pointer, outSize]),
    enginePack: f("engine_pack", "int32_t", [pointer, outPointer]),
    engineQuestions: f("engine_questions", "int32_t", [pointer, "str", "str", outPointer]),
    assess: f("assess", "int32_t", [pointer, koffi.pointer(call), "void *", "size_t", outPointer]),
    resultError: f("result_error", "str", [pointer]),
    resultTier: f("result_tier", "int32_t", [pointer]),
    resultPossibleTier: f("result_possible_tier", "int32_t", [pointer]),
    resultComplete: f("result_complete", "int32_t", [pointer]),
    resultFlagCount: f("result_flag_count", "int32_t", [pointer]),
    resultFlag: f("result_flag", "int32_t", [pointer, "int32_t", koffi.inout(koffi.pointer(flag))]),
    resultDocument: f("result_document", "int32_t", [pointer, "str", outPointer, outSize]),
    resultFree: f("result_free", "void", [pointer]),
    statusName: f("status_name", "str", ["int32_t"]),
  };
}

function checkVersion(name, version) {
  const numbers = version.split(".").map(Number);
  const different = oldest.findIndex((number, index) => numbers[index] !== number);
  if (different >= 0 && !(numbers[different] > oldest[different])) {
    throw new LibraryError(
      `${name} is version ${version}; this adapter, unknot ${adapterVersion} for Node, needs ${oldest.join(".")} or later. ` +
        "Upgrade the library, or install the npm package that carries it.",
    );
  }
  if (numbers[0] !== Number(adapterVersion.split(".")[0])) {
    throw new LibraryError(
      `${name} is version ${version}, of another ABI than this adapter, unknot ${adapterVersion} for Node, speaks. ` +
        "Upgrade the adapter.",
    );
  }
}

// In words, if the file is no library for this process; the loader's own words are often of a missing file.
function otherMachine(name) {
  const own = machineOf(process.execPath);
  const its = machineOf(name);
  if (own === undefined || own === its) return undefined;
  if (its === undefined) return "it is no library of this system.";
  return `it is for ${its}, and this Node is for ${own}. Install the library for that.`;
}

// What a program or library of Linux or Windows runs on, as its head says.
function machineOf(path) {
  const head = headOf(path);
  if (head.toString("latin1", 0, 4) === "\x7fELF") {
    const machine = head[5] === 1 ? head.readUInt16LE(18) : head.readUInt16BE(18);
    const known = { 3: "x86", 40: "ARM", 62: "x86-64", 183: "AArch64", 243: "RISC-V" };
    return `${known[machine] ?? `processor ${machine}`} (${head[4] === 1 ? 32 : 64} bit)`;
  }
  if (head.toString("latin1", 0, 2) !== "MZ") return undefined;
  const at = Math.min(head.readUInt32LE(60), head.length - 6);
  if (head.toString("latin1", at, at + 4) !== "PE\0\0") return undefined;
  const machine = head.readUInt16LE(at + 4);
  const known = { 0x14c: "x86 (32 bit)", 0x8664: "x86-64 (64 bit)", 0xaa64: "AArch64 (64 bit)" };
  return `Windows on ${known[machine] ?? `processor ${machine}`}`;
}

function headOf(path) {
  const head = Buffer.alloc(4096);
  const file = openSync(path, "r");
  try {
    readSync(file, head, 0, head.length, 0);
  } finally {
    closeSync(file);
  }
  return head;
}
