// What a patient typed, understood.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "questionnaire.h"

namespace unknot::cli {

struct Reply {
  enum class Kind { answer, skip, back, help, stop, unclear };
  Kind kind = Kind::unclear;
  Json answer;  // a value of the question, or "unsure"
};

// Without the blanks around it.
std::string_view trimmed(std::string_view text);

// The numbers of the options that fit, from 1; the empty list for "0". Nothing if it is anything else.
std::optional<std::vector<std::size_t>> option_numbers(std::string_view line, std::size_t first, std::size_t last);

// Understands a line; of a question that takes many options only what is not their numbers.
Reply read_reply(const Question& question, std::string_view line);

}  // namespace unknot::cli
