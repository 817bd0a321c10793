#include "base/character_set.h"

#include <gtest/gtest.h>

namespace {

using unknot::CharacterSet;

TEST(CharacterSet, HoldsItsBytesAndNoOther) {
  constexpr CharacterSet set("a\xFF ");
  for (int byte = 0; byte < 256; ++byte) {
    EXPECT_EQ(set.holds(static_cast<char>(byte)), byte == 'a' || byte == 0xFF || byte == ' ') << byte;
  }
}

TEST(CharacterSet, IsAskedOfEachByteOfAText) {
  constexpr CharacterSet digits("0123456789");
  EXPECT_TRUE(digits.holds_all_of("2026"));
  EXPECT_FALSE(digits.holds_all_of("2026-"));
  EXPECT_TRUE(digits.holds_all_of(""));
  EXPECT_TRUE(digits.holds_any_of("in 7 days"));
  EXPECT_FALSE(digits.holds_any_of("soon"));
  EXPECT_FALSE(digits.holds_any_of(""));
}

}  // namespace
