// Kleene's three-valued logic. Unknown is neither yes nor no, and never becomes no by itself.
#pragma once

#include <cstdint>

namespace unknot::logic {

// One bit for "is true", one for "is false"; neither is unknown.
enum class Truth : std::uint8_t { unknown = 0, yes = 1, no = 2 };

constexpr Truth both(Truth a, Truth b) {
  const auto x = static_cast<unsigned>(a);
  const auto y = static_cast<unsigned>(b);
  return static_cast<Truth>((x & y & 1u) | ((x | y) & 2u));
}

constexpr Truth either(Truth a, Truth b) {
  const auto x = static_cast<unsigned>(a);
  const auto y = static_cast<unsigned>(b);
  return static_cast<Truth>(((x | y) & 1u) | (x & y & 2u));
}

}  // namespace unknot::logic
