#include "engine/consultation.h"

namespace unknot::engine {

namespace {

// In lower case, without spaces and without a charset.
std::string plain_form(std::string_view media_type) {
  std::string plain;
  for (const char c : media_type) {
    if (c != ' ' && c != '\t') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  constexpr std::string_view charset = ";charset=utf-8";
  const std::size_t at = plain.find(charset);
  const bool whole =
      at != std::string::npos && (at + charset.size() == plain.size() || plain[at + charset.size()] == ';');
  if (whole) plain.erase(at, charset.size());
  return plain;
}

}  // namespace

std::optional<Document> document_of(std::string_view media_type) {
  const std::string plain = plain_form(media_type);
  if (plain == "application/json") return Document::json;
  if (plain == "application/json;for=handout") return Document::handout_json;
  if (plain == "text/html") return Document::html;
  if (plain == "text/plain") return Document::text;
  if (plain == "text/html;for=clinic") return Document::clinic_html;
  return std::nullopt;
}

std::string_view what_is_missing(std::string_view media_type) {
  const std::string plain = plain_form(media_type);
  if (plain == "application/pdf") return "the package libunknot-pdf1, which this version does not have yet";
  if (plain == "application/fhir+json") return "application/json: this version writes no FHIR resource yet";
  return "application/json, application/json;for=handout, text/html, text/html;for=clinic or text/plain";
}

}  // namespace unknot::engine
