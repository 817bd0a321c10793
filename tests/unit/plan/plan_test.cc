#include "plan/plan.h"

#include <gmock/gmock.h>

#include "visit.h"

namespace {

using namespace unknot_test;
using testing::ElementsAre;
using testing::IsEmpty;
using unknot::pack::NoteKind;

// `ill` decides the tier; `a` and `b` are for conditions of topics.
SmallPack base_pack() {
  return SmallPack()
      .yes_no("ill")
      .yes_no("a")
      .yes_no("b")
      .integer("days", 0, 99)
      .rule("ill", "ill = yes", "emergency")
      .rule("uses", "a = yes and b = yes and days > 98", "routine");
}

constexpr const char* well = R"({"ill": false, "a": false, "b": false, "days": 1})";

std::vector<std::string> main_of(const Visit& visit) { return visit.topics(visit.plan.main); }
std::vector<std::string> more_of(const Visit& visit) { return visit.topics(visit.plan.more); }
std::vector<std::string> withheld_of(const Visit& visit) { return visit.topics(visit.plan.withheld); }

// "topic:note:id"
std::vector<std::string> notes_of(const Visit& visit) {
  std::vector<std::string> all;
  for (const auto& note : visit.plan.notes) {
    std::string words = visit.pack->topics[note.topic].id + ':' + std::string(unknot::pack::note_id(note.kind));
    if (note.adjustment != nullptr) words += ':' + note.adjustment->id;
    all.push_back(words);
  }
  return all;
}

// "topic:xxx.." one sign a day.
std::vector<std::string> tick_sheet_of(const Visit& visit) {
  std::vector<std::string> all;
  for (const auto& row : visit.plan.tick_sheet) {
    std::string words = visit.pack->topics[row.topic].id + ':';
    for (int day = 0; day < visit.pack->tick_days; ++day) words += (row.days >> day & 1) != 0 ? 'x' : '.';
    all.push_back(words);
  }
  return all;
}

TEST(Plan, TheTierDecidesTheKind) {
  EXPECT_EQ(Visit(base_pack(), well).plan.kind->id, "calm");
  EXPECT_EQ(Visit(base_pack(), R"({"ill": true})").plan.kind->id, "now");
  EXPECT_EQ(Visit(base_pack(), "{}").plan.kind->id, "first");
}

TEST(Plan, TopicsWithoutASlotStandUnderMoreInThePacksOrder) {
  const Visit visit(base_pack().topic("x").topic("y").slot("s", 1, {"y"}).topic("z"), well);
  EXPECT_THAT(main_of(visit), ElementsAre("y"));
  EXPECT_THAT(more_of(visit), ElementsAre("x", "z"));
}

TEST(Plan, ATopicThatTheKindDoesNotHoldStandsNowhere) {
  SmallPack pack = base_pack().topic("x").topic("y").slot("s", 2, {"x", "y"});
  pack.kind("calm")["topics"] = {"y"};
  const Visit visit(pack, well);
  EXPECT_THAT(main_of(visit), ElementsAre("y"));
  EXPECT_THAT(more_of(visit), IsEmpty());
  EXPECT_THAT(withheld_of(visit), IsEmpty());
}

TEST(Plan, ATopicThatTheKindDoesNotHoldIsNotWithheldEither) {
  SmallPack pack = base_pack().topic("x", {{"withheld_when", "ill = no"}, {"unknown", "withhold"}}).topic("y");
  pack.kind("calm")["topics"] = {"y"};
  EXPECT_THAT(withheld_of(Visit(pack, well)), IsEmpty());
}

TEST(Plan, ATopicIsOfferedOnlyIfItsConditionIsTrue) {
  const SmallPack pack = base_pack().topic("x", {{"offered_when", "a = yes"}});
  EXPECT_THAT(more_of(Visit(pack, R"({"ill": false, "a": true})")), ElementsAre("x"));
  EXPECT_THAT(more_of(Visit(pack, R"({"ill": false, "a": false})")), IsEmpty());
  EXPECT_THAT(more_of(Visit(pack, R"({"ill": false})")), IsEmpty());
  EXPECT_THAT(more_of(Visit(pack, R"({"ill": false, "a": "unsure"})")), IsEmpty());
}

TEST(Plan, ATopicThatIsNotOfferedIsNotWithheldEither) {
  const SmallPack pack =
      base_pack().topic("x", {{"offered_when", "a = yes"}, {"withheld_when", "b = yes"}, {"unknown", "withhold"}});
  EXPECT_THAT(withheld_of(Visit(pack, R"({"ill": false, "a": false, "b": true})")), IsEmpty());
  EXPECT_THAT(withheld_of(Visit(pack, R"({"ill": false, "a": true, "b": true})")), ElementsAre("x"));
}

TEST(Plan, AKindMayOfferATopicAlways) {
  SmallPack pack = base_pack().topic("x", {{"offered_when", "a = yes"}});
  pack.kind("calm")["always_offers"] = {"x"};
  EXPECT_THAT(more_of(Visit(pack, well)), ElementsAre("x"));
}

TEST(Plan, ATopicThatHarmsIsWithheldAndInNoList) {
  const SmallPack pack =
      base_pack().topic("x", {{"withheld_when", "a = yes"}, {"unknown", "warn"}}).topic("y").slot("s", 2, {"x", "y"});
  const Visit visit(pack, R"({"ill": false, "a": true, "b": false, "days": 1})");
  EXPECT_THAT(withheld_of(visit), ElementsAre("x"));
  EXPECT_THAT(main_of(visit), ElementsAre("y"));
  EXPECT_THAT(more_of(visit), IsEmpty());
  EXPECT_THAT(notes_of(visit), IsEmpty());
}

TEST(Plan, WhatMightHarmIsWithheldWhereTheTopicSaysSo) {
  const SmallPack pack = base_pack().topic("x", {{"withheld_when", "a = yes"}, {"unknown", "withhold"}});
  EXPECT_THAT(withheld_of(Visit(pack, R"({"ill": false})")), ElementsAre("x"));
  EXPECT_THAT(withheld_of(Visit(pack, R"({"ill": false, "a": "unsure"})")), ElementsAre("x"));
  EXPECT_THAT(more_of(Visit(pack, R"({"ill": false, "a": false})")), ElementsAre("x"));
}

TEST(Plan, WhatMightHarmIsWarnedOfWhereTheTopicSaysSo) {
  const SmallPack pack = base_pack().topic("x", {{"withheld_when", "a = yes"}, {"unknown", "warn"}});
  const Visit unknown(pack, R"({"ill": false})");
  EXPECT_THAT(more_of(unknown), ElementsAre("x"));
  EXPECT_THAT(notes_of(unknown), ElementsAre("x:warn"));
  EXPECT_THAT(notes_of(Visit(pack, R"({"ill": false, "a": false})")), IsEmpty());
}

TEST(Plan, WithheldTopicsStandInThePacksOrder) {
  const SmallPack pack = base_pack()
                             .topic("x", {{"withheld_when", "a = no"}, {"unknown", "warn"}})
                             .topic("y")
                             .topic("z", {{"withheld_when", "a = no"}, {"unknown", "warn"}})
                             .slot("s", 3, {"z", "y", "x"});
  EXPECT_THAT(withheld_of(Visit(pack, well)), ElementsAre("x", "z"));
}

TEST(Plan, APartOrVariantIsNotedIfItsConditionIsTrueOrUnknown) {
  const SmallPack pack =
      base_pack().topic("x", {{"adjustments",
                               {{{"id", "bath"}, {"note", "part_left_out"}, {"when", "a = yes"}},
                                {{"id", "seated"}, {"note", "instead"}, {"when", "b = yes"}},
                                {{"id", "ask"}, {"note", "ask_first"}, {"when", "a = yes"}},
                                {{"id", "count"}, {"note", "count_it"}, {"when", "a = yes and b = yes"}}}}});
  EXPECT_THAT(notes_of(Visit(pack, well)), IsEmpty());
  EXPECT_THAT(notes_of(Visit(pack, R"({"ill": false, "a": true, "b": false})")),
              ElementsAre("x:part_left_out:bath", "x:ask_first:ask"));
  EXPECT_THAT(notes_of(Visit(pack, R"({"ill": false, "a": false, "b": "unsure"})")), ElementsAre("x:instead:seated"));
  EXPECT_THAT(notes_of(Visit(pack, R"({"ill": false})")),
              ElementsAre("x:part_left_out:bath", "x:instead:seated", "x:ask_first:ask", "x:count_it:count"));
}

TEST(Plan, NotesStandInThePacksOrderOfTopics) {
  const Json adjustments = {{{"id", "bath"}, {"note", "part_left_out"}, {"when", "a = no"}}};
  const SmallPack pack = base_pack()
                             .topic("x", {{"adjustments", adjustments}})
                             .topic("y", {{"adjustments", adjustments}})
                             .slot("s", 1, {"y"});
  EXPECT_THAT(notes_of(Visit(pack, well)), ElementsAre("x:part_left_out:bath", "y:part_left_out:bath"));
}

TEST(Plan, SlotsAreFilledInTheirOrder) {
  const SmallPack pack =
      base_pack().topic("x").topic("y").topic("z").slot("first", 1, {"z"}).slot("second", 2, {"y", "x"});
  EXPECT_THAT(main_of(Visit(pack, well)), ElementsAre("z", "y", "x"));
}

TEST(Plan, ASlotTakesNoMoreThanItsNumber) {
  const SmallPack pack = base_pack().topic("x").topic("y").topic("z").slot("s", 2, {"z", "x", "y"});
  const Visit visit(pack, well);
  EXPECT_THAT(main_of(visit), ElementsAre("z", "x"));
  EXPECT_THAT(more_of(visit), ElementsAre("y"));
}

TEST(Plan, ASlotPassesOverWhatDoesNotFit) {
  const SmallPack pack = base_pack()
                             .topic("x", {{"withheld_when", "a = no"}, {"unknown", "warn"}})
                             .topic("y", {{"offered_when", "a = yes"}})
                             .topic("z")
                             .slot("s", 1, {"x", "y", "z"});
  EXPECT_THAT(main_of(Visit(pack, well)), ElementsAre("z"));
}

TEST(Plan, ATopicFitsWithABracketOnlyIfTheBracketIsTrue) {
  const SmallPack pack =
      base_pack().topic("x").topic("y").slot("s", 1, {{{"topic", "x"}, {"when", "a = yes"}}, {{"topic", "y"}}});
  EXPECT_THAT(main_of(Visit(pack, R"({"ill": false, "a": true})")), ElementsAre("x"));
  EXPECT_THAT(main_of(Visit(pack, R"({"ill": false, "a": false})")), ElementsAre("y"));
  EXPECT_THAT(main_of(Visit(pack, R"({"ill": false})")), ElementsAre("y"));
  EXPECT_THAT(more_of(Visit(pack, R"({"ill": false})")), ElementsAre("x"));
}

TEST(Plan, ATopicMayStandInASlotAgainWithoutItsBracket) {
  const SmallPack pack = base_pack().topic("x").topic("y").slot(
      "s", 2, {{{"topic", "x"}, {"when", "a = yes"}}, {{"topic", "y"}}, {{"topic", "x"}}});
  EXPECT_THAT(main_of(Visit(pack, R"({"ill": false, "a": true})")), ElementsAre("x", "y"));
  EXPECT_THAT(main_of(Visit(pack, R"({"ill": false, "a": false})")), ElementsAre("y", "x"));
}

TEST(Plan, ATopicIsTakenOnce) {
  const SmallPack pack = base_pack().topic("x").topic("y").slot("s", 2, {"x", "x", "y"}).slot("t", 1, {"x"});
  EXPECT_THAT(main_of(Visit(pack, well)), ElementsAre("x", "y"));
}

TEST(Plan, ASlotMayBelongToSomeKindsOnly) {
  const SmallPack pack = base_pack().topic("x").slot("s", 1, {"x"}, {{"kinds", {"first", "now"}}});
  EXPECT_THAT(main_of(Visit(pack, well)), IsEmpty());
  EXPECT_THAT(more_of(Visit(pack, well)), ElementsAre("x"));
  EXPECT_THAT(main_of(Visit(pack, R"({"ill": true})")), ElementsAre("x"));
  EXPECT_THAT(main_of(Visit(pack, "{}")), ElementsAre("x"));
}

TEST(Plan, AFollowerStandsRightAfterItsTopicOutsideTheCount) {
  const SmallPack pack = base_pack()
                             .topic("follower")
                             .topic("x")
                             .topic("y")
                             .slot("s", 2, {{{"topic", "x"}, {"followed_by", {"follower"}}}, {{"topic", "y"}}});
  EXPECT_THAT(main_of(Visit(pack, well)), ElementsAre("x", "follower", "y"));
}

TEST(Plan, AFollowerOfATopicThatIsNotTakenStandsUnderMore) {
  const SmallPack pack = base_pack()
                             .topic("follower")
                             .topic("x")
                             .topic("y")
                             .slot("s", 1, {{{"topic", "y"}}, {{"topic", "x"}, {"followed_by", {"follower"}}}});
  const Visit visit(pack, well);
  EXPECT_THAT(main_of(visit), ElementsAre("y"));
  EXPECT_THAT(more_of(visit), ElementsAre("follower", "x"));
}

TEST(Plan, AFollowerThatIsWithheldDoesNotFollow) {
  const SmallPack pack = base_pack()
                             .topic("follower", {{"withheld_when", "a = no"}, {"unknown", "warn"}})
                             .topic("x")
                             .slot("s", 1, {{{"topic", "x"}, {"followed_by", {"follower"}}}});
  const Visit visit(pack, well);
  EXPECT_THAT(main_of(visit), ElementsAre("x"));
  EXPECT_THAT(withheld_of(visit), ElementsAre("follower"));
}

TEST(TickSheet, HasTheMainPlansTopicsOnEveryDay) {
  const SmallPack pack = base_pack().topic("x").topic("y").topic("z").slot("s", 2, {"z", "x"});
  EXPECT_THAT(tick_sheet_of(Visit(pack, well)), ElementsAre("z:xxxxxxxxxxxxxx", "x:xxxxxxxxxxxxxx"));
}

TEST(TickSheet, StandsOnlyWithAKindThatHasOne) {
  SmallPack pack = base_pack().topic("x").slot("s", 1, {"x"});
  Json& sections = pack.kind("calm")["sections"];
  sections.erase(std::find(sections.begin(), sections.end(), "tick_sheet"));
  EXPECT_THAT(tick_sheet_of(Visit(pack, well)), IsEmpty());
}

TEST(TickSheet, ADoseEndsAfterItsLastDay) {
  SmallPack pack = base_pack().topic("x", {{"dose", {{"most_days", 10}}}}).slot("s", 1, {"x"});
  pack.topic_text("x")["dose"] = "10 days";
  EXPECT_THAT(tick_sheet_of(Visit(pack, well)), ElementsAre("x:xxxxxxxxxx...."));
  pack.json["topics"]["topics"][0]["dose"]["most_days"] = 31;
  pack.topic_text("x")["dose"] = "31 days";
  EXPECT_THAT(tick_sheet_of(Visit(pack, well)), ElementsAre("x:xxxxxxxxxxxxxx"));
}

TEST(TickSheet, MayHave31Days) {
  SmallPack pack = base_pack().topic("x").slot("s", 1, {"x"});
  pack.json["pack"]["tick_sheet"]["days"] = 31;
  EXPECT_THAT(tick_sheet_of(Visit(pack, well)), ElementsAre("x:" + std::string(31, 'x')));
}

// Cold while days + d - 1 <= 3, then heat.
SmallPack cold_and_heat(const Json& heat = Json::object()) {
  SmallPack pack = base_pack().topic("cold").topic("heat", heat).slot("warmth", 1, {"cold", "heat"});
  return pack.sequence("cold", "days", 3, "heat");
}

std::string since(int days) {
  return R"({"ill": false, "a": false, "b": false, "days": )" + std::to_string(days) + "}";
}

TEST(TickSheet, ATopicGivesWayToAnotherAsTheDaysGoBy) {
  EXPECT_THAT(tick_sheet_of(Visit(cold_and_heat(), since(0))),
              ElementsAre("cold:xxxx..........", "heat:....xxxxxxxxxx"));
  EXPECT_THAT(tick_sheet_of(Visit(cold_and_heat(), since(1))),
              ElementsAre("cold:xxx...........", "heat:...xxxxxxxxxxx"));
  EXPECT_THAT(tick_sheet_of(Visit(cold_and_heat(), since(3))),
              ElementsAre("cold:x.............", "heat:.xxxxxxxxxxxxx"));
}

TEST(TickSheet, WhatFollowsStandsUnderMore) {
  const Visit visit(cold_and_heat(), since(1));
  EXPECT_THAT(main_of(visit), ElementsAre("cold"));
  EXPECT_THAT(more_of(visit), ElementsAre("heat"));
}

TEST(TickSheet, WhatIsWithheldDoesNotFollow) {
  const SmallPack pack = cold_and_heat({{"withheld_when", "a = no"}, {"unknown", "warn"}});
  EXPECT_THAT(tick_sheet_of(Visit(pack, since(1))), ElementsAre("cold:xxx..........."));
}

TEST(TickSheet, WhatIsNotOfferedDoesNotFollow) {
  const SmallPack pack = cold_and_heat({{"offered_when", "a = yes"}});
  EXPECT_THAT(tick_sheet_of(Visit(pack, since(1))), ElementsAre("cold:xxx..........."));
}

}  // namespace
