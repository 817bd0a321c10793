// What names, numbers and dates may hold that are printed or echoed: in an intake beside the answers, and in an
// overlay.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/failure.h"

namespace unknot {

struct TextProblem {
  ProblemCode code;
  std::string expected;
};

// Nothing if the text is of its form. Each looks first for what no text may hold anywhere: bad UTF-8 (lone surrogates
// too) and U+0000.
std::optional<TextProblem> problem_in_encoding(std::string_view text);
std::optional<TextProblem> problem_in_name(std::string_view text, std::size_t limit_bytes);
std::optional<TextProblem> problem_in_request_id(std::string_view text);
std::optional<TextProblem> problem_in_emergency_number(std::string_view text);
std::optional<TextProblem> problem_in_date(std::string_view text);

}  // namespace unknot
