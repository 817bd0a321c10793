// The library in this process.
import { ClosedError, errorOf } from "./errors.js";
import { intakeBytes, textOf, unixSeconds } from "./input.js";
import { loadLibrary } from "./library.js";
import { CLINIC_HTML, FHIR, HANDOUT_JSON, HTML, JSON_DOCUMENT, PDF, TEXT } from "./media_types.js";

const tiers = [null, "self_care", "routine", "soon", "same_day", "emergency"];
const flagStates = [null, "clear", "open", "raised"];

// Owns a handle of the library. While calls in other threads use it, close() waits for the last of them.
class Handle {
  #pointer;
  #end;
  #users = 0;
  #isClosed = false;

  constructor(pointer, end) {
    this.#pointer = pointer;
    this.#end = end;
  }

  get pointer() {
    return this.#isClosed ? null : this.#pointer;
  }

  beginUse() {
    ++this.#users;
  }

  endUse() {
    if (--this.#users === 0 && this.#isClosed) this.#end(this.#pointer);
  }

  close() {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#users === 0) this.#end(this.#pointer);
  }
}

// For what nobody closed.
const forgotten = new FinalizationRegistry((handle) => handle.close());

function keep(owner, handle) {
  forgotten.register(owner, handle, owner);
  return handle;
}

// Node 18 has no Symbol.dispose yet.
function makeDisposable(type) {
  if (Symbol.dispose) type.prototype[Symbol.dispose] = type.prototype.close;
}

function check(library, status, problem) {
  if (status !== 0) throw errorOf(library.statusName(status), problem ? JSON.parse(problem) : {});
}

function documentOf(library, pointer, mediaType) {
  const address = [null];
  const size = [0];
  const status = library.resultDocument(pointer, mediaType, address, size);
  check(library, status, status === 0 ? "" : library.resultError(pointer));
  return library.bytesAt(address[0], Number(size[0]));
}

class LocalResult {
  #library;
  #handle;
  #flags;

  constructor(library, handle) {
    this.#library = library;
    this.#handle = keep(this, handle);
    this.tier = tiers[library.resultTier(handle.pointer)];
    this.possibleTier = tiers[library.resultPossibleTier(handle.pointer)];
    this.complete = library.resultComplete(handle.pointer) === 1;
  }

  get #pointer() {
    const pointer = this.#handle.pointer;
    if (pointer === null) throw new ClosedError("result");
    return pointer;
  }

  get flags() {
    const pointer = this.#pointer;
    this.#flags ??= Array.from({ length: this.#library.resultFlagCount(pointer) }, (_, i) => this.#flag(pointer, i));
    return this.#flags;
  }

