#include "base/base64.h"

#include <gtest/gtest.h>

namespace {

using unknot::base64;

// RFC 4648, section 10.
TEST(Base64, MatchesTheVectorsOfTheRfc) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foob"), "Zm9vYg==");
  EXPECT_EQ(base64("fooba"), "Zm9vYmE=");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Base64, TakesAnyByte) {
  EXPECT_EQ(base64(std::string_view("\0\0\0", 3)), "AAAA");
  EXPECT_EQ(base64("\xFF\xFF\xFF"), "////");
  EXPECT_EQ(base64("\xFB\xEF\xBE"), "++++");
  EXPECT_EQ(base64("\x14\xFB\x9C\x03\xD9\x7E"), "FPucA9l+");  // RFC 1521's example
}

}  // namespace
