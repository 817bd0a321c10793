#include "render/buffer.h"

#include <gtest/gtest.h>

#include <string>

namespace {

using unknot::render::Buffer;

TEST(Buffer, HoldsAllThatWasWrittenWhateverWasExpected) {
  for (const std::size_t expected_bytes : {0u, 1u, 7u, 100u, 100000u}) {
    unknot::Arena memory;
    Buffer buffer(memory, expected_bytes);
    std::string expected;
    for (int i = 0; i < 1000; ++i) {
      buffer.append(std::to_string(i));
      buffer.append(',');
      buffer.literal("and ");
      buffer.append(2, '-');
      expected += std::to_string(i) + ",and --";
    }
    EXPECT_EQ(buffer.finish(), expected) << expected_bytes;
  }
}

TEST(Buffer, EndsInANul) {
  unknot::Arena memory;
  Buffer empty(memory, 0);
  EXPECT_STREQ(empty.finish().data(), "");
  Buffer full(memory, 3);
  full.append("abc");
  EXPECT_STREQ(full.finish().data(), "abc");
}

TEST(Buffer, GivesItsLastByteAndTakesItBack) {
  unknot::Arena memory;
  Buffer buffer(memory, 8);
  EXPECT_EQ(buffer.last(), '\0');
  buffer.append("ab");
  EXPECT_EQ(buffer.last(), 'b');
  buffer.drop_last();
  EXPECT_EQ(buffer.finish(), "a");
}

}  // namespace
