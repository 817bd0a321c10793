// What is defined is used, and what a private rule asks shows nowhere.
#include <gtest/gtest.h>

#include "pack/changed_pack.h"

namespace {

using namespace unknot_test;

TEST(CheckUses, AQuestionThatNoConditionNamesIsRefused) {
  EXPECT_EQ(refusal([] { minimal_pack().yes_no("idle").load(); }), "unused_id /questions/questions/1");
}

TEST(CheckUses, AQuestionThatOnlyAnAskedWhenNamesIsUsed) {
  EXPECT_EQ(refusal([] {
              SmallPack()
                  .yes_no("first")
                  .yes_no("second")
                  .asked_when("first = yes", false)
                  .rule("r", "second = yes", "soon")
                  .load();
            }),
            "accepted");
}

TEST(CheckUses, AQuestionThatOnlyAContradictionNamesIsUsed) {
  EXPECT_EQ(refusal([] {
              minimal_pack()
                  .integer("days", 0, 9)
                  .integer("age", 0, 9)
                  .contradiction("longer", {{"exceeds", {"days", 1, "age", 0}}})
                  .load();
            }),
            "accepted");
}

TEST(CheckUses, ANamedConditionThatNothingNamesIsRefused) {
  EXPECT_EQ(changed([](Json& pack) {
              pack["rules"]["conditions"].push_back({{"id", "idle"}, {"when", "fever = yes"}});
            }),
            "unused_id /rules/conditions");
}

TEST(CheckUses, ASourceThatNothingNamesIsRefused) {
  EXPECT_EQ(changed([](Json& pack) {
              pack["sources"]["sources"].push_back({{"id", "BOOK"}, {"title", "A book"}});
            }),
            "unused_id /sources/sources");
}

TEST(CheckUses, AGroupWithoutAQuestionIsRefused) {
  EXPECT_EQ(changed([](Json& pack) {
              pack["questions"]["groups"].push_back("empty");
              for (const char* tag : {"en-US", "es-US"}) pack["text"][tag]["groups"]["empty"] = "Empty";
            }),
            "unused_id /questions/groups");
}

TEST(CheckUses, ATopicThatNoKindHoldsIsRefused) {
  SmallPack pack = minimal_pack().topic("idle");
  for (Json& kind : pack.json["pack"]["kinds"]) kind["topics"] = {"rest"};
  EXPECT_EQ(refusal([&] { pack.load(); }), "unused_id /topics/topics");
}

// A pack whose rule on `unsafe` is private.
SmallPack private_pack() {
  return minimal_pack().yes_no("unsafe").rule("unsafe", "unsafe = yes", "same_day", {{"private", true}});
}

TEST(PrivateRules, MayStandInAPack) {
  EXPECT_EQ(refusal([] { private_pack().load(); }), "accepted");
}

TEST(PrivateRules, ShareTheirReasonWithPrivateRulesOnly) {
  SmallPack shared = private_pack().rule("other", "fever = no", "soon", {{"reason", "unsafe"}});
  EXPECT_EQ(refusal([&] { shared.load(); }), "private_question /rules/rules");
  SmallPack both = private_pack().rule("other", "unsafe = no", "soon", {{"reason", "unsafe"}, {"private", true}});
  EXPECT_EQ(refusal([&] { both.load(); }), "accepted");
}

TEST(PrivateRules, AskNothingThatATopicDependsOn) {
  const auto topic_with = [](const Json& more) { return refusal([&] { private_pack().topic("heat", more).load(); }); };
  EXPECT_EQ(topic_with({{"offered_when", "unsafe = no"}}), "private_question /topics/topics");
  EXPECT_EQ(topic_with({{"withheld_when", "fever = yes or unsafe = yes"}, {"unknown", "warn"}}),
            "private_question /topics/topics");
  EXPECT_EQ(topic_with({{"adjustments", {{{"id", "bath"}, {"note", "part_left_out"}, {"when", "unsafe = yes"}}}}}),
            "private_question /topics/topics");
  EXPECT_EQ(topic_with({{"offered_when", "fever = no"}}), "accepted");
}

TEST(PrivateRules, AskNothingThatANoticeOrSlotDependsOn) {
  EXPECT_EQ(expectation([] { private_pack().notice("care", "notices", "unsafe = yes").load(); }),
            "no question of a private rule in care");
  EXPECT_EQ(expectation([] {
              private_pack().slot("move", 1, {{{"topic", "rest"}, {"when", "unsafe = no"}}}).load();
            }),
            "no question of a private rule in move");
}

TEST(PrivateRules, AreNotGotRoundByANamedCondition) {
  EXPECT_EQ(refusal([] {
              minimal_pack()
                  .yes_no("unsafe")
                  .condition("danger", "unsafe = yes")
                  .rule("unsafe", "danger", "same_day", {{"private", true}})
                  .topic("heat", {{"offered_when", "danger"}})
                  .load();
            }),
            "private_question /topics/topics");
}

}  // namespace
