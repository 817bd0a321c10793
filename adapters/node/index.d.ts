/// <reference types="node" />

/** The urgency to act on, low to high. */
export type Tier = "self_care" | "routine" | "soon" | "same_day" | "emergency";

/** clear: ruled out by answers; open: an answer that could raise it is missing or unsure; raised. */
export type FlagStatus = "clear" | "open" | "raised";

/** One of the pack's flags; all of them stand in every result. */
export interface Flag {
  readonly id: string;
  readonly status: FlagStatus;
  /** The highest of its raised rules; null unless raised. */
  readonly tier: Tier | null;
  /** The highest of its raised and open rules; null if clear. */
  readonly possibleTier: Tier | null;
  /** In the clinic's language. */
  readonly title: string;
  /** Why, for the clinic, in one sentence; "" if clear. */
  readonly reason: string;
}

/** A value of an answer. Unanswered is a key that is left out, undefined or null; never false. */
export type Answer = boolean | number | string | readonly string[] | null | undefined;

/** docs/schema/intake.schema.json */
export interface Intake {
  answers: Readonly<Record<string, Answer>>;
  request?: { id?: string; subject?: string; encounter?: string };
  handout?: {
    locale?: string;
    large_print?: boolean;
    page?: "A4" | "Letter";
    date?: string;
    patient_name?: string;
    clinic?: {
      name?: string;
      phone?: string;
      out_of_hours?: string;
      emergency_number?: string;
      locale?: string;
    };
  };
}

/** A FHIR R4 QuestionnaireResponse, which may stand in the place of an intake. */
export interface QuestionnaireResponse {
  resourceType: "QuestionnaireResponse";
  [member: string]: unknown;
}

/** What assess takes: an object, or JSON as text or bytes in UTF-8. */
export type IntakeInput = Intake | QuestionnaireResponse | string | Uint8Array | ArrayBuffer;

/** When the patient was seen: a Date, or Unix seconds (not milliseconds). */
export type Time = Date | number;

/** An object of JSON, described by a schema in docs/schema. */
export type JsonObject = Record<string, any>;

/** One assessment, wherever it was made. An unanswered question was never read as "no". */
interface Outcome {
  /** The urgency to act on. */
  readonly tier: Tier;
  /** The urgency that missing or unsure answers could still bring. */
  readonly possibleTier: Tier;
  /** False: a missing answer could still raise the tier, and a person must finish the screen. */
  readonly complete: boolean;
  /** All flags of the pack, in its order. */
  readonly flags: readonly Flag[];
  /** The record of everything: docs/schema/result.schema.json. */
  readonly record: JsonObject;
  /** Ends the result and wipes what the library keeps of the patient. Twice is fine. */
  close(): void;
  /** close(), for `using`. Not there on Node 18. */
  [Symbol.dispose](): void;
}

/** An assessment by the library in this process. */
export interface Result extends Outcome {
  /** A document, made on first request: the same bytes each time, UTF-8 but for PDF. */
  document(mediaType?: string): Buffer;
  /** The patient's sheet as a page in one file. */
  html(): string;
  /** The patient's sheet as text of 72 columns. */
  text(): string;
  /** The patient's sheet as data: docs/schema/handout.schema.json. */
  handout(): JsonObject;
  /** The clinic's copy: what to ask first, flags and why, every answer, then the sheet. */
  clinicHtml(): string;
  /** A FHIR R4 transaction; needs the time at which the patient was seen. */
  fhir(): JsonObject;
  /** The patient's sheet on paper; needs an engine with pdfModule. */
  pdf(): Buffer;
}

/** An assessment by the service: the same, but that documents may have to be fetched. */
export interface ServiceResult extends Outcome {
  document(mediaType?: string): Promise<Buffer>;
  html(): Promise<string>;
  text(): Promise<string>;
  handout(): Promise<JsonObject>;
  clinicHtml(): Promise<string>;
  fhir(): Promise<JsonObject>;
  pdf(): Promise<Buffer>;
}

export interface EngineOptions {
  /** A pack instead of the built-in one: its path, or its one-file form as an object or bytes. */
  pack?: string | Uint8Array | object;
  /** A site's overlay, likewise. */
  overlay?: string | Uint8Array | object;
  /** Path of libunknot-pdf.so.1 (Debian: libunknot-pdf1); without it there is no PDF. */
  pdfModule?: string;
  /** Refuse an older pack: "1.2.0". */
  minPackVersion?: string;
  /** Path of the shared library; without it UNKNOT_LIBRARY, the package's own, or the system's. */
  library?: string;
}

/**
 * A checked, immutable pack, ready to assess. Open one for the process and keep it; a worker opens its own.
 *
 *     const engine = new Engine();
 *     const result = engine.assess({ answers: { age: 46, saddle_numbness: "unsure" } });
 *     console.log(result.tier, result.complete);
 */
