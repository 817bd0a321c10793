#include "logic/truth.h"

#include <gtest/gtest.h>

namespace {

using unknot::logic::either;
using unknot::logic::known_truth;
using unknot::logic::Truth;
using unknot::logic::Truths;

constexpr Truth yes = Truth::yes;
constexpr Truth no = Truth::no;
constexpr Truth unknown = Truth::unknown;

constexpr Truth both(Truth a, Truth b) { return Truths{a, b}.all(); }

TEST(Kleene, AndIsTrueOnlyIfBothSidesAre) {
  EXPECT_EQ(both(yes, yes), yes);
  EXPECT_EQ(both(yes, no), no);
  EXPECT_EQ(both(no, yes), no);
  EXPECT_EQ(both(no, no), no);
}

TEST(Kleene, OrIsFalseOnlyIfBothSidesAre) {
  EXPECT_EQ(either(no, no), no);
  EXPECT_EQ(either(yes, no), yes);
  EXPECT_EQ(either(no, yes), yes);
  EXPECT_EQ(either(yes, yes), yes);
}

TEST(Kleene, UnknownAndFalseIsFalse) {
  EXPECT_EQ(both(unknown, no), no);
  EXPECT_EQ(both(no, unknown), no);
}

TEST(Kleene, UnknownAndTrueIsUnknown) {
  EXPECT_EQ(both(unknown, yes), unknown);
  EXPECT_EQ(both(yes, unknown), unknown);
}

TEST(Kleene, UnknownOrTrueIsTrue) {
  EXPECT_EQ(either(unknown, yes), yes);
  EXPECT_EQ(either(yes, unknown), yes);
}

TEST(Kleene, UnknownOrFalseIsUnknown) {
  EXPECT_EQ(either(unknown, no), unknown);
  EXPECT_EQ(either(no, unknown), unknown);
}

TEST(Kleene, UnknownStaysUnknownWithItself) {
  EXPECT_EQ(both(unknown, unknown), unknown);
  EXPECT_EQ(either(unknown, unknown), unknown);
}

TEST(Kleene, OverNothingAndIsTrueAndOrIsFalse) {
  EXPECT_EQ(Truths().all(), yes);
  EXPECT_EQ(Truths().any(), no);
}

TEST(Kleene, OverManyOneSideDecides) {
  EXPECT_EQ((Truths{yes, unknown, no}.all()), no);
  EXPECT_EQ((Truths{yes, unknown, yes}.all()), unknown);
  EXPECT_EQ((Truths{no, unknown, yes}.any()), yes);
  EXPECT_EQ((Truths{no, unknown, no}.any()), unknown);
}

TEST(KnownTruth, HoldsOnlyIfKnown) {
  EXPECT_EQ(known_truth(true, true), yes);
  EXPECT_EQ(known_truth(false, true), no);
  EXPECT_EQ(known_truth(true, false), unknown);
  EXPECT_EQ(known_truth(false, false), unknown);
}

}  // namespace
