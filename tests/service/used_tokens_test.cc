// What is remembered of tokens, beyond what tokens over a network can show: its room, and how it becomes free again.
#include "used_tokens.h"

#include <gtest/gtest.h>

#include <cstring>

namespace {

using unknot::service::UsedTokens;
using Answer = UsedTokens::Answer;

UsedTokens::Hash token(std::size_t number) {
  UsedTokens::Hash hash{};
  std::memcpy(hash.data(), &number, sizeof number);
  return hash;
}

TEST(UsedTokens, AreRememberedUntilTheirEnd) {
  UsedTokens used;
  EXPECT_EQ(used.use(token(1), 200, 100), Answer::first_time);
  EXPECT_EQ(used.use(token(2), 300, 100), Answer::first_time);
  EXPECT_EQ(used.use(token(1), 200, 200), Answer::used_before);
  EXPECT_EQ(used.use(token(1), 400, 201), Answer::first_time);
  EXPECT_EQ(used.use(token(2), 300, 201), Answer::used_before);
}

TEST(UsedTokens, WithoutRoomNoneIsTakenAndNoneForgotten) {
  UsedTokens used;
  for (std::size_t i = 0; i < UsedTokens::most; ++i) {
    ASSERT_EQ(used.use(token(i), 200 + static_cast<std::int64_t>(i % 2), 100), Answer::first_time);
  }
  EXPECT_EQ(used.use(token(UsedTokens::most), 300, 100), Answer::no_room);
  EXPECT_EQ(used.use(token(7), 300, 100), Answer::used_before);
  // Half of them have their end behind them.
  EXPECT_EQ(used.use(token(UsedTokens::most), 300, 201), Answer::first_time);
  EXPECT_EQ(used.use(token(7), 300, 201), Answer::used_before);
  EXPECT_EQ(used.use(token(6), 300, 201), Answer::first_time);
}

}  // namespace
