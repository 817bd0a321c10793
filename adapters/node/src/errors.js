// What the library and the service refuse, as exceptions. What each means stands in index.d.ts.

export class UnknotError extends Error {
  static status = "unknown";

  constructor(problem, status) {
    const { code = status ?? new.target.status, pointer = "", expected = "", message = "" } = problem;
    super(code + (pointer && ` at ${pointer}`) + (message && `: ${message}`) + (expected && ` Expected: ${expected}.`));
    this.name = new.target.name;
    this.status = status ?? new.target.status;
    this.code = code;
    this.pointer = pointer;
    this.expected = expected;
    this.problem = problem;
  }
}

export class ArgumentError extends UnknotError {
  static status = "argument";
}

export class IntakeError extends UnknotError {
  static status = "intake";
}

export class PackError extends UnknotError {
  static status = "pack";
}

export class FileError extends UnknotError {
  static status = "io";
}

export class UnsupportedError extends UnknotError {
  static status = "unsupported";
}

export class OutOfMemoryError extends UnknotError {
  static status = "memory";
}

export class InternalError extends UnknotError {
  static status = "internal";
}

export class ServiceError extends UnknotError {
  static status = "service";

  constructor(problem, { httpStatus = null, requestId = "", cause } = {}) {
    super(problem);
    this.httpStatus = httpStatus;
    this.requestId = requestId;
    if (cause !== undefined) this.cause = cause;
  }
}

export class LibraryError extends Error {
  constructor(message, options) {
    super(message, options);
    this.name = new.target.name;
  }
}

export class LibraryNotFoundError extends LibraryError {}

export class ClosedError extends Error {
  constructor(what) {
    super(`the ${what} is closed`);
    this.name = "ClosedError";
  }
}

const kinds = [ArgumentError, IntakeError, PackError, FileError, UnsupportedError, OutOfMemoryError, InternalError];
const byStatus = new Map(kinds.map((kind) => [kind.status, kind]));

export function errorOf(status, problem) {
  return new (byStatus.get(status) ?? UnknotError)(problem, status);
}
