// Every topic in one language as it reads when nothing about it is tailored: most of most sheets, made once for all
// patients.
#pragma once

#include <vector>

#include "base/arena.h"
#include "compose/handout.h"

namespace unknot::compose {

// Its lines point into the pack, which outlives it.
class Catalogue {
 public:
  Catalogue(const pack::Pack& pack, const pack::Locale& locale);

  const PreparedSection& whole(pack::Index topic) const { return whole_[topic]; }
  const PreparedSection& brief(pack::Index topic) const { return brief_[topic]; }

  // Gives each section its form in a page: `write(section, memory)`.
  template <typename Write>
  void write_pages(Write&& write) {
    for (auto* sections : {&whole_, &brief_}) {
      for (PreparedSection& section : *sections) section.html = write(section, memory_);
    }
  }

 private:
  Arena memory_;
  Handout handout_;                     // holds the blocks
  std::vector<PreparedSection> whole_;  // by topic
  std::vector<PreparedSection> brief_;
};

}  // namespace unknot::compose
