// The same engine, asked over the network: a client of unknotd with nothing but Node itself.
import { Agent, request } from "node:https";

import { ArgumentError, ClosedError, IntakeError, ServiceError, UnsupportedError, errorOf } from "./errors.js";
import { intakeBytes, textOf, unixSeconds } from "./input.js";
import { CLINIC_HTML, FHIR, HANDOUT_JSON, HTML, JSON_DOCUMENT, PDF, TEXT } from "./media_types.js";
import { version } from "./version.js";

// As the service's `documents` parameter names them.
const names = new Map([
  [JSON_DOCUMENT, "json"],
  [HANDOUT_JSON, "handout"],
  [FHIR, "fhir"],
  [HTML, "html"],
  [CLINIC_HTML, "clinic"],
  [TEXT, "text"],
  [PDF, "pdf"],
]);
const mostBytes = 64 * 1024 * 1024; // of an answer: far more than the largest sheet on paper

export function connect(url, options) {
  return new ServiceEngine(url, options);
}

export class ServiceEngine {
  #base;
  #agent;
  #headers;
  #timeoutMs;
  #atOnce;
  #isClosed = false;

  constructor(url, options = {}) {
    const { token, certificate, key, ca, timeoutMs = 10_000, documents = [], ...unknown } = options;
    const [strange] = Object.keys(unknown);
    if (strange !== undefined) throw new TypeError(`${strange}: there is no such option`);
    this.#base = baseOf(url);
    if (token !== undefined && !/^[!-~]+$/.test(textOf("token", token))) {
      throw new TypeError("token: expected letters and digits as `unknotd --make-token` prints them");
    }
    this.#agent = new Agent({ keepAlive: true, ca, cert: certificate, key: key ?? certificate });
    this.#headers = { "User-Agent": `unknot-node/${version}`, ...(token && { Authorization: `Bearer ${token}` }) };
    this.#timeoutMs = timeoutMs;
    this.#atOnce = [...new Set([JSON_DOCUMENT, ...documents.map(canonical)])];
    this.#atOnce.forEach(nameOf);
  }

  get info() {
    return this.infoDocument().then((bytes) => JSON.parse(bytes.toString()));
  }

  infoDocument() {
    return this.#ask("GET", "/v1/info");
  }

  async questions(locale, options) {
    return JSON.parse((await this.questionsDocument(locale, options)).toString());
  }

  async questionsDocument(locale, { fhir = false } = {}) {
    const given = locale !== undefined && locale !== null;
    if (fhir && given) throw new UnsupportedError({ code: "unsupported", expected: "fhir without a locale, from a service" });
    if (fhir) return this.#ask("GET", "/fhir/Questionnaire/lower-back");
    return this.#ask("GET", "/v1/questions" + (given ? `?locale=${encodeURIComponent(textOf("locale", locale))}` : ""));
  }

  async pack() {
    throw new UnsupportedError({ code: "unsupported", expected: "an engine in this process" });
  }

  async assess(intake, at) {
    const seconds = unixSeconds(at);
    const given = intakeBytes(intake);
    const time = seconds === undefined ? 0 : seconds || -1; // a given 0 would say "not given" there
    const fetch = (mediaTypes) => this.#fetch(given, time, mediaTypes);
    return new ServiceResult(fetch, await fetch(this.#atOnce));
  }

  assessAsync(intake, at) {
    return this.assess(intake, at);
  }

  close() {
    this.#isClosed = true;
    this.#agent.destroy();
  }

  async #fetch(intake, at, mediaTypes) {
    const wanted = mediaTypes.map(nameOf).join(",");
    const body = await this.#ask("POST", `/v1/assess?at=${at}&documents=${wanted}`, intake);
    try {
      const texts = JSON.parse(body.toString());
      const bytesOf = (type) => Buffer.from(mustBeString(texts[nameOf(type)]), type === PDF ? "base64" : "utf8");
      return new Map(mediaTypes.map((type) => [type, bytesOf(type)]));
    } catch (cause) {
      throw notUnknotd(200, cause);
    }
  }

  async #ask(method, target, body) {
    if (this.#isClosed) throw new ClosedError("engine");
    for (;;) {
      const sent = {};
      try {
        const { status, bytes } = await this.#exchange(method, target, body, sent);
        if (status === 200) return bytes;
        throw refusalOf(status, bytes);
      } catch (error) {
        // The service had closed an idle connection. To ask again is safe: an assessment changes nothing.
        if (sent.request?.reusedSocket && !sent.isAnswered && ["ECONNRESET", "EPIPE"].includes(error.code)) continue;
        throw this.#inWords(error);
      }
    }
  }

  #exchange(method, target, body, sent) {
    return new Promise((resolve, reject) => {
      const headers = { ...this.#headers, Accept: "application/json, application/fhir+json, application/problem+json" };
      if (body !== undefined) Object.assign(headers, { "Content-Type": "application/json", "Content-Length": body.length });
      const timeout = this.#timeoutMs;
      sent.request = request(new URL(target, this.#base), { method, headers, agent: this.#agent, timeout }, (response) => {
        sent.isAnswered = true;
        const parts = [];
        let size = 0;
        response.on("data", (part) => {
          parts.push(part);
          size += part.length;
          if (size > mostBytes) response.destroy(notUnknotd(response.statusCode));
        });
        response.on("end", () => resolve({ status: response.statusCode, bytes: Buffer.concat(parts) }));
        response.on("error", reject);
      });
      const late = () => new ServiceError({ code: "timeout", message: `No answer within ${timeout} ms.` });
      sent.request.on("timeout", () => sent.request.destroy(late()));
      sent.request.on("error", reject);
      sent.request.end(body);
    });
  }

  #inWords(error) {
    if (typeof error.status === "string") return error; // ours
    if (this.#isClosed) return new ClosedError("engine");
    const why = error.code && !error.message.includes(error.code) ? `${error.message} (${error.code})` : error.message;
    const message = `${this.#base.origin} could not be asked: ${why || error.code}`;
    return new ServiceError({ code: "unreachable", message }, { cause: error });
  }
}

class ServiceResult {
  #fetch;
  #documents;
  #flags;

