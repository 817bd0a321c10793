// A set of questions, one bit each.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "base/limits.h"

namespace unknot::logic {

class QuestionSet {
 public:
  void set(std::size_t question) { words_[question / 64] |= std::uint64_t{1} << (question % 64); }
  bool operator[](std::size_t question) const { return (words_[question / 64] >> (question % 64) & 1) != 0; }

  QuestionSet& operator|=(const QuestionSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  bool intersects(const QuestionSet& other) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if ((words_[i] & other.words_[i]) != 0) return true;
    }
    return false;
  }

  // Calls `visit(question)` for each member, in question order.
  template <typename Visit>
  void for_each(Visit&& visit) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      for (std::uint64_t rest = words_[i]; rest != 0; rest &= rest - 1) {
        visit(i * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
      }
    }
  }

 private:
  static_assert(limits::questions % 64 == 0);
  std::array<std::uint64_t, limits::questions / 64> words_{};
};

}  // namespace unknot::logic
