// The questions as the library gives them, in one language and in the order in which to ask them.
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "library.h"

namespace unknot::cli {

using Json = nlohmann::ordered_json;

struct Option {
  Json value;
  std::string text;
};

struct Question {
  enum class Type { yes_no, one, many, integer };
  std::string id;
  std::string group;  // its title
  Type type = Type::yes_no;
  std::string text;
  std::string help;  // may be empty
  std::vector<Option> options;
  // Integers only; never negative.
  int minimum = 0;
  int maximum = 0;
  std::string unit;  // may be empty
};

struct Questionnaire {
  std::string locale;
  std::string emergency_number;
  std::vector<Question> questions;
};

// locale: empty for the pack's first.
Questionnaire read_questionnaire(const Engine& engine, const std::string& locale);

}  // namespace unknot::cli
