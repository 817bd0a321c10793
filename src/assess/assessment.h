// What the answers mean to the clinic. An unanswered question is never read as "no".
#pragma once

#include <cstdint>
#include <memory_resource>
#include <vector>

#include "intake/answers.h"
#include "logic/facts.h"
#include "logic/truth.h"
#include "pack/pack.h"

namespace unknot::assess {

using logic::Truth;
using pack::Tier;

struct FlagState {
  Truth raised = Truth::no;         // unknown: open, an answer is missing that could raise it
  Tier tier = Tier::none;           // the highest of its raised rules
  Tier possible_tier = Tier::none;  // the highest of its raised and open rules
};

struct OpenQuestion {
  std::uint8_t question = 0;
  Tier could_raise_to = Tier::none;
};

struct Assessment {
  explicit Assessment(std::pmr::memory_resource& memory)
      : conditions(&memory), flags(&memory), open_questions(&memory), contradictions(&memory) {}

  logic::Facts facts;                             // what each question counts as
  std::pmr::vector<Truth> conditions;             // by node of Pack::conditions
  std::pmr::vector<FlagState> flags;              // in the pack's order
  Tier known = Tier::self_care;                   // the highest tier of a raised rule
  Tier tier = Tier::self_care;                    // what to act on: `known`, or more while the screen is not complete
  Tier possible_tier = Tier::self_care;           // the highest tier of a raised or open rule
  bool complete = false;                          // no missing answer can raise the tier
  std::pmr::vector<OpenQuestion> open_questions;  // most urgent first, then in question order
  std::pmr::vector<pack::Index> contradictions;   // in the pack's order

  Truth holds(pack::NodeId condition) const { return conditions[condition]; }
  // A condition that may be missing: `otherwise` if it is.
  Truth holds(const std::optional<pack::NodeId>& condition, Truth otherwise) const {
    return condition ? conditions[*condition] : otherwise;
  }
};

// Section 3 of the clinical specification. The result's lists live in `memory`.
Assessment assess(const pack::Pack& pack, const intake::Answers& answers, std::pmr::memory_resource& memory);

}  // namespace unknot::assess
