// Kleene's three-valued logic. Unknown is neither yes nor no, and never becomes no by itself.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace unknot::logic {

// One bit for "is true", one for "is false"; neither is unknown.
enum class Truth : std::uint8_t { unknown = 0, yes = 1, no = 2 };

// "And" and "or" over any number of truths, without a branch.
class Truths {
 public:
  constexpr Truths(std::initializer_list<Truth> values = {}) {
    for (const Truth value : values) add(value);
  }
  constexpr void add(Truth value) {
    in_all_ &= static_cast<unsigned>(value);
    in_any_ |= static_cast<unsigned>(value);
  }
  constexpr Truth all() const { return static_cast<Truth>((in_all_ & 1u) | (in_any_ & 2u)); }
  constexpr Truth any() const { return static_cast<Truth>((in_any_ & 1u) | (in_all_ & 2u)); }

 private:
  unsigned in_all_ = 3;
  unsigned in_any_ = 0;
};

constexpr Truth either(Truth a, Truth b) { return Truths{a, b}.any(); }

// Unknown unless it is known.
constexpr Truth known_truth(bool holds, bool known) {
  return static_cast<Truth>((2u - unsigned{holds}) & (0u - unsigned{known}));
}

}  // namespace unknot::logic
