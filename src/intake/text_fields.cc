#include "intake/text_fields.h"

#include <algorithm>

#include "base/calendar.h"
#include "base/failure.h"
#include "base/limits.h"
#include "base/utf8.h"

namespace unknot::intake {

namespace {

[[noreturn]] void refuse(ProblemCode code, const std::string& pointer, std::string expected) {
  fail(Status::intake, code, pointer, std::move(expected));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

void check_encoding(std::string_view text, const std::string& pointer) {
  if (!utf8::valid(text)) refuse(ProblemCode::invalid_utf8, pointer, "UTF-8 without lone surrogates");
  if (text.find('\0') != std::string_view::npos) refuse(ProblemCode::invalid_text, pointer, "text without U+0000");
}

void check_name(std::string_view text, std::size_t limit_bytes, const std::string& pointer) {
  check_encoding(text, pointer);
  if (text.size() > limit_bytes) {
    refuse(ProblemCode::too_long, pointer, "at most " + std::to_string(limit_bytes) + " bytes");
  }
  for (std::size_t at = 0; at < text.size();) {
    if (utf8::is_control_or_bidi(utf8::next(text, at))) {
      refuse(ProblemCode::invalid_text, pointer, "text without control and bidi-override characters");
    }
  }
}

void check_request_id(std::string_view text, const std::string& pointer) {
  const auto allowed = [](char c) {
    return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' || c == '_' || c == '-';
  };
  if (text.empty() || text.size() > limits::request_id_bytes || !std::all_of(text.begin(), text.end(), allowed)) {
    refuse(ProblemCode::invalid_format, pointer, "1 to 64 characters of A-Z a-z 0-9 . _ -");
  }
}

void check_emergency_number(std::string_view text, const std::string& pointer) {
  const auto allowed = [](char c) {
    return is_digit(c) || std::string_view(" +-()").find(c) != std::string_view::npos;
  };
  if (text.size() > limits::emergency_number_bytes) {
    refuse(ProblemCode::too_long, pointer, "at most 20 bytes");
  }
  if (!std::all_of(text.begin(), text.end(), allowed) || std::none_of(text.begin(), text.end(), is_digit)) {
    refuse(ProblemCode::invalid_format, pointer, "a number of digits, space, + - ( )");
  }
}

void check_date(std::string_view text, const std::string& pointer) {
  if (!parse_date(text)) refuse(ProblemCode::invalid_date, pointer, "a date that exists, as YYYY-MM-DD");
}

}  // namespace unknot::intake
