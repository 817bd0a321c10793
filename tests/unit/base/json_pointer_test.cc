#include "base/json_pointer.h"

#include <gtest/gtest.h>

namespace {

using unknot::JsonPointer;

TEST(JsonPointer, OfTheWholeTextIsEmpty) { EXPECT_EQ(JsonPointer("").text(), ""); }

TEST(JsonPointer, NamesEveryStepOfTheWay) {
  const JsonPointer rules("/rules");
  const JsonPointer rule = rules.member("rules", 12);
  EXPECT_EQ(rules.text(), "/rules");
  EXPECT_EQ(rule.text(), "/rules/rules/12");
  EXPECT_EQ(rule.member("when").text(), "/rules/rules/12/when");
  EXPECT_EQ(rule.member("sources", 0).text(), "/rules/rules/12/sources/0");
}

}  // namespace
