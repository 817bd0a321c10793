// Every topic as it reads when nothing about it is tailored, in each language: most of most sheets, made when a pack is
// opened.
#pragma once

#include <deque>
#include <memory_resource>
#include <vector>

#include "compose/handout.h"

namespace unknot::compose {

// Its lines point into the pack, which outlives it.
class Catalogue {
 public:
  explicit Catalogue(const pack::Pack& pack);

  const PreparedSection& whole(const pack::Locale& locale, pack::Index topic) const {
    return whole_[first_of(locale) + topic];
  }
  const PreparedSection& brief(const pack::Locale& locale, pack::Index topic) const {
    return brief_[first_of(locale) + topic];
  }

  // Gives each section its form in a page.
  template <typename Write>
  void write_pages(Write&& write) {
    for (auto* sections : {&whole_, &brief_}) {
      for (PreparedSection& section : *sections) section.html = write(section);
    }
  }

 private:
  std::size_t first_of(const pack::Locale& locale) const {
    return static_cast<std::size_t>(&locale - pack_.locales.data()) * pack_.topics.size();
  }

  const pack::Pack& pack_;
  std::pmr::monotonic_buffer_resource memory_;
  std::deque<Handout> handouts_;        // one a language; they hold the blocks
  std::vector<PreparedSection> whole_;  // by language, then by topic
  std::vector<PreparedSection> brief_;
};

}  // namespace unknot::compose
