#include "pack/overlay.h"

#include <gtest/gtest.h>

#include "changed_pack.h"
#include "pack/load.h"
#include "refusal.h"
#include "small_pack.h"

namespace {

using namespace unknot_test;

SmallPack base_pack() {
  return SmallPack()
      .yes_no("fever")
      .integer("age", 0, 120)
      .rule("fever", "fever = yes or age > 90", "same_day")
      .topic("rest", {{"withheld_when", "age < 10"}, {"unknown", "warn"}});
}

Json head(const Json& more = Json::object()) {
  Json made = {{"id", "small"}, {"versions", {"1.2.3"}}, {"review", {{"state", "none"}}}};
  made.update(more);
  return made;
}

std::shared_ptr<const unknot::pack::Pack> load(const SmallPack& pack, const Json& overlay) {
  const std::string bytes = overlay.dump();
  return unknot::pack::load(pack.json.dump(), {}, bytes);
}

std::string refused(const SmallPack& pack, const Json& overlay) {
  return refusal([&] { load(pack, overlay); });
}

TEST(Overlay, AnEmptyOneLeavesThePackAsItIs) {
  const auto plain = base_pack().load();
  const auto with = load(base_pack(), {{"pack", head()}});
  EXPECT_EQ(with->sha256, plain->sha256);
  EXPECT_EQ(plain->overlay_sha256, "");
  EXPECT_EQ(with->overlay_sha256.size(), 64u);
  EXPECT_EQ(Json::parse(with->source)["rules"], Json::parse(plain->source)["rules"]);
}

TEST(Overlay, AnAlternativeStandsBesideTheOldCondition) {
  const auto pack =
      load(base_pack(),
           {{"pack", head()}, {"rules", {{"stricter", {{"fever", {{"or_when", "age > 80 and fever = no"}}}}}}}});
  EXPECT_EQ(Json::parse(pack->source)["rules"]["rules"][0]["when"],
            "fever = yes or age > 90 or (age > 80 and fever = no)");
}

TEST(Overlay, NoBracketsOfAnAlternativeNarrowTheOldCondition) {
  for (const char* alternative : {"fever = yes) and (age > 3", "age > 3) and (fever = yes) and (age > 100"}) {
    const auto pack =
        load(base_pack(), {{"pack", head()}, {"rules", {{"stricter", {{"fever", {{"or_when", alternative}}}}}}}});
    const unknot::logic::Program& program = pack->conditions;
    const unknot::logic::Node& node = program.node(pack->rules[0].when);
    ASSERT_EQ(node.kind, unknot::logic::Node::Kind::any) << alternative;
    EXPECT_EQ(program.children(node).size(), 3u) << alternative;
  }
}

TEST(Overlay, ATierIsRaisedOrLeftAndNeverLowered) {
  const auto with = [](const char* tier) {
    return Json{{"pack", head()}, {"rules", {{"stricter", {{"fever", {{"tier", tier}}}}}}}};
  };
  EXPECT_EQ(load(base_pack(), with("emergency"))->rules[0].tier, unknot::pack::Tier::emergency);
  EXPECT_EQ(load(base_pack(), with("same_day"))->rules[0].tier, unknot::pack::Tier::same_day);
  EXPECT_EQ(refused(base_pack(), with("soon")), "overlay_weakens /overlay/rules/stricter/fever/tier");
}

TEST(Overlay, AContraindicationGrowsAndItsWarningGoesOnceItWithholds) {
  const auto pack =
      load(base_pack(),
           {{"pack", head()},
            {"topics", {{"stricter", {{"rest", {{"or_withheld_when", "fever = yes"}, {"unknown", "withhold"}}}}}}}});
  const Json source = Json::parse(pack->source);
  EXPECT_EQ(source["topics"]["topics"][0]["withheld_when"], "age < 10 or (fever = yes)");
  EXPECT_TRUE(pack->topics[0].withhold_unknown);
  EXPECT_FALSE(source["text"]["en-US"]["topics"]["rest"].contains("warn"));
  EXPECT_TRUE(pack->locales[0].topics[0].warn.empty());
}

TEST(Overlay, AWarningGoesOnlyFromTheLanguagesThatHoldIt) {
  SmallPack two = base_pack();
  two.json["pack"]["languages"].push_back("en-GB");
  two.json["text"]["en-GB"] = {{"base", "en-US"}, {"locale", "en-GB"}};
  const auto pack = load(two, {{"pack", head()}, {"topics", {{"stricter", {{"rest", {{"unknown", "withhold"}}}}}}}});
  EXPECT_TRUE(pack->locales[0].topics[0].warn.empty());
  EXPECT_TRUE(pack->locales[1].topics[0].warn.empty());
  EXPECT_FALSE(Json::parse(pack->source)["text"]["en-GB"].contains("topics"));
}

TEST(Overlay, WhatAnUnknownDoesMayStayAsItIs) {
  SmallPack pack = base_pack();
  pack.topic("walk", {{"withheld_when", "age < 10"}, {"unknown", "withhold"}});
  const auto with =
      load(pack, {{"pack", head()},
                  {"topics", {{"stricter", {{"rest", {{"unknown", "warn"}}}, {"walk", {{"unknown", "withhold"}}}}}}}});
  EXPECT_FALSE(with->topics[0].withhold_unknown);
  EXPECT_FALSE(with->locales[0].topics[0].warn.empty());
  EXPECT_TRUE(with->topics[1].withhold_unknown);
}

TEST(Overlay, LinesAreWordedAnewOneByOneWithTheirNumbersAndParts) {
  SmallPack pack = base_pack();
  pack.topic("diet", {{"adjustments", {{{"id", "salt"}, {"note", "part_left_out"}, {"when", "fever = yes"}}}}});
  pack.topic_text("rest")["steps"] = {"Lie down for 5 minutes.", "Get up."};
  pack.topic_text("rest")["items"] = Json::array();
  pack.topic_text("diet")["items"] = {"Fruit", {{"part", "salt"}, {"text", "2 grams of salt"}}};
  const auto worded = [&](const char* topic, const char* name, const Json& lines) {
    return refused(pack, {{"pack", head({{"languages", {"en-US"}}})},
                          {"text", {{"en-US", {{"topics", {{topic, {{name, lines}}}}}}}}}});
  };
  const std::string topics = "/overlay/text/en-US/topics/";
  EXPECT_EQ(worded("rest", "steps", {"Lie flat for 5 minutes.", "Stand up."}), "accepted");
  EXPECT_EQ(worded("rest", "steps", {"Lie flat for 9 minutes.", "Stand up."}),
            "protected_text " + topics + "rest/steps/0");
  EXPECT_EQ(worded("rest", "steps", {"Lie flat for 5 minutes.", ""}), "missing_text " + topics + "rest/steps/1");
  EXPECT_EQ(worded("rest", "steps", Json::array({"Lie flat for 5 minutes."})),
            "protected_text " + topics + "rest/steps");
  EXPECT_EQ(worded("rest", "items", {"A bed", "A mat"}), "accepted");
  const auto diet = [&](const Json& line) { return worded("diet", "items", {"Apples", line}); };
  EXPECT_EQ(diet({{"part", "salt"}, {"text", "salt, 2 grams"}}), "accepted");
  EXPECT_EQ(diet({{"part", "salt"}, {"text", "20 grams of salt"}}), "protected_text " + topics + "diet/items/1/text");
  EXPECT_EQ(diet({{"part", "fat"}, {"text", "2 grams of salt"}}), "protected_text " + topics + "diet/items/1");
  EXPECT_EQ(diet("2 grams of salt"), "protected_text " + topics + "diet/items/1");
}

TEST(Overlay, ANewSlotHoldsTopicsOfItsOwnAndThoseThatFollow) {
  const auto texts = [](const char* id) {
    return Json{{"title", id}, {"line", id}, {"evidence", "None."}, {"tick", id}};
  };
  const auto topic = [](const char* id) {
    return Json{{"id", id}, {"dose", Json::object()}, {"sources", Json::array()}};
  };
  const Json slot = {
      {"id", "site"}, {"at_most", 1}, {"topics", {{{"topic", "class"}, {"followed_by", {"swim", "rest"}}}}}};
  Json overlay = {{"pack", head({{"languages", {"en-US"}},
                                 {"slots", Json::array({slot})},
                                 {"kinds", {{"calm", {{"topics", {"class", "swim"}}}}}}})},
                  {"topics", {{"topics", {topic("class"), topic("swim")}}}},
                  {"text", {{"en-US", {{"topics", {{"class", texts("class")}, {"swim", texts("swim")}}}}}}}};
  EXPECT_EQ(refused(base_pack(), overlay), "overlay_weakens /overlay/pack/slots/0/topics");
  overlay["pack"]["slots"][0]["topics"][0]["followed_by"] = {"swim"};
  const auto pack = load(base_pack(), overlay);
  EXPECT_EQ(pack->slots.back().entries[0].followed_by.size(), 1u);
}

TEST(Overlay, PicturesAreTextsUnderIds) {
  EXPECT_EQ(refused(base_pack(), {{"pack", head()}, {"pictures", Json::object()}}), "accepted");
  EXPECT_EQ(refused(base_pack(), {{"pack", head()}, {"pictures", Json::array()}}), "wrong_type /overlay/pictures");
  EXPECT_EQ(refused(base_pack(), {{"pack", head()}, {"pictures", {{"a.svg", "<svg/>"}}}}),
            "invalid_format /overlay/pictures");
}

TEST(Overlay, APackIsReviewedOnlyIfTheOverlayWasReviewedWithIt) {
  const Json review = {{"state", "reviewed"}, {"reviewer", "Dr. B"}, {"date", "2026-02-02"}};
  SmallPack reviewed = base_pack();
  reviewed.json["pack"]["review"] = {{"state", "reviewed"}, {"reviewer", "Dr. A"}, {"date", "2026-01-01"}};
  EXPECT_EQ(load(reviewed, {{"pack", head()}})->review.state, "none");
  EXPECT_EQ(load(reviewed, {{"pack", head({{"review", review}})}})->review.reviewer, "Dr. B");
  EXPECT_EQ(load(base_pack(), {{"pack", head({{"review", review}})}})->review.state, "none");
  EXPECT_EQ(refused(base_pack(), {{"pack", head({{"review", {{"state", "seen"}}}})}}),
            "unknown_value /overlay/pack/review/state");
}

TEST(Overlay, APackThatIsWrongByItselfIsToldAsSuch) {
  SmallPack pack = base_pack();
  pack.json["rules"]["rules"][0]["sources"] = Json::array();
  const Json mends = {{"pack", head()}, {"rules", {{"stricter", {{"fever", {{"sources", {"SRC"}}}}}}}}};
  EXPECT_EQ(refused(pack, mends), "missing_source /rules/rules/0/sources");
}

TEST(Overlay, TheClinicIsHeldToTheFormOfNames) {
  const auto pack = load(base_pack(), {{"pack", head({{"clinic", {{"name", "North"}, {"phone", "555"}}}})}});
  EXPECT_EQ(pack->clinic.name, "North");
  EXPECT_EQ(pack->clinic.phone, "555");
  EXPECT_EQ(pack->clinic.out_of_hours, "");
  EXPECT_EQ(refused(base_pack(), {{"pack", head({{"clinic", {{"name", std::string(201, 'n')}}}})}}),
            "too_long /overlay/pack/clinic/name");
  EXPECT_EQ(refused(base_pack(), {{"pack", head({{"clinic", {{"phone", std::string(61, '5')}}}})}}),
            "too_long /overlay/pack/clinic/phone");
  EXPECT_EQ(refused(base_pack(), {{"pack", head({{"clinic", {{"out_of_hours", std::string(401, 'h')}}}})}}),
            "too_long /overlay/pack/clinic/out_of_hours");
}

TEST(Overlay, APlaceInTheWholeIsNamedAsThePlaceInTheOverlay) {
  const unknot::pack::JsonDocument pack(R"({"rules": {"rules": [{"id": "a"}, {"id": "b"}]},
                                            "topics": {"topics": [{"id": "t"}]}})");
  const auto place = [&](const char* pointer) { return unknot::pack::pointer_in_overlay(pointer, pack.root()); };
  EXPECT_EQ(place("/rules/rules/1/when"), "/overlay/rules/stricter/b/or_when");
  EXPECT_EQ(place("/rules/rules/0/sources"), "/overlay/rules/stricter/a/sources");
  EXPECT_EQ(place("/topics/topics/0/withheld_when"), "/overlay/topics/stricter/t/or_withheld_when");
  EXPECT_EQ(place("/rules/rules/4/when"), "/overlay/rules/rules/2/when");
  EXPECT_EQ(place("/sources/sources/0"), "/overlay/sources/sources/0");
  EXPECT_EQ(place("/rules/rules/site/overlaps"), "/overlay/rules/rules/site/overlaps");
  EXPECT_EQ(place("/text/en-US/rules"), "/overlay/text/en-US/rules");
  EXPECT_EQ(place(""), "/overlay");
}

}  // namespace