  constructor(fetch, documents) {
    this.#fetch = fetch;
    this.#documents = documents;
    try {
      const record = JSON.parse(documents.get(JSON_DOCUMENT).toString());
      this.tier = mustBeString(record.tier);
      this.possibleTier = mustBeString(record.possible_tier);
      this.complete = record.complete === true;
      this.#flags = record.flags.map((flag) =>
        Object.freeze({
          id: flag.id,
          status: flag.status,
          tier: flag.tier,
          possibleTier: flag.possible_tier,
          title: flag.title,
          reason: flag.reason,
        }),
      );
    } catch (cause) {
      throw notUnknotd(200, cause);
    }
  }

  get flags() {
    this.#mustBeOpen();
    return this.#flags;
  }

  async document(mediaType = JSON_DOCUMENT) {
    const wanted = canonical(textOf("mediaType", mediaType));
    nameOf(wanted);
    this.#mustBeOpen();
    if (!this.#documents.has(wanted)) {
      const fetched = await this.#fetch([JSON_DOCUMENT, wanted]);
      this.#mustBeOpen();
      if (!fetched.get(JSON_DOCUMENT).equals(this.#documents.get(JSON_DOCUMENT))) {
        throw new ServiceError({ code: "changed", message: "The service has another pack now: assess again." });
      }
      this.#documents.set(wanted, fetched.get(wanted));
    }
    return Buffer.from(this.#documents.get(wanted));
  }

  get record() {
    this.#mustBeOpen();
    return JSON.parse(this.#documents.get(JSON_DOCUMENT).toString());
  }

  async html() {
    return (await this.document(HTML)).toString();
  }

  async text() {
    return (await this.document(TEXT)).toString();
  }

  async handout() {
    return JSON.parse((await this.document(HANDOUT_JSON)).toString());
  }

  async clinicHtml() {
    return (await this.document(CLINIC_HTML)).toString();
  }

  async fhir() {
    return JSON.parse((await this.document(FHIR)).toString());
  }

  pdf() {
    return this.document(PDF);
  }

  close() {
    this.#documents = undefined;
  }

  #mustBeOpen() {
    if (this.#documents === undefined) throw new ClosedError("result");
  }
}

for (const type of [ServiceEngine, ServiceResult]) {
  if (Symbol.dispose) type.prototype[Symbol.dispose] = type.prototype.close;
}

function baseOf(url) {
  let base;
  try {
    base = new URL(url);
  } catch {
    base = undefined;
  }
  if (base?.protocol !== "https:" || base.pathname !== "/" || base.search) {
    throw new TypeError(`url: expected "https://host:port", not ${url}; patients' answers travel encrypted only`);
  }
  return base;
}

function canonical(mediaType) {
  return textOf("mediaType", mediaType).replace(/[ \t]/g, "").toLowerCase().replace(/;charset=utf-8(?=;|$)/, "");
}

function nameOf(mediaType) {
  const name = names.get(mediaType);
  if (name !== undefined) return name;
  const expected = `${[JSON_DOCUMENT, HANDOUT_JSON, FHIR, HTML, CLINIC_HTML].join(", ")} or ${TEXT}`;
  throw new UnsupportedError({ code: "unsupported", pointer: "", expected, message: "This build cannot do that." });
}

function mustBeString(value) {
  if (typeof value !== "string") throw new TypeError("not a string");
  return value;
}

// An answer other than 200, as the exception that the engine in this process would have thrown.
function refusalOf(httpStatus, bytes) {
  let got;
  try {
    got = JSON.parse(bytes.toString());
    mustBeString(got.code);
    mustBeString(got.detail);
  } catch (cause) {
    return notUnknotd(httpStatus, cause);
  }
  const { code, pointer = "", expected = "", detail: message } = got;
  const problem = { code, pointer, expected, message };
  if (code === "missing_time" || code === "invalid_parameter") return new ArgumentError(problem);
  if (got.pointer !== undefined) { // the library's own
    return errorOf({ 501: "unsupported", 500: "internal", 503: "memory" }[httpStatus] ?? "intake", problem);
  }
  if (code === "too_large") return new IntakeError(problem);
  if (code === "unknown_locale") return new UnsupportedError(problem);
  return new ServiceError(problem, { httpStatus, requestId: got.request_id });
}

function notUnknotd(httpStatus, cause) {
  const message = `What answered (with ${httpStatus}) does not speak as unknotd does: look at the address and at proxies.`;
  return new ServiceError({ code: "not_unknotd", message }, { httpStatus, cause });
}
