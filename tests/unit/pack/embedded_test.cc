#include <gtest/gtest.h>

#include "base/sha256.h"
#include "pack/load.h"

namespace {

using namespace unknot::pack;

TEST(Embedded, HashThatWasBundledIsTheHashOfThePack) {
  EXPECT_EQ(load_embedded()->sha256, load(embedded())->sha256);
  EXPECT_EQ(load_embedded()->sha256, unknot::sha256_hex(embedded()));
}

}  // namespace
