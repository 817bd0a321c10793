#include "render/handout_json.h"

#include <gtest/gtest.h>

#include "render/sample.h"

namespace {

using namespace unknot_test;
using Ordered = nlohmann::ordered_json;

Ordered document(const std::string& options = sample_options) {
  Visit visit(sample_pack(), sample_answers, options);
  return Ordered::parse(unknot::render::handout_json(visit.handout, visit.memory));
}

Ordered sections(const Ordered& handout, const char* member, const char* value) {
  Ordered found = Ordered::array();
  for (const Ordered& section : handout["sections"]) {
    if (section[member] == value) found.push_back(section);
  }
  return found;
}

TEST(HandoutJson, HasItsMembersInAFixedOrder) {
  std::vector<std::string> names;
  const Ordered handout = document();
  for (const auto& [name, value] : handout.items()) names.push_back(name);
  EXPECT_EQ(names, (std::vector<std::string>{"schema", "kind", "locale", "direction", "page", "large_print", "title",
                                             "patient", "reference", "sections"}));
}

TEST(HandoutJson, TellsWhatTheSheetIs) {
  const Ordered handout = document();
  EXPECT_EQ(handout["kind"], "visit");
  EXPECT_EQ(handout["locale"], "en-US");
  EXPECT_EQ(handout["direction"], "ltr");
  EXPECT_EQ(handout["page"], "Letter");
  EXPECT_EQ(handout["large_print"], false);
  EXPECT_EQ(handout["title"], "Title of visit");
  EXPECT_EQ(handout["patient"], "For <b>O'Brien & \"Söhne\"</b>");
  EXPECT_TRUE(document("")["patient"].is_null());
  EXPECT_EQ(handout["reference"], "Reference r-1");
  EXPECT_TRUE(document("")["reference"].is_null());
}

TEST(HandoutJson, ATopicSaysWhichItIs) {
  const Ordered handout = document();
  const Ordered walk = sections(handout, "topic", "walk");
  ASSERT_EQ(walk.size(), 1u);
  EXPECT_EQ(walk[0],
            Ordered::parse(R"({"id": "plan", "form": "topic", "topic": "walk", "box": null, "heading": "Title of walk",
    "blocks": [{"type": "paragraph", "text": "Why of walk."}, {"type": "steps", "items": ["Stand up.", "Walk & talk."]},
               {"type": "dose", "label": "dose", "text": "5 minutes"},
               {"type": "evidence", "label": "evidence", "text": "Evidence of walk."}]})"));
  EXPECT_EQ(sections(handout, "topic", "heat")[0]["form"], "brief_topic");
  EXPECT_TRUE(sections(handout, "id", "safety_net")[0]["topic"].is_null());
}

TEST(HandoutJson, ALineMayHaveAPicture) {
  SmallPack pack = sample_pack();
  pack.picture("walk", "talk", "step", 2);
  Visit visit(pack, sample_answers);
  const Ordered handout = Ordered::parse(unknot::render::handout_json(visit.handout, visit.memory));
  EXPECT_EQ(sections(handout, "topic", "walk")[0]["blocks"][1],
            Ordered::parse(R"({"type": "steps", "items": ["Stand up.", "Walk & talk."],
                               "pictures": [{"item": 2, "id": "talk", "alternative_text": "Picture of <talk>"}]})"));
}

TEST(HandoutJson, ABoxAndWhatStandsInItSayWhichItIs) {
  const Ordered handout = document();
  EXPECT_EQ(sections(handout, "form", "box"), Ordered::parse(R"([{"id": "plan", "form": "box", "topic": null,
    "box": "relief", "heading": "Title of relief",
    "blocks": [{"type": "caution", "label": "caution", "text": "Ask & wait."}]}])"));
  EXPECT_EQ(sections(handout, "topic", "pill")[0]["box"], "relief");
  EXPECT_EQ(sections(handout, "box", "relief").size(), 2u);
}

TEST(HandoutJson, ASectionWithoutAHeadingSaysNull) {
  EXPECT_TRUE(sections(document(), "id", "message")[0]["heading"].is_null());
}

TEST(HandoutJson, TheTickSheetHasDaysAndRows) {
  const Ordered sheet = sections(document(), "id", "tick_sheet")[0]["blocks"].back();
  EXPECT_EQ(sheet["type"], "tick_sheet");
  ASSERT_EQ(sheet["days"].size(), 14u);
  EXPECT_EQ(sheet["days"][2], Ordered::parse(R"({"text": "Day 3", "date": "m2 1"})"));
  EXPECT_EQ(sheet["rows"][0], Ordered::parse(R"({"topic": "cold", "text": "Tick of cold", "days": [1, 2]})"));
  EXPECT_EQ(sheet["rows"][1]["days"], Ordered::parse("[3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]"));
}

TEST(HandoutJson, WithoutADateTheDaysHaveNone) {
  const Ordered sheet = sections(document(""), "id", "tick_sheet")[0]["blocks"].back();
  EXPECT_TRUE(sheet["days"][0]["date"].is_null());
}

}  // namespace
