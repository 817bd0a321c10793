// A set of single bytes, asked byte by byte.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace unknot {

class CharacterSet {
 public:
  constexpr explicit CharacterSet(std::string_view characters) {
    for (const char c : characters) holds_[static_cast<unsigned char>(c)] = true;
  }
  constexpr bool holds(char c) const { return holds_[static_cast<unsigned char>(c)]; }
  constexpr bool holds_all_of(std::string_view text) const {
    return std::all_of(text.begin(), text.end(), [this](char c) { return holds(c); });
  }
  constexpr bool holds_any_of(std::string_view text) const {
    return std::any_of(text.begin(), text.end(), [this](char c) { return holds(c); });
  }

 private:
  std::array<bool, 256> holds_{};
};

}  // namespace unknot
