// Which topics this patient's sheet holds, and what is left out because it could harm.
#pragma once

#include <memory_resource>
#include <vector>

#include "assess/assessment.h"

namespace unknot::plan {

using pack::Index;

// Something that this patient must be told about a topic that stands in the plan.
struct Note {
  Index topic = 0;
  pack::NoteKind kind = pack::NoteKind::warn;
  const pack::Adjustment* adjustment = nullptr;  // nullptr for `warn`
  pack::NodeId condition = 0;                    // the one that is true or unknown
};

// A row of the tick sheet. Bit d of `days` (from 0): the topic is to be done on day d + 1.
struct TickRow {
  Index topic = 0;
  std::uint32_t days = 0;
};

struct Plan {
  explicit Plan(std::pmr::memory_resource& memory)
      : main(&memory), more(&memory), withheld(&memory), notes(&memory), tick_sheet(&memory) {}

  const pack::Kind* kind = nullptr;
  Index kind_index = 0;
  std::pmr::vector<Index> main;          // in slot order
  std::pmr::vector<Index> more;          // in the pack's order, as the next two
  std::pmr::vector<Index> withheld;      // offered, held by the kind, and could harm or might
  std::pmr::vector<Note> notes;          // of topics in main or more
  std::pmr::vector<TickRow> tick_sheet;  // of topics in main, and of what follows them
};

// Sections 4 and 5 of the clinical specification. The result's lists live in `memory`.
Plan plan(const pack::Pack& pack, const assess::Assessment& assessment, std::pmr::memory_resource& memory);

}  // namespace unknot::plan
