#include "render/record.h"

#include <gtest/gtest.h>

#include "visit.h"

namespace {

using namespace unknot_test;

SmallPack pack_of_flag() {
  return SmallPack()
      .yes_no("a")
      .yes_no("b")
      .yes_no("c")
      .rule("low", "a = yes", "routine")
      .rule("high", "b = yes", "soon")
      .rule("as-high", "c = yes", "soon");
}

std::string reason(const char* answers) {
  const Visit visit(pack_of_flag(), answers);
  const unknot::render::Record record{*visit.pack, visit.answers, visit.assessment, visit.plan, 0};
  const std::string_view text = unknot::render::flag_reason(record, 0);
  EXPECT_EQ(text.data()[text.size()], '\0');
  return std::string(text);
}

TEST(FlagReason, IsThatOfTheFirstRaisedRuleOfTheHighestTier) {
  EXPECT_EQ(reason(R"({"a": true, "b": true, "c": true})"), "Clinic reason of high.");
  EXPECT_EQ(reason(R"({"a": true, "b": false, "c": true})"), "Clinic reason of as-high.");
  EXPECT_EQ(reason(R"({"a": true, "b": false, "c": false})"), "Clinic reason of low.");
}

TEST(FlagReason, OfARaisedFlagIsNotThatOfAnOpenRule) { EXPECT_EQ(reason(R"({"a": true})"), "Clinic reason of low."); }

TEST(FlagReason, OfAnOpenFlagSaysThatAnswersAreMissing) {
  EXPECT_EQ(reason(R"({"a": false})"), "flag_open_reason");
  EXPECT_EQ(reason("{}"), "flag_open_reason");
}

TEST(FlagReason, OfAClearFlagIsEmpty) { EXPECT_EQ(reason(R"({"a": false, "b": false, "c": false})"), ""); }

}  // namespace