export class Engine {
  /** Throws PackError, FileError or UnsupportedError if it cannot be what was asked for, LibraryError without a library. */
  constructor(options?: EngineOptions);
  /** Version, pack, languages, question ids, limits: docs/schema/info.schema.json. */
  readonly info: JsonObject;
  infoDocument(): Buffer;
  /** The questions in the order in which to ask them, or as a FHIR R4 Questionnaire. Without a locale: the pack's first. */
  questions(locale?: string | null, options?: { fhir?: boolean }): JsonObject;
  questionsDocument(locale?: string | null, options?: { fhir?: boolean }): Buffer;
  /** The pack as it was loaded: questions, rules, topics, texts. */
  pack(): JsonObject;
  /** Assesses one intake; throws IntakeError, and assesses nothing, if it is not exactly as documented. */
  assess(intake: IntakeInput, at?: Time | null): Result;
  /** The same in another thread, so that the event loop goes on meanwhile. */
  assessAsync(intake: IntakeInput, at?: Time | null): Promise<Result>;
  /** Ends the engine, after the calls that are under way; its results stay whole. Twice is fine. */
  close(): void;
  /** close(), for `using`. Not there on Node 18. */
  [Symbol.dispose](): void;
}

export interface ServiceOptions {
  /** A bearer token, as `unknotd --make-token` made it. */
  token?: string;
  /** The client's certificate, the text of a PEM file; with its key, or the key in `key`. */
  certificate?: string | Buffer;
  key?: string | Buffer;
  /** The authority that signed the server's certificate, the text of a PEM file; without it the well-known ones. */
  ca?: string | Buffer;
  /** How long one wait for the network may take; 10,000 if not given. */
  timeoutMs?: number;
  /** Media types to fetch together with each assessment; any other is fetched when it is asked for. */
  documents?: readonly string[];
}

/**
 * Has the methods of Engine, all of them asynchronous; `await` each, and either engine serves. pack() is not offered,
 * and every method can reject with ServiceError. All documents of one result are made by the same pack, or not at all.
 */
export class ServiceEngine {
  constructor(url: string, options?: ServiceOptions);
  readonly info: Promise<JsonObject>;
  infoDocument(): Promise<Buffer>;
  questions(locale?: string | null, options?: { fhir?: boolean }): Promise<JsonObject>;
  questionsDocument(locale?: string | null, options?: { fhir?: boolean }): Promise<Buffer>;
  pack(): Promise<JsonObject>;
  assess(intake: IntakeInput, at?: Time | null): Promise<ServiceResult>;
  assessAsync(intake: IntakeInput, at?: Time | null): Promise<ServiceResult>;
  /** Closes its connections; documents that results already have stay. */
  close(): void;
  /** close(), for `using`. Not there on Node 18. */
  [Symbol.dispose](): void;
}

/** An engine that asks a running unknotd, "https://unknot.clinic.example:8443". No request is made yet. */
export function connect(url: string, options?: ServiceOptions): ServiceEngine;

/** The flat object that every refusal is: {"code", "pointer", "expected", "message"}. */
export type Problem = { readonly code: string; readonly pointer?: string; readonly expected?: string; readonly message?: string };

/** A refusal of the library. No answer's value ever stands in it, so it may be logged. */
export class UnknotError extends Error {
  constructor(problem: Problem, status?: string);
  /** The name of the status: "intake", "pack", "unsupported" and so on. */
  readonly status: string;
  /** What is wrong, for programs: "unknown_question". */
  readonly code: string;
  /** Where, a JSON pointer into the input: "/answers/fevr"; "" if nowhere in it. */
  readonly pointer: string;
  /** What would have been right, in words; "" if there is nothing to say. */
  readonly expected: string;
  /** All of it as it came. */
  readonly problem: Problem;
}

/** A call that cannot be right: a time out of range, no time for a document that needs one. */
export class ArgumentError extends UnknotError {}
/** The intake was refused as a whole; nothing was assessed. */
export class IntakeError extends UnknotError {}
/** The pack or the overlay was refused; the engine did not open. */
export class PackError extends UnknotError {}
/** A file that was named could not be read. */
export class FileError extends UnknotError {}
/** This engine cannot make that document, or has no such language. */
export class UnsupportedError extends UnknotError {}
/** An allocation failed in the library; what was asked for was not done. */
export class OutOfMemoryError extends UnknotError {}
/** A defect of the library. Nothing was assessed. */
export class InternalError extends UnknotError {}
/** The service could not be asked, or did not let this client in; never a word about the intake. */
export class ServiceError extends UnknotError {
  constructor(problem: Problem, options?: { httpStatus?: number | null; requestId?: string; cause?: unknown });
  /** Of its answer; null if there was none. */
  readonly httpStatus: number | null;
  /** Under which its audit log has the request; "" if it did not say. */
  readonly requestId: string;
}
/** The shared library is there and cannot be used: another processor's, or another version. */
export class LibraryError extends Error {}
/** The shared library is not there. */
export class LibraryNotFoundError extends LibraryError {}
/** An engine or a result that was closed. */
export class ClosedError extends Error {}

/** Media types of documents. */
export const JSON_DOCUMENT: "application/json";
export const HANDOUT_JSON: "application/json;for=handout";
export const HTML: "text/html";
export const TEXT: "text/plain";
export const CLINIC_HTML: "text/html;for=clinic";
export const PDF: "application/pdf";
export const FHIR: "application/fhir+json";

/** The version of this adapter. */
export const version: string;
