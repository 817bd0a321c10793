// What callers give, as bytes and numbers.

// A number that JSON cannot say would become null, which is "unanswered".
function refuseNoNumber(key, value) {
  if (typeof value === "number" && !Number.isFinite(value)) throw new TypeError("intake: holds NaN or Infinity");
  return value;
}

// Bytes of the intake's own: what the caller changes later does not matter.
export function intakeBytes(intake) {
  if (intake instanceof Uint8Array) return Buffer.from(intake);
  if (intake instanceof ArrayBuffer) return Buffer.from(intake.slice(0));
  if (typeof intake === "string") {
    if (/\p{Surrogate}/u.test(intake)) throw new TypeError("intake: holds half of a character (a lone surrogate)");
    return Buffer.from(intake, "utf8");
  }
  if (typeof intake === "object" && intake !== null && !Array.isArray(intake)) {
    return Buffer.from(JSON.stringify(intake, refuseNoNumber), "utf8");
  }
  const got = intake === null ? "null" : Array.isArray(intake) ? "an array" : typeof intake;
  throw new TypeError(`intake: expected an object, or JSON as a string or Uint8Array, not ${got}`);
}

// undefined: not given.
export function unixSeconds(at) {
  if (at === undefined || at === null) return undefined;
  const seconds = at instanceof Date ? Math.floor(at.getTime() / 1000) : at;
  if (typeof seconds !== "number") throw new TypeError(`at: expected a Date or Unix seconds, not ${typeof seconds}`);
  if (!Number.isSafeInteger(seconds)) throw new TypeError("at: expected a valid Date or whole Unix seconds");
  return seconds;
}

export function textOf(name, text) {
  if (typeof text !== "string") throw new TypeError(`${name}: expected a string, not ${text === null ? "null" : typeof text}`);
  if (text.includes("\0")) throw new TypeError(`${name}: holds a NUL character`);
  return text;
}
