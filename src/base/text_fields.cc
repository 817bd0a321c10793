#include "base/text_fields.h"

#include <algorithm>

#include "base/calendar.h"
#include "base/limits.h"
#include "base/utf8.h"

namespace unknot {

namespace {

// Printable and one byte each: nothing more to look at.
bool is_plain_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<TextProblem> problem_in_length(std::string_view text, std::size_t limit_bytes) {
  if (text.size() <= limit_bytes) return std::nullopt;
  return TextProblem{ProblemCode::too_long, "at most " + std::to_string(limit_bytes) + " bytes"};
}

}  // namespace

std::optional<TextProblem> problem_in_encoding(std::string_view text) {
  if (is_plain_ascii(text)) return std::nullopt;
  if (!utf8::valid(text)) return TextProblem{ProblemCode::invalid_utf8, "UTF-8 without lone surrogates"};
  if (text.find('\0') == std::string_view::npos) return std::nullopt;
  return TextProblem{ProblemCode::invalid_text, "text without U+0000"};
}

std::optional<TextProblem> problem_in_name(std::string_view text, std::size_t limit_bytes) {
  if (auto problem = problem_in_encoding(text)) return problem;
  if (auto problem = problem_in_length(text, limit_bytes)) return problem;
  if (is_plain_ascii(text)) return std::nullopt;
  for (std::size_t at = 0; at < text.size();) {
    if (!utf8::is_control_or_bidi(utf8::next(text, at))) continue;
    return TextProblem{ProblemCode::invalid_text, "text without control and bidi-override characters"};
  }
  return std::nullopt;
}

std::optional<TextProblem> problem_in_request_id(std::string_view text) {
  if (auto problem = problem_in_encoding(text)) return problem;
  if (auto problem = problem_in_length(text, limits::request_id_bytes)) return problem;
  const auto allowed = [](char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '_' || c == '-';
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), allowed)) return std::nullopt;
  return TextProblem{ProblemCode::invalid_format, "1 to 64 characters of A-Z a-z 0-9 . _ -"};
}

std::optional<TextProblem> problem_in_emergency_number(std::string_view text) {
  if (auto problem = problem_in_encoding(text)) return problem;
  if (auto problem = problem_in_length(text, limits::emergency_number_bytes)) return problem;
  const auto allowed = [](char c) {
    return is_digit(c) || std::string_view(" +-()").find(c) != std::string_view::npos;
  };
  const bool has_digit = std::any_of(text.begin(), text.end(), is_digit);
  if (has_digit && std::all_of(text.begin(), text.end(), allowed)) return std::nullopt;
  return TextProblem{ProblemCode::invalid_format, "a number of digits, space, + - ( )"};
}

std::optional<TextProblem> problem_in_date(std::string_view text) {
  if (auto problem = problem_in_encoding(text)) return problem;
  if (parse_date(text)) return std::nullopt;
  return TextProblem{ProblemCode::invalid_date, "a date that exists, as YYYY-MM-DD"};
}

}  // namespace unknot
