// What the conditions read: each question with the value that it counts as.
#pragma once

#include <array>
#include <cstdint>

#include "base/limits.h"

namespace unknot::logic {

struct Fact {
  std::uint64_t members = 0;  // bit i: value i of a question with values holds
  std::int32_t number = 0;    // the value of an integer question
  bool known = false;         // has a value, given or by its else
  bool unsure = false;        // answered "unsure", and applies or may apply
  bool asked = true;          // false: does not apply, and counts as its else value
};

using Facts = std::array<Fact, limits::questions>;

}  // namespace unknot::logic
