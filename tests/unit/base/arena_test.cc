#include "base/arena.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace {

using unknot::Arena;

TEST(Arena, GivesMemoryOfTheAlignmentThatWasAskedFor) {
  Arena arena;
  for (std::size_t alignment = 1; alignment <= 256; alignment *= 2) {
    EXPECT_NE(arena.allocate(1, 1), nullptr);  // leaves the next place unaligned
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(arena.allocate(24, alignment)) % alignment, 0u) << alignment;
  }
}

TEST(Arena, NeverGivesTheSameMemoryTwice) {
  Arena arena;
  std::vector<unsigned char*> pieces;
  const auto size_of = [](std::size_t i) { return i % 7 == 0 ? 100000 + i : 1 + i * 37 % 3000; };
  for (std::size_t i = 0; i < 400; ++i) {
    pieces.push_back(static_cast<unsigned char*>(arena.allocate(size_of(i), std::size_t{1} << i % 5)));
    std::memset(pieces[i], static_cast<int>(i % 251), size_of(i));
  }
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const std::vector<unsigned char> expected(size_of(i), static_cast<unsigned char>(i % 251));
    ASSERT_EQ(std::memcmp(pieces[i], expected.data(), expected.size()), 0) << i;
  }
}

TEST(Arena, WhatWasAllocatedLastGrowsInItsPlaceAndGivesBackWhatItDoesNotUse) {
  Arena arena;
  auto* first = static_cast<char*>(arena.allocate(100, 1));
  const std::size_t size = arena.extend(first, 100);
  EXPECT_GT(size, 50000u);
  std::fill_n(first, 1000, 'a');
  arena.shrink(first, size, 1000);
  auto* second = static_cast<char*>(arena.allocate(10, 1));
  EXPECT_EQ(second, first + 1000);

  // Something else was allocated since: all stays as it is.
  EXPECT_EQ(arena.extend(first, 1000), 1000u);
  arena.shrink(first, 1000, 10);
  EXPECT_EQ(arena.allocate(1, 1), second + 10);
  EXPECT_EQ(std::string(first, 1000), std::string(1000, 'a'));
}

TEST(Wipe, ClearsExactlyWhatItIsGiven) {
  for (std::size_t size = 0; size <= 1100; ++size) {
    std::vector<unsigned char> bytes(size + 2, 0xAA);
    unknot::wipe(bytes.data() + 1, size);
    ASSERT_EQ(bytes.front(), 0xAA) << size;
    ASSERT_EQ(bytes.back(), 0xAA) << size;
    bytes.front() = bytes.back() = 0;
    ASSERT_EQ(bytes, std::vector<unsigned char>(size + 2)) << size;
  }
}

}  // namespace
