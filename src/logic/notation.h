// The notation of conditions, as clinicians write them in the pack:
//
//   condition   = conjunction { "or" conjunction }
//   conjunction = atom { "and" atom }
//   atom        = "(" condition ")" | name | "unsure(" q ")" | "count(" q ", {" v ", " … "}) >=" n
//               | q "=" v | q "in {" v ", " … "}" | q "has" v | q ( "<" | "<=" | "=" | ">=" | ">" ) number
//
// There is no "not": a condition can become true only by an answer that was given.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/json_pointer.h"
#include "base/name_table.h"
#include "logic/program.h"

namespace unknot::logic {

// What a question is to the notation.
struct Shape {
  enum class Type : std::uint8_t { yes_no, one, many, integer };
  Type type = Type::yes_no;
  const NameTable* values = nullptr;  // not for integers
  std::int32_t minimum = 0;           // integers only
  std::int32_t maximum = 0;
};

// The words that a condition may use. The tables outlive it; compile() marks the names that it meets.
struct Vocabulary {
  const NameTable* questions = nullptr;
  std::vector<Shape> shapes;  // by question
  struct Name {
    NodeId node = 0;
    bool used = false;
  };
  std::map<std::string, Name, std::less<>> names;
  std::size_t questions_defined = 0;  // conditions may name only the questions before this one
};

// Compiles `text` into `program` and returns the node that stands for all of it.
// Throws a Failure (invalid_condition, at `pointer`) that says what was expected and at which byte.
NodeId compile(std::string_view text, Vocabulary& vocabulary, Program& program, const JsonPointer& pointer);

}  // namespace unknot::logic