  #flag(pointer, index) {
    const flag = { struct_size: this.#library.sizes.flag, reserved: 0, status: 0, tier: 0, possible_tier: 0 };
    Object.assign(flag, { id: null, title: null, reason: null });
    check(this.#library, this.#library.resultFlag(pointer, index, flag), "");
    return Object.freeze({
      id: flag.id,
      status: flagStates[flag.status],
      tier: tiers[flag.tier],
      possibleTier: tiers[flag.possible_tier],
      title: flag.title,
      reason: flag.reason,
    });
  }

  document(mediaType = JSON_DOCUMENT) {
    return documentOf(this.#library, this.#pointer, textOf("mediaType", mediaType));
  }

  get record() {
    return JSON.parse(this.document().toString());
  }

  html() {
    return this.document(HTML).toString();
  }

  text() {
    return this.document(TEXT).toString();
  }

  handout() {
    return JSON.parse(this.document(HANDOUT_JSON).toString());
  }

  clinicHtml() {
    return this.document(CLINIC_HTML).toString();
  }

  fhir() {
    return JSON.parse(this.document(FHIR).toString());
  }

  pdf() {
    return this.document(PDF);
  }

  close() {
    forgotten.unregister(this);
    this.#handle.close();
  }
}
makeDisposable(LocalResult);

export class Engine {
  #library;
  #handle;

  constructor(options = {}) {
    const { pack, overlay, pdfModule, minPackVersion, library, ...unknown } = options;
    const [strange] = Object.keys(unknown);
    if (strange !== undefined) throw new TypeError(`${strange}: there is no such option`);
    this.#library = loadLibrary(library);
    const made = [null];
    const status = this.#library.engineOpen(
      {
        struct_size: this.#library.sizes.options,
        reserved: 0,
        ...source("pack", pack),
        ...source("overlay", overlay),
        pdf_module: optionalText("pdfModule", pdfModule),
        min_pack_version: optionalText("minPackVersion", minPackVersion),
      },
      made,
    );
    this.#handle = keep(this, new Handle(made[0], this.#library.engineClose));
    if (status !== 0) {
      const problem = this.#library.engineError(made[0]);
      this.close();
      check(this.#library, status, problem);
    }
  }

  get #pointer() {
    const pointer = this.#handle.pointer;
    if (pointer === null) throw new ClosedError("engine");
    return pointer;
  }

  get info() {
    return JSON.parse(this.infoDocument().toString());
  }

  infoDocument() {
    const size = [0];
    return this.#library.bytesAt(this.#library.engineInfo(this.#pointer, size), Number(size[0]));
  }

  questions(locale, options) {
    return JSON.parse(this.questionsDocument(locale, options).toString());
  }

  questionsDocument(locale, { fhir = false } = {}) {
    const tag = optionalText("locale", locale);
    return this.#oneDocument(this.#library.engineQuestions, tag, fhir ? FHIR : JSON_DOCUMENT);
  }

  pack() {
    return JSON.parse(this.#oneDocument(this.#library.enginePack).toString());
  }

  assess(intake, at) {
    const { call, bytes, size } = this.#given(intake, at);
    const made = [null];
    const status = this.#library.assess(this.#pointer, call, bytes, size, made);
    return new LocalResult(this.#library, this.#made(status, made[0]));
  }

  async assessAsync(intake, at) {
    const { call, bytes, size } = this.#given(intake, at);
    const made = [null];
    const pointer = this.#pointer;
    const handle = this.#handle;
    handle.beginUse();
    const status = await new Promise((resolve, reject) => {
      this.#library.assess.async(pointer, call, bytes, size, made, (error, result) => {
        handle.endUse();
        bytes.fill(0); // it had to stay until here; now nobody needs what the patient said
        if (error) reject(error);
        else resolve(result);
      });
    });
    return new LocalResult(this.#library, this.#made(status, made[0]));
  }

  // What unknot_assess takes. A given 0 would say "not given" there, so that it goes in as what is refused.
  #given(intake, at) {
    const seconds = unixSeconds(at);
    const call = { struct_size: this.#library.sizes.call, reserved: 0, at_unix_seconds: seconds === 0 ? -1 : seconds ?? 0 };
    const bytes = intakeBytes(intake);
    return { call, bytes: bytes.length > 0 ? bytes : Buffer.alloc(1), size: bytes.length }; // koffi passes no bytes as NULL
  }

  #made(status, pointer) {
    const handle = new Handle(pointer, this.#library.resultFree);
    if (status !== 0) {
      const problem = this.#library.resultError(pointer);
      handle.close();
      check(this.#library, status, problem);
    }
    return handle;
  }

  #oneDocument(ask, ...parameters) {
    const made = [null];
    const handle = this.#made(ask(this.#pointer, ...parameters, made), made[0]);
    try {
      return documentOf(this.#library, handle.pointer, null);
    } finally {
      handle.close();
    }
  }

  close() {
    forgotten.unregister(this);
    this.#handle.close();
  }
}
makeDisposable(Engine);

function optionalText(name, text) {
  return text === undefined || text === null ? null : textOf(name, text);
}

// A pack or an overlay: a path, or its one-file form as an object or bytes.
function source(name, given) {
  const none = { [`${name}_path`]: null, [name]: null, [`${name}_size`]: 0 };
  if (given === undefined || given === null) return none;
  if (typeof given === "string") return { ...none, [`${name}_path`]: textOf(name, given) };
  if (typeof given !== "object" || Array.isArray(given)) {
    throw new TypeError(`${name}: expected a path as a string, or an object or Uint8Array`);
  }
  const bytes = given instanceof Uint8Array ? Buffer.from(given) : Buffer.from(JSON.stringify(given), "utf8");
  return { ...none, [name]: bytes, [`${name}_size`]: bytes.length };
}
