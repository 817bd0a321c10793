#include <gtest/gtest.h>

#include "pack/changed_pack.h"

namespace {

using namespace unknot_test;

Json shown(const SmallPack& pack) { return Json::parse(unknot::pack::show(*pack.load())); }

Json shown_condition(const std::string& when) {
  SmallPack pack;
  pack.yes_no("fever")
      .one("course", {"better", "same", "worse"})
      .many("place", {"back", "flank"})
      .integer("age", 0, 120);
  pack.rule("uses", "fever = yes or course = same or place has back or age > 1", "soon").rule("shown", when, "soon");
  return shown(pack)["rules"][1]["when"];
}

TEST(Show, ConditionsAreTheirCompiledForm) {
  EXPECT_EQ(shown_condition("fever = yes"), Json::parse(R"({"question": "fever", "at_least": 1, "of": ["yes"]})"));
  EXPECT_EQ(shown_condition("course in {worse, same}"),
            Json::parse(R"({"question": "course", "at_least": 1, "of": ["same", "worse"]})"));
  EXPECT_EQ(shown_condition("count(place, {back, flank}) >= 2"),
            Json::parse(R"({"question": "place", "at_least": 2, "of": ["back", "flank"]})"));
  EXPECT_EQ(shown_condition("age < 18"), Json::parse(R"({"question": "age", "from": 0, "to": 17})"));
  EXPECT_EQ(shown_condition("age > 18"), Json::parse(R"({"question": "age", "from": 19, "to": 120})"));
  EXPECT_EQ(shown_condition("unsure(fever)"), Json::parse(R"({"unsure": "fever"})"));
  EXPECT_EQ(shown_condition("fever = yes and (age > 18 or unsure(age))"), Json::parse(R"({"all": [
    {"question": "fever", "at_least": 1, "of": ["yes"]},
    {"any": [{"question": "age", "from": 19, "to": 120}, {"unsure": "age"}]}]})"));
}

TEST(Show, AReviewIsShownAsItStandsOrAsNone) {
  SmallPack pack = minimal_pack();
  EXPECT_EQ(shown(pack)["review"], Json::parse(R"({"state": "none", "reviewer": null, "date": null})"));
  pack.json["pack"]["review"] = {{"state", "reviewed"}, {"reviewer", "Dr. A"}, {"date", "2026-01-01"}};
  EXPECT_EQ(shown(pack)["review"], pack.json["pack"]["review"]);
}

TEST(Show, AQuestionTellsWhenItIsAskedAndItsElse) {
  const Json questions = shown(SmallPack()
                                   .integer("age", 0, 120)
                                   .one("pregnancy", {"no", "yes"})
                                   .asked_when("age >= 10", "no")
                                   .rule("r", "pregnancy = yes", "soon"))["questions"];
  EXPECT_FALSE(questions[0].contains("asked_when"));
  EXPECT_EQ(questions[0]["maximum"], 120);
  EXPECT_EQ(questions[1]["asked_when"], Json::parse(R"({"question": "age", "from": 10, "to": 120})"));
  EXPECT_EQ(questions[1]["else"], Json::parse(R"(["no"])"));
  EXPECT_EQ(questions[1]["values"], Json::parse(R"(["no", "yes"])"));
}

TEST(Show, AQuestionTellsWhatARecordAnswersItBy) {
  SmallPack pack = minimal_pack();
  pack.json["questions"]["questions"][0]["initial_expression"] = "%patient.active";
  EXPECT_EQ(shown(pack)["questions"][0]["initial_expression"], "%patient.active");
  EXPECT_EQ(shown(minimal_pack())["questions"][0]["initial_expression"], nullptr);
}

TEST(Show, AContradictionTellsItsNumbers) {
  const SmallPack pack = minimal_pack()
                             .integer("days", 0, 9)
                             .integer("age", 0, 9)
                             .contradiction("longer", {{"exceeds", {"days", 366, "age", 1}}});
  EXPECT_EQ(shown(pack)["contradictions"][0], Json::parse(R"({"id": "longer", "exceeds": ["days", 366, "age", 1]})"));
}

TEST(Show, ATopicWithoutConditionsSaysNull) {
  const Json rest = shown(minimal_pack())["topics"][0];
  EXPECT_TRUE(rest["offered_when"].is_null());
  EXPECT_TRUE(rest["withheld_when"].is_null());
  EXPECT_TRUE(rest["unknown"].is_null());
}

TEST(Show, TellsOfEachThingInThePacksOrder) {
  const Json pack = built_in_pack();
  const Json all = Json::parse(unknot::pack::show(*unknot::pack::load(pack.dump())));
  const auto same_ids = [](const Json& a, const Json& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (a[i]["id"] != b[i]["id"]) return false;
    }
    return true;
  };
  EXPECT_TRUE(same_ids(all["questions"], pack["questions"]["questions"]));
  EXPECT_TRUE(same_ids(all["rules"], pack["rules"]["rules"]));
  EXPECT_TRUE(same_ids(all["conditions"], pack["rules"]["conditions"]));
  EXPECT_TRUE(same_ids(all["contradictions"], pack["rules"]["contradictions"]));
  EXPECT_TRUE(same_ids(all["topics"], pack["topics"]["topics"]));
  EXPECT_TRUE(same_ids(all["kinds"], pack["pack"]["kinds"]));
  EXPECT_TRUE(same_ids(all["slots"], pack["pack"]["slots"]));
  EXPECT_TRUE(same_ids(all["sources"], pack["sources"]["sources"]));
  EXPECT_EQ(all["flags"], pack["rules"]["flags"]);
  EXPECT_EQ(all["interview"], pack["questions"]["interview"]);
  for (std::size_t i = 0; i < all["rules"].size(); ++i) {
    for (const char* member : {"flag", "tier", "reason", "sources"}) {
      EXPECT_EQ(all["rules"][i][member], pack["rules"]["rules"][i][member]) << all["rules"][i]["id"] << ' ' << member;
    }
  }
  for (std::size_t i = 0; i < all["kinds"].size(); ++i) {
    EXPECT_EQ(all["kinds"][i]["sections"], pack["pack"]["kinds"][i]["sections"]);
    EXPECT_EQ(all["kinds"][i]["topics"].size(), pack["pack"]["kinds"][i]["topics"].size());
  }
}

TEST(Show, TextsAreWhole) {
  SmallPack pack = minimal_pack();
  pack.json["pack"]["languages"].push_back("en-GB");
  pack.json["text"]["en-GB"] = {{"base", "en-US"}, {"locale", "en-GB"}, {"emergency_number", "999"}};
  const Json texts = shown(pack)["text"];
  EXPECT_EQ(texts["en-US"], pack.text());
  EXPECT_EQ(texts["en-GB"]["emergency_number"], "999");
  EXPECT_EQ(texts["en-GB"]["rules"], pack.text()["rules"]);
}

}  // namespace
