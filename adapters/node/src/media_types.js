export const JSON_DOCUMENT = "application/json";
export const HANDOUT_JSON = "application/json;for=handout";
export const HTML = "text/html";
export const TEXT = "text/plain";
export const CLINIC_HTML = "text/html;for=clinic";
export const PDF = "application/pdf";
export const FHIR = "application/fhir+json";
