// Unknot: answers about muscle knots in the lower back in; referral flags and a self-care sheet out. See index.d.ts.
export { Engine } from "./src/engine.js";
export {
  ArgumentError,
  ClosedError,
  FileError,
  IntakeError,
  InternalError,
  LibraryError,
  LibraryNotFoundError,
  OutOfMemoryError,
  PackError,
  ServiceError,
  UnknotError,
  UnsupportedError,
} from "./src/errors.js";
export { CLINIC_HTML, FHIR, HANDOUT_JSON, HTML, JSON_DOCUMENT, PDF, TEXT } from "./src/media_types.js";
export { ServiceEngine, connect } from "./src/service.js";
export { version } from "./src/version.js";
