#include <gmock/gmock.h>

#include "visit.h"

namespace {

using namespace unknot_test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using unknot::logic::Truth;
using unknot::pack::Tier;

// Two flags: mild (routine, soon) and grave (same_day, emergency).
SmallPack four_rules() {
  return SmallPack()
      .yes_no("a")
      .yes_no("b")
      .yes_no("c")
      .yes_no("d")
      .rule("ra", "a = yes", "routine", {{"flag", "mild"}})
      .rule("rb", "b = yes", "soon", {{"flag", "mild"}})
      .rule("rc", "c = yes", "same_day", {{"flag", "grave"}})
      .rule("rd", "d = yes", "emergency", {{"flag", "grave"}});
}

std::vector<std::pair<std::string, Tier>> open_questions(const Visit& visit) {
  std::vector<std::pair<std::string, Tier>> all;
  for (const auto& open : visit.assessment.open_questions)
    all.emplace_back(visit.question(open.question), open.could_raise_to);
  return all;
}

TEST(Assess, AllAnsweredNoIsSelfCareAndComplete) {
  const Visit visit(four_rules(), R"({"a": false, "b": false, "c": false, "d": false})");
  EXPECT_EQ(visit.assessment.tier, Tier::self_care);
  EXPECT_EQ(visit.assessment.possible_tier, Tier::self_care);
  EXPECT_TRUE(visit.assessment.complete);
  for (const auto& flag : visit.assessment.flags) {
    EXPECT_EQ(flag.raised, Truth::no);
    EXPECT_EQ(flag.tier, Tier::none);
    EXPECT_EQ(flag.possible_tier, Tier::none);
  }
}

TEST(Assess, TheTierIsTheHighestOfTheRaisedRules) {
  const Visit visit(four_rules(), R"({"a": true, "b": true, "c": true, "d": false})");
  EXPECT_EQ(visit.assessment.known, Tier::same_day);
  EXPECT_EQ(visit.assessment.tier, Tier::same_day);
  EXPECT_TRUE(visit.assessment.complete);
}

TEST(Assess, AFlagsTierIsTheHighestOfItsOwnRules) {
  const Visit visit(four_rules(), R"({"a": true, "b": false, "c": true, "d": true})");
  EXPECT_EQ(visit.assessment.flags[0].tier, Tier::routine);
  EXPECT_EQ(visit.assessment.flags[1].tier, Tier::emergency);
}

TEST(Assess, TheOrderOfRulesDecidesNoTier) {
  SmallPack pack = four_rules();
  pack.rule("again", "d = yes", "routine", {{"flag", "grave"}}).rule("later", "c = yes and d = yes", "soon");
  const Visit raised(pack, R"({"a": false, "b": false, "c": false, "d": true})");
  EXPECT_EQ(raised.assessment.tier, Tier::emergency);
  EXPECT_EQ(raised.assessment.flags[1].tier, Tier::emergency);
  EXPECT_EQ(raised.assessment.flags[1].possible_tier, Tier::emergency);
  const Visit open(pack, R"({"a": false, "b": false, "c": false})");
  EXPECT_THAT(open_questions(open), ElementsAre(Pair("d", Tier::emergency)));
}

TEST(Assess, AnUnansweredQuestionIsNeverANo) {
  const Visit visit(four_rules(), R"({"a": false, "b": false, "c": false})");
  EXPECT_EQ(visit.assessment.flags[1].raised, Truth::unknown);
  EXPECT_EQ(visit.assessment.flags[1].tier, Tier::none);
  EXPECT_EQ(visit.assessment.flags[1].possible_tier, Tier::emergency);
  EXPECT_EQ(visit.assessment.possible_tier, Tier::emergency);
  EXPECT_FALSE(visit.assessment.complete);
}

TEST(Assess, UnsureClearsNothing) {
  const Visit visit(four_rules(), R"({"a": false, "b": false, "c": false, "d": "unsure"})");
  EXPECT_EQ(visit.assessment.flags[1].raised, Truth::unknown);
  EXPECT_FALSE(visit.assessment.complete);
}

TEST(Assess, ARaisedFlagWithAnOpenRuleIsRaised) {
  const Visit visit(four_rules(), R"({"a": false, "b": false, "c": true})");
  EXPECT_EQ(visit.assessment.flags[1].raised, Truth::yes);
  EXPECT_EQ(visit.assessment.flags[1].tier, Tier::same_day);
  EXPECT_EQ(visit.assessment.flags[1].possible_tier, Tier::emergency);
}

TEST(Assess, AnOpenScreenIsAtLeastRoutine) {
  const Visit routine(four_rules(), R"({"b": false, "c": false, "d": false})");
  EXPECT_EQ(routine.assessment.known, Tier::self_care);
  EXPECT_EQ(routine.assessment.tier, Tier::routine);
  const Visit soon(four_rules(), R"({"a": false, "c": false, "d": false})");
  EXPECT_EQ(soon.assessment.tier, Tier::routine);
}

TEST(Assess, AScreenThatCouldEndTheSameDayIsAtLeastSoon) {
  const Visit same_day(four_rules(), R"({"a": false, "b": false, "d": false})");
  EXPECT_EQ(same_day.assessment.possible_tier, Tier::same_day);
  EXPECT_EQ(same_day.assessment.tier, Tier::soon);
  const Visit emergency(four_rules(), R"({"a": false, "b": false, "c": false})");
  EXPECT_EQ(emergency.assessment.tier, Tier::soon);
  const Visit nothing(four_rules(), "{}");
  EXPECT_EQ(nothing.assessment.tier, Tier::soon);
}

TEST(Assess, AnOpenScreenNeverLowersWhatIsKnown) {
  const Visit visit(four_rules(), R"({"a": false, "b": false, "c": true})");
  EXPECT_EQ(visit.assessment.tier, Tier::same_day);
  EXPECT_FALSE(visit.assessment.complete);
}

TEST(Assess, OpenRulesThatAreNotAboveTheKnownTierLeaveTheScreenComplete) {
  const Visit visit(four_rules(), R"({"a": true, "c": true, "d": false})");
  EXPECT_TRUE(visit.assessment.complete);
  EXPECT_EQ(visit.assessment.flags[0].raised, Truth::yes);
  EXPECT_THAT(visit.assessment.open_questions, IsEmpty());
}

TEST(Assess, OpenQuestionsStandMostUrgentFirstThenInQuestionOrder) {
  SmallPack pack = four_rules();
  pack.rule("rab", "a = yes and b = yes", "emergency", {{"flag", "grave"}});
  EXPECT_THAT(open_questions(Visit(pack, R"({"d": false})")),
              ElementsAre(Pair("a", Tier::emergency), Pair("b", Tier::emergency), Pair("c", Tier::same_day)));
}

TEST(Assess, OpenQuestionsAreThoseOfRulesAboveTheKnownTier) {
  EXPECT_THAT(open_questions(Visit(four_rules(), R"({"c": true})")), ElementsAre(Pair("d", Tier::emergency)));
  EXPECT_THAT(open_questions(Visit(four_rules(), R"({"d": true})")), IsEmpty());
}

TEST(Assess, AnUnsureQuestionIsOpenToo) {
  EXPECT_THAT(open_questions(Visit(four_rules(), R"({"a": false, "b": false, "c": false, "d": "unsure"})")),
              ElementsAre(Pair("d", Tier::emergency)));
}

TEST(Assess, EveryUnknownQuestionOfAnOpenRuleIsOpenEvenWhereAnotherPartDecidesIt) {
  const SmallPack pack =
      SmallPack().yes_no("a").yes_no("b").yes_no("c").rule("r", "(a = yes or b = yes) and c = yes", "soon");
  EXPECT_THAT(open_questions(Visit(pack, R"({"a": true})")), ElementsAre(Pair("b", Tier::soon), Pair("c", Tier::soon)));
  EXPECT_THAT(open_questions(Visit(pack, R"({"c": false})")), IsEmpty());
}

TEST(Assess, UnsureNamesItsQuestion) {
  const SmallPack pack = SmallPack().yes_no("a").yes_no("b").rule("r", "unsure(a) or b = yes", "soon");
  EXPECT_THAT(open_questions(Visit(pack, "{}")), ElementsAre(Pair("a", Tier::soon), Pair("b", Tier::soon)));
}

TEST(Assess, ANamedConditionsQuestionsAreNamedByTheRule) {
  const SmallPack pack =
      SmallPack().yes_no("a").yes_no("b").condition("either", "a = yes or b = yes").rule("r", "either", "soon");
  EXPECT_THAT(open_questions(Visit(pack, R"({"a": false})")), ElementsAre(Pair("b", Tier::soon)));
}

// "detail" is asked of those who smoke.
SmallPack with_else() {
  return SmallPack()
      .yes_no("smokes")
      .one("detail", {"none", "cough", "blood"})
      .asked_when("smokes = yes", "none")
      .rule("blood", "detail = blood", "emergency")
      .rule("unsure", "unsure(detail)", "same_day")
      .rule("smokes", "smokes = yes", "routine");
}

TEST(Assess, AQuestionThatDoesNotApplyCountsAsItsElseValue) {
  const Visit visit(with_else(), R"({"smokes": false})");
  EXPECT_TRUE(visit.assessment.complete);
  EXPECT_EQ(visit.assessment.tier, Tier::self_care);
  EXPECT_FALSE(visit.assessment.facts[1].asked);
  EXPECT_TRUE(visit.assessment.facts[1].known);
  EXPECT_EQ(visit.assessment.facts[1].members, 0b001u);
}

TEST(Assess, AnElseValueRaisesWhatItSays) {
  const Visit visit(with_else().rule("plain", "detail = none", "soon"), R"({"smokes": false})");
  EXPECT_EQ(visit.assessment.tier, Tier::soon);
}

TEST(Assess, UnsureOnAQuestionThatDoesNotApplyIsItsElseValue) {
  const Visit visit(with_else(), R"({"smokes": false, "detail": "unsure"})");
  EXPECT_EQ(visit.assessment.tier, Tier::self_care);
  EXPECT_FALSE(visit.assessment.facts[1].unsure);
}

TEST(Assess, UnsureOnAQuestionThatAppliesIsUnsure) {
  const Visit visit(with_else(), R"({"smokes": true, "detail": "unsure"})");
  EXPECT_EQ(visit.assessment.known, Tier::same_day);
  EXPECT_FALSE(visit.assessment.complete);
}

TEST(Assess, UnsureOnAQuestionThatMayApplyIsUnsure) {
  const Visit visit(with_else(), R"({"detail": "unsure"})");
  EXPECT_EQ(visit.assessment.known, Tier::same_day);
  EXPECT_FALSE(visit.assessment.facts[1].known);
}

TEST(Assess, AnAbsentAnswerIsNotUnsure) {
  EXPECT_EQ(Visit(with_else(), R"({"smokes": true})").assessment.known, Tier::routine);
}

TEST(Assess, AQuestionThatMayApplyIsUnknown) {
  const Visit visit(with_else(), "{}");
  EXPECT_FALSE(visit.assessment.facts[1].known);
  EXPECT_TRUE(visit.assessment.facts[1].asked);
  EXPECT_EQ(visit.assessment.possible_tier, Tier::emergency);
}

TEST(Assess, AValueThatWasGivenCountsThoughTheQuestionDoesNotApply) {
  const Visit visit(with_else(), R"({"smokes": false, "detail": "blood"})");
  EXPECT_EQ(visit.assessment.tier, Tier::emergency);
  EXPECT_TRUE(visit.assessment.facts[1].asked);
}

TEST(Assess, AskedWhenReadsElseValuesToo) {
  const SmallPack pack = SmallPack()
                             .integer("age", 0, 120)
                             .yes_no("works")
                             .asked_when("age >= 18", true)
                             .yes_no("lifts")
                             .asked_when("works = yes", false)
                             .rule("lifts", "lifts = yes", "soon");
  EXPECT_FALSE(Visit(pack, R"({"age": 10})").assessment.complete);  // works is true, so lifts applies
  EXPECT_TRUE(Visit(pack, R"({"age": 20, "works": false})").assessment.complete);
}

TEST(Assess, AContradictionIsReportedOnlyWhenItIsTrue) {
  const SmallPack pack = four_rules().contradiction("both", {{"when", "a = yes and b = yes"}});
  EXPECT_THAT(Visit(pack, R"({"a": true, "b": true})").assessment.contradictions, ElementsAre(0));
  EXPECT_THAT(Visit(pack, R"({"a": true})").assessment.contradictions, IsEmpty());
  EXPECT_THAT(Visit(pack, R"({"a": true, "b": false})").assessment.contradictions, IsEmpty());
}

TEST(Assess, AContradictionChangesNoTier) {
  const SmallPack plain = four_rules();
  const SmallPack contradicted = four_rules().contradiction("both", {{"when", "a = yes"}});
  const char* const answers = R"({"a": true, "b": false, "c": false, "d": false})";
  EXPECT_EQ(Visit(contradicted, answers).assessment.tier, Visit(plain, answers).assessment.tier);
}

SmallPack longer_than_life() {
  return SmallPack()
      .integer("days", 0, 36500)
      .integer("age", 0, 120)
      .rule("r", "days > 36000 and age > 110", "soon")
      .contradiction("longer", {{"exceeds", {"days", 366, "age", 1}}});
}

TEST(Assess, ANumberMayExceedAMultipleOfAnother) {
  const SmallPack pack = longer_than_life();
  EXPECT_THAT(Visit(pack, R"({"days": 367, "age": 0})").assessment.contradictions, ElementsAre(0));
  EXPECT_THAT(Visit(pack, R"({"days": 366, "age": 0})").assessment.contradictions, IsEmpty());
  EXPECT_THAT(Visit(pack, R"({"days": 3661, "age": 9})").assessment.contradictions, ElementsAre(0));
  EXPECT_THAT(Visit(pack, R"({"days": 3660, "age": 9})").assessment.contradictions, IsEmpty());
}

TEST(Assess, ANumberThatIsUnknownExceedsNothing) {
  const SmallPack pack = longer_than_life();
  EXPECT_THAT(Visit(pack, R"({"days": 36500})").assessment.contradictions, IsEmpty());
  EXPECT_THAT(Visit(pack, R"({"days": 36500, "age": "unsure"})").assessment.contradictions, IsEmpty());
  EXPECT_THAT(Visit(pack, R"({"age": 0})").assessment.contradictions, IsEmpty());
}

}  // namespace
