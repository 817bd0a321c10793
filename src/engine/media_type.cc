#include "engine/consultation.h"

namespace unknot::engine {

std::optional<Document> document_of(std::string_view media_type) {
  std::string plain;  // lower case, without spaces
  for (const char c : media_type) {
    if (c != ' ' && c != '\t') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  constexpr std::string_view charset = ";charset=utf-8";
  const std::size_t at = plain.find(charset);
  const bool whole =
      at != std::string::npos && (at + charset.size() == plain.size() || plain[at + charset.size()] == ';');
  if (whole) plain.erase(at, charset.size());
  if (plain == "application/json") return Document::json;
  if (plain == "application/json;for=handout") return Document::handout_json;
  if (plain == "text/html") return Document::html;
  if (plain == "text/plain") return Document::text;
  if (plain == "text/html;for=clinic") return Document::clinic_html;
  return std::nullopt;
}

}  // namespace unknot::engine
