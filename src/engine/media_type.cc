#include <array>
#include <cstring>

#include "engine/consultation.h"

namespace unknot::engine {

namespace {

using Letters = std::array<char, 64>;

// In lower case, without spaces and without a charset, in `letters`: a document that was made needs no memory to be
// asked for. "" if it is longer than any of ours.
std::string_view plain_form(std::string_view media_type, Letters& letters) {
  std::size_t size = 0;
  for (const char c : media_type) {
    if (c == ' ' || c == '\t') continue;
    if (size == letters.size()) return {};
    letters[size++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const std::string_view plain(letters.data(), size);
  constexpr std::string_view charset = ";charset=utf-8";
  const std::size_t at = plain.find(charset);
  if (at == std::string_view::npos) return plain;
  const std::string_view after = plain.substr(at + charset.size());
  if (!after.empty() && after.front() != ';') return plain;
  std::memmove(letters.data() + at, after.data(), after.size());
  return plain.substr(0, at + after.size());
}

}  // namespace

std::optional<Document> document_of(std::string_view media_type) {
  Letters letters;
  const std::string_view plain = plain_form(media_type, letters);
  if (plain == "application/json") return Document::json;
  if (plain == "application/json;for=handout") return Document::handout_json;
  if (plain == "text/html") return Document::html;
  if (plain == "text/plain") return Document::text;
  if (plain == "text/html;for=clinic") return Document::clinic_html;
  if (plain == "application/fhir+json") return Document::fhir;
  return std::nullopt;
}

bool is_pdf(std::string_view media_type) {
  Letters letters;
  return plain_form(media_type, letters) == "application/pdf";
}

bool is_fhir(std::string_view media_type) {
  Letters letters;
  return plain_form(media_type, letters) == "application/fhir+json";
}

std::string_view what_is_missing(std::string_view media_type) {
  if (is_pdf(media_type)) return "an engine opened with pdf_module, a file of the package libunknot-pdf1";
  return "application/json, application/json;for=handout, application/fhir+json, text/html, text/html;for=clinic or "
         "text/plain";
}

}  // namespace unknot::engine
