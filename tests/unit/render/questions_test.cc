#include "render/questions.h"

#include <gtest/gtest.h>

#include "small_pack.h"

namespace {

using namespace unknot_test;

SmallPack pack_of_types() {
  SmallPack pack;
  pack.integer("age", 0, 99).yes_no("fever").asked_when("age > 9", false).one("course", {"better", "worse"});
  pack.rule("r", "age > 1 or fever = yes or course = worse", "soon");
  pack.json["questions"]["interview"] = {"course", "age", "fever"};
  pack.text()["questions"]["age"]["unit"] = "years";
  pack.text()["questions"]["fever"]["help"] = "Hot & shivery";
  return pack;
}

Json asked(const SmallPack& small, const char* locale = "en-US") {
  const auto pack = small.load();
  return Json::parse(unknot::render::questions(*pack, *pack->locale(locale)));
}

TEST(Questions, StandInTheOrderInWhichToAsk) {
  const Json questions = asked(pack_of_types())["questions"];
  ASSERT_EQ(questions.size(), 3u);
  EXPECT_EQ(questions[0]["id"], "course");
  EXPECT_EQ(questions[1]["id"], "age");
  EXPECT_EQ(questions[2]["id"], "fever");
}

TEST(Questions, ANumberHasItsRangeAndUnit) {
  EXPECT_EQ(asked(pack_of_types())["questions"][1],
            Json::parse(R"({"id": "age", "since": "1.0", "group": "group", "type": "integer", "text": "Text of age",
              "help": null, "minimum": 0, "maximum": 99, "unit": "years", "always_asked": true})"));
}

TEST(Questions, AYesNoQuestionHasTheValuesFalseAndTrue) {
  EXPECT_EQ(asked(pack_of_types())["questions"][2],
            Json::parse(R"({"id": "fever", "since": "1.0", "group": "group", "type": "yes_no", "text": "Text of fever",
              "help": "Hot & shivery", "values": [{"value": false, "text": "Text of no"},
                                                  {"value": true, "text": "Text of yes"}], "always_asked": false})"));
}

TEST(Questions, AValueHasItsIdAndText) {
  EXPECT_EQ(asked(pack_of_types())["questions"][0]["values"][1],
            Json::parse(R"({"value": "worse", "text": "Text of worse"})"));
}

TEST(Questions, TellTheLanguageItsEmergencyNumberAndGroups) {
  SmallPack pack = pack_of_types();
  pack.json["pack"]["languages"].push_back("en-GB");
  pack.json["text"]["en-GB"] = {
      {"base", "en-US"}, {"locale", "en-GB"}, {"emergency_number", "999"}, {"groups", {{"group", "Own group"}}}};
  const Json own = asked(pack, "en-GB");
  EXPECT_EQ(own["locale"], "en-GB");
  EXPECT_EQ(own["emergency_number"], "999");
  EXPECT_EQ(own["groups"], Json::parse(R"([{"id": "group", "title": "Own group"}])"));
  EXPECT_EQ(own["pack"]["sha256"], pack.load()->sha256);
}

}  // namespace
