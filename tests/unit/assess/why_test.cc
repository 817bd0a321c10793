#include "assess/why.h"

#include <gmock/gmock.h>

#include "visit.h"

namespace {

using namespace unknot_test;
using testing::ElementsAre;
using testing::IsEmpty;
using unknot::assess::Ground;

// Why the rule `r` with this condition is raised, open or clear.
class WhyTest : public testing::Test {
 protected:
  void ask(const std::string& when, const std::string& answers) {
    SmallPack pack;
    pack.integer("age", 0, 120).yes_no("fever").many("place", {"back", "buttock", "flank"});
    pack.one("detail", {"none", "some"}).asked_when("age >= 18", "none");
    pack.rule("uses", "age > 1 or fever = yes or place has back or detail = some", "soon").rule("r", when, "soon");
    const Visit visit(pack, answers);
    std::pmr::monotonic_buffer_resource memory;
    const auto why = unknot::assess::why(*visit.pack, visit.assessment, visit.pack->rules[1].when, memory);
    because.clear();
    not_answered.clear();
    for (const Ground& ground : why.because) because.push_back(words_of(ground, *visit.pack));
    for (const std::size_t question : why.not_answered) not_answered.push_back(visit.question(question));
  }

  static std::string words_of(const Ground& ground, const unknot::pack::Pack& pack) {
    const unknot::pack::Question& question = pack.questions[ground.question];
    std::string words = question.id + '=';
    switch (ground.form) {
      case Ground::Form::number: words += std::to_string(ground.number); break;
      case Ground::Form::value: words += question.values.name(ground.value); break;
      case Ground::Form::unsure: words += "unsure"; break;
    }
    return ground.asked ? words : words + " (not asked)";
  }

  std::vector<std::string> because;
  std::vector<std::string> not_answered;
};

TEST_F(WhyTest, AnAndRestsOnAllItsSides) {
  ask("age > 50 and fever = yes", R"({"age": 60, "fever": true})");
  EXPECT_THAT(because, ElementsAre("age=60", "fever=yes"));
  EXPECT_THAT(not_answered, IsEmpty());
}

TEST_F(WhyTest, AnOrRestsOnAllItsTrueSides) {
  ask("age > 50 or fever = yes or place has flank", R"({"age": 60, "fever": false, "place": ["flank"]})");
  EXPECT_THAT(because, ElementsAre("age=60", "place=flank"));
}

TEST_F(WhyTest, AnOpenAndTellsWhatIsTrueOfItAndWhatIsMissing) {
  ask("age > 50 and fever = yes", R"({"age": 60})");
  EXPECT_THAT(because, ElementsAre("age=60"));
  EXPECT_THAT(not_answered, ElementsAre("fever"));
}

TEST_F(WhyTest, WhatIsFalseIsNoGround) {
  ask("age > 50 and (fever = yes or place has back)", R"({"age": 60, "fever": false})");
  EXPECT_THAT(because, ElementsAre("age=60"));
  EXPECT_THAT(not_answered, ElementsAre("place"));
}

TEST_F(WhyTest, ATrueAndInsideAFalseSideOfAnOrIsNoGround) {
  ask("age > 50 or (fever = yes and place has back)", R"({"age": 60, "fever": true, "place": []})");
  EXPECT_THAT(because, ElementsAre("age=60"));
}

TEST_F(WhyTest, ATrueAndInsideAnOpenSideOfAnOrIsNoGround) {
  ask("age > 50 or (fever = yes and place has back)", R"({"age": 60, "fever": true})");
  EXPECT_THAT(because, ElementsAre("age=60"));
}

TEST_F(WhyTest, HasTellsTheMemberAndNoOther) {
  ask("place has flank", R"({"place": ["back", "flank"]})");
  EXPECT_THAT(because, ElementsAre("place=flank"));
}

TEST_F(WhyTest, CountTellsTheMembersOfItsSetInTheirOrder) {
  ask("count(place, {back, flank}) >= 2", R"({"place": ["flank", "buttock", "back"]})");
  EXPECT_THAT(because, ElementsAre("place=back", "place=flank"));
}

TEST_F(WhyTest, InTellsTheValueThatWasGiven) {
  ask("fever in {no, yes}", R"({"fever": false})");
  EXPECT_THAT(because, ElementsAre("fever=no"));
}

TEST_F(WhyTest, EachAnswerStandsOnceInQuestionOrder) {
  ask("(place has flank or fever = yes) and (fever = yes and age > 50) and age > 40",
      R"({"age": 60, "fever": true, "place": ["flank"]})");
  EXPECT_THAT(because, ElementsAre("age=60", "fever=yes", "place=flank"));
}

TEST_F(WhyTest, MembersMetInTwoPlacesStandTogether) {
  ask("place has flank and (place has back or age > 50)", R"({"age": 60, "place": ["back", "flank"]})");
  EXPECT_THAT(because, ElementsAre("age=60", "place=back", "place=flank"));
}

TEST_F(WhyTest, UnsureIsAGroundAndNotAnswered) {
  ask("unsure(fever) and age > 50", R"({"age": 60, "fever": "unsure"})");
  EXPECT_THAT(because, ElementsAre("age=60", "fever=unsure"));
  EXPECT_THAT(not_answered, ElementsAre("fever"));
}

TEST_F(WhyTest, AnAnswerThatDoesNotApplyStandsWithItsElseValue) {
  ask("detail = none", R"({"age": 10})");
  EXPECT_THAT(because, ElementsAre("detail=none (not asked)"));
}

TEST_F(WhyTest, OfAClearConditionTellsNoAnswerThatIsMissingButKnown) {
  ask("age > 50 and fever = yes", R"({"age": 20, "fever": true})");
  EXPECT_THAT(because, ElementsAre("fever=yes"));
  EXPECT_THAT(not_answered, IsEmpty());
}

TEST(Ground, IsAnotherByAnyOfItsMembers) {
  const Ground ground{1, Ground::Form::value, 2, 3, true};
  EXPECT_EQ(ground, (Ground{1, Ground::Form::value, 2, 3, true}));
  for (const Ground& other : {Ground{0, Ground::Form::value, 2, 3, true}, Ground{1, Ground::Form::unsure, 2, 3, true},
                              Ground{1, Ground::Form::value, 0, 3, true}, Ground{1, Ground::Form::value, 2, 0, true},
                              Ground{1, Ground::Form::value, 2, 3, false}}) {
    EXPECT_NE(ground, other);
  }
}

}  // namespace
