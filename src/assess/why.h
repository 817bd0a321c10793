// Why a condition is true, or what is missing before one can tell.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <vector>

#include "assess/assessment.h"

namespace unknot::assess {

// One answer that a condition rests on.
struct Ground {
  enum class Form : std::uint8_t { number, value, unsure };
  std::uint8_t question = 0;
  Form form = Form::value;
  std::uint8_t value = 0;   // index of the value, for Form::value
  std::int32_t number = 0;  // for Form::number
  bool asked = true;        // false: the question does not apply, and this is what it counts as

  bool operator==(const Ground&) const = default;
};

struct Why {
  std::pmr::vector<Ground> because;             // each once, in question order, then value order
  std::pmr::vector<std::uint8_t> not_answered;  // questions that the condition names and that are unknown

  bool operator==(const Why&) const = default;
};

// `because` holds the true comparisons met in the condition: all true sides of an "or", all sides of an "and".
Why why(const pack::Pack& pack, const Assessment& assessment, pack::NodeId condition,
        std::pmr::memory_resource& memory);

}  // namespace unknot::assess
