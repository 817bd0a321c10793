// Who the sheet is for, what it says first, and why.
#include <gmock/gmock.h>

#include "compose/sheet.h"

namespace {

using namespace unknot_test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using unknot::pack::SectionId;

constexpr const char* well = R"({"a": false, "b": false, "c": false})";

SmallPack three_rules() {
  return SmallPack()
      .yes_no("a")
      .yes_no("b")
      .yes_no("c")
      .rule("ra", "a = yes", "routine")
      .rule("rb", "b = yes", "same_day")
      .rule("rc", "c = yes", "emergency");
}

TEST(Head, HasTheKindsTitleAndMessage) {
  const Visit visit(three_rules(), well);
  EXPECT_EQ(visit.handout.kind, "calm");
  EXPECT_EQ(words(visit.handout.title), "Title of calm");
  EXPECT_THAT(blocks_of(visit, SectionId::message), ElementsAre("message: Message of calm."));
}

TEST(Head, NamesThePatientOnlyIfTheNameIsGiven) {
  EXPECT_TRUE(Visit(three_rules(), well).handout.patient.empty());
  EXPECT_EQ(words(Visit(three_rules(), well, R"("handout": {"patient_name": "Anna {date}"})").handout.patient),
            "For Anna {date}");
}

TEST(Head, ThePageIsTheLocalesUnlessItIsAskedFor) {
  EXPECT_EQ(Visit(three_rules(), well).handout.page, "Letter");
  EXPECT_EQ(Visit(three_rules(), well, R"("handout": {"page": "A4"})").handout.page, "A4");
  SmallPack pack = three_rules();
  pack.text()["page"] = "A4";
  EXPECT_EQ(Visit(pack, well).handout.page, "A4");
  EXPECT_EQ(Visit(pack, well, R"("handout": {"page": "Letter"})").handout.page, "Letter");
}

TEST(Head, LargePrintIsPassedOn) {
  EXPECT_FALSE(Visit(three_rules(), well).handout.large_print);
  EXPECT_TRUE(Visit(three_rules(), well, R"("handout": {"large_print": true})").handout.large_print);
}

TEST(Head, TheClinicsEmergencyNumberGoesBeforeTheCountrys) {
  SmallPack pack = three_rules();
  pack.text()["kinds"]["calm"]["message"] = "Call {emergency_number}.";
  EXPECT_THAT(blocks_of(Visit(pack, well), SectionId::message), ElementsAre("message: Call 911."));
  EXPECT_THAT(blocks_of(Visit(pack, well, R"("handout": {"clinic": {"emergency_number": "112"}})"), SectionId::message),
              ElementsAre("message: Call 112."));
}

TEST(Unfinished, IsNotSaidOfACompleteScreen) {
  EXPECT_THAT(blocks_of(Visit(three_rules(), well), SectionId::unfinished), IsEmpty());
}

TEST(Unfinished, OneQuestionIsSingular) {
  EXPECT_THAT(blocks_of(Visit(three_rules(), R"({"a": false, "b": false})"), SectionId::unfinished),
              ElementsAre("paragraph: One question."));
}

TEST(Unfinished, MoreQuestionsAreCounted) {
  EXPECT_THAT(blocks_of(Visit(three_rules(), R"({"a": false})"), SectionId::unfinished),
              ElementsAre("paragraph: 2 questions."));
  EXPECT_THAT(blocks_of(Visit(three_rules(), "{}"), SectionId::unfinished), ElementsAre("paragraph: 3 questions."));
}

TEST(Unfinished, StandsFirst) {
  EXPECT_EQ(Visit(three_rules(), "{}").handout.sections.front().id, SectionId::unfinished);
}

TEST(Notices, AreSaidOnlyIfTheirConditionIsTrue) {
  const SmallPack pack = three_rules().notice("carer", "notices", "a = yes");
  EXPECT_THAT(blocks_of(Visit(pack, R"({"a": true, "b": false, "c": false})"), SectionId::notices),
              ElementsAre("caution [caution]: Notice carer."));
  EXPECT_THAT(blocks_of(Visit(pack, well), SectionId::notices), IsEmpty());
  EXPECT_THAT(blocks_of(Visit(pack, "{}"), SectionId::notices), IsEmpty());
}

TEST(Notices, OfThePlanStandAtItsHead) {
  const SmallPack pack = three_rules().notice("surgery", "plan", "a = no").topic("x").slot("s", 1, {"x"});
  const Visit visit(pack, well);
  EXPECT_THAT(blocks_of(visit, SectionId::plan)[0], "caution [caution]: Notice surgery.");
  EXPECT_THAT(blocks_of(visit, SectionId::notices), IsEmpty());
}

TEST(Why, GivesTheReasonsOfRaisedRulesTheMostUrgentFirst) {
  const Visit visit(three_rules(), R"({"a": true, "b": true, "c": true})");
  EXPECT_THAT(blocks_of(visit, SectionId::why),
              ElementsAre("list: Patient reason of rc.|Patient reason of rb.|Patient reason of ra."));
  EXPECT_THAT(headings(visit), testing::Contains("Why of now"));
}

TEST(Why, GivesReasonsOfOneTierInThePacksOrder) {
  const SmallPack pack = three_rules().rule("rd", "c = yes", "same_day").rule("re", "a = yes", "same_day");
  EXPECT_THAT(blocks_of(Visit(pack, R"({"a": true, "b": true, "c": false})"), SectionId::why),
              ElementsAre("list: Patient reason of rb.|Patient reason of re.|Patient reason of ra."));
}

TEST(Why, GivesAReasonThatRulesShareOnceAtItsHighestTier) {
  const SmallPack pack = three_rules().rule("rd", "a = yes", "emergency", {{"reason", "ra"}});
  EXPECT_THAT(blocks_of(Visit(pack, R"({"a": true, "b": true, "c": false})"), SectionId::why),
              ElementsAre("list: Patient reason of ra.|Patient reason of rb."));
}

TEST(Why, GivesNoReasonBelowTheKindsTier) {
  SmallPack pack = three_rules();
  pack.kind("now")["why_from"] = "same_day";
  EXPECT_THAT(blocks_of(Visit(pack, R"({"a": true, "b": true, "c": true})"), SectionId::why),
              ElementsAre("list: Patient reason of rc.|Patient reason of rb."));
}

TEST(Why, CountsTheReasonsThatAreTooMany) {
  const char* all = R"({"a": true, "b": true, "c": true})";
  const auto with_at_most = [&](int at_most) {
    SmallPack pack = three_rules();
    pack.kind("now")["why_at_most"] = at_most;
    return blocks_of(Visit(pack, all), SectionId::why);
  };
  EXPECT_THAT(with_at_most(1), ElementsAre("list: Patient reason of rc.|2 more reasons."));
  EXPECT_THAT(with_at_most(2), ElementsAre("list: Patient reason of rc.|Patient reason of rb.|One more reason."));
  EXPECT_THAT(with_at_most(3), ElementsAre("list: Patient reason of rc.|Patient reason of rb.|Patient reason of ra."));
}

TEST(Why, APrivateRulesReasonIsToldBesideTheCountedOnes) {
  SmallPack pack = three_rules().yes_no("unsafe").rule("unsafe", "unsafe = yes", "emergency", {{"private", true}});
  pack.kind("now")["why_at_most"] = 1;
  EXPECT_THAT(blocks_of(Visit(pack, R"({"a": true, "b": true, "c": true, "unsafe": true})"), SectionId::why),
              ElementsAre("list: Patient reason of rc.|Patient reason of unsafe.|2 more reasons."));
}

TEST(Why, SaysThatAnswersAreMissingHoweverManyReasonsThereAre) {
  SmallPack pack = three_rules();
  pack.kind("today")["why_at_most"] = 1;
  EXPECT_THAT(blocks_of(Visit(pack, R"({"a": true, "b": true})"), SectionId::why),
              ElementsAre("list: Patient reason of rb.|One more reason."));
  pack.kind("first")["why_at_most"] = 1;
  EXPECT_THAT(blocks_of(Visit(pack.rule("rd", "b = no", "routine"), R"({"a": true, "b": false})"), SectionId::why),
              ElementsAre("list: Patient reason of ra.|Answers are missing.|One more reason."));
}

TEST(Why, GivesNoReasonOfOpenRules) {
  EXPECT_THAT(blocks_of(Visit(three_rules(), R"({"b": true})"), SectionId::why),
              ElementsAre("list: Patient reason of rb."));
}

TEST(Why, SaysThatAnswersAreMissingWhereTheyRaiseTheTier) {
  EXPECT_THAT(blocks_of(Visit(three_rules(), R"({"a": true})"), SectionId::why),
              ElementsAre("list: Patient reason of ra.|Answers are missing."));
  EXPECT_THAT(blocks_of(Visit(three_rules(), "{}"), SectionId::why), ElementsAre("list: Answers are missing."));
}

TEST(Why, IsLeftOutWhereThereIsNothingToSay) {
  EXPECT_THAT(blocks_of(Visit(three_rules(), well), SectionId::why), IsEmpty());
  EXPECT_THAT(headings(Visit(three_rules(), well)), Not(testing::Contains("Why of calm")));
}

TEST(Why, APrivateRuleTellsItsReasonAndNothingElse) {
  SmallPack pack = three_rules().yes_no("unsafe").rule("unsafe", "unsafe = yes", "same_day", {{"private", true}});
  pack.text()["reasons"]["unsafe"] = "Your clinic wants to talk with you.";
  const Visit visit(pack, R"({"a": false, "b": false, "c": false, "unsafe": true})");
  EXPECT_THAT(blocks_of(visit, SectionId::why), ElementsAre("list: Your clinic wants to talk with you."));
  EXPECT_THAT(all_words(visit), Not(HasSubstr("unsafe")));
}

TEST(KindLists, StandUnderTheirTitles) {
  SmallPack pack = three_rules();
  pack.text()["kinds"]["calm"]["advice"] = {"Rest.", "Call {emergency_number}."};
  pack.text()["kinds"]["calm"]["tell"] = {"Your medicines."};
  const Visit visit(pack, well);
  EXPECT_THAT(blocks_of(visit, SectionId::advice), ElementsAre("list: Rest.|Call 911."));
  EXPECT_THAT(blocks_of(visit, SectionId::tell), ElementsAre("list: Your medicines."));
  EXPECT_THAT(headings(visit), testing::IsSupersetOf({"Advice of calm", "Tell of calm"}));
}

TEST(KindLists, WhatIsOpenIsToldOnlyWhereSomethingIs) {
  SmallPack pack = three_rules();
  for (const char* kind : {"calm", "first"}) {
    pack.text()["kinds"][kind].update({{"tell", {"Your medicines."}}, {"tell_unfinished", "What is open."}});
  }
  EXPECT_THAT(blocks_of(Visit(pack, well), SectionId::tell), ElementsAre("list: Your medicines."));
  EXPECT_THAT(blocks_of(Visit(pack, "{}"), SectionId::tell), ElementsAre("list: Your medicines.|What is open."));
  pack.text()["kinds"]["first"]["tell"] = Json::array();
  EXPECT_THAT(blocks_of(Visit(pack, "{}"), SectionId::tell), ElementsAre("list: What is open."));
}

TEST(KindLists, AreLeftOutIfEmpty) {
  const Visit visit(three_rules(), well);
  EXPECT_THAT(blocks_of(visit, SectionId::advice), IsEmpty());
  EXPECT_THAT(headings(visit), Not(testing::Contains("Advice of calm")));
}

TEST(Sections, StandInTheKindsOrder) {
  SmallPack pack = three_rules();
  pack.kind("calm")["sections"] = {"foot", "safety_net", "message", "unfinished"};
  for (const char* name : {"why_title", "why_unfinished", "advice_title", "tell_title"}) {
    pack.text()["kinds"]["calm"].erase(name);
  }
  const Visit visit(pack, well);
  std::vector<SectionId> ids;
  for (const auto& section : visit.handout.sections) ids.push_back(section.id);
  EXPECT_THAT(ids, ElementsAre(SectionId::foot, SectionId::safety_net, SectionId::message));
}

}  // namespace
