// Topics of the plan, tailored to the patient.
#include <gmock/gmock.h>

#include "compose/sheet.h"

namespace {

using namespace unknot_test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Form = unknot::compose::Section::Form;
using unknot::pack::SectionId;

constexpr const char* yes = R"({"a": true, "b": true})";
constexpr const char* no = R"({"a": false, "b": false})";

SmallPack base_pack() { return SmallPack().yes_no("a").yes_no("b").rule("r", "a = yes and b = yes", "routine"); }

SmallPack with_topic(const Json& more = Json::object(), bool in_main = true) {
  SmallPack pack = base_pack().topic("heat", more);
  if (in_main) pack.slot("warmth", 1, {"heat"});
  return pack;
}

Json adjustment(const char* id, const char* note, const char* when) {
  return {{"id", id}, {"note", note}, {"when", when}};
}

TEST(MainTopic, IsToldWholeInAFixedOrder) {
  SmallPack pack = with_topic();
  pack.topic_text("heat").update({{"items", {"a pad", "a bottle"}},
                                  {"steps", {"Lie down.", "Breathe."}},
                                  {"dose", "15 minutes"},
                                  {"stop_if", "it burns"},
                                  {"caution", "Use a cloth."}});
  EXPECT_THAT(topic_blocks(Visit(pack, no), "heat"),
              ElementsAre("paragraph: Why of heat.", "list: a pad|a bottle", "steps: Lie down.|Breathe.",
                          "dose [dose]: 15 minutes", "stop_if [stop_if]: it burns", "caution [caution]: Use a cloth.",
                          "evidence [evidence]: Evidence of heat."));
}

TEST(MainTopic, LeavesOutWhatItDoesNotSay) {
  SmallPack pack = with_topic();
  pack.topic_text("heat").erase("why");
  EXPECT_THAT(topic_blocks(Visit(pack, no), "heat"), ElementsAre("evidence [evidence]: Evidence of heat."));
}

// "item 2: rest", for each picture of each block of a topic.
std::vector<std::string> pictures(const Visit& visit, const std::string& id) {
  std::vector<std::string> all;
  for (const auto& section : visit.handout.sections) {
    if (section.topic != id) continue;
    for (const auto& block : visit.handout.blocks_of(section)) {
      EXPECT_TRUE(block.pictures.empty() || block.pictures.size() == block.lines.size());
      for (std::size_t i = 0; i < block.pictures.size(); ++i) {
        const unknot::compose::Picture& picture = block.pictures[i];
        if (picture.drawing == nullptr) continue;
        all.push_back(std::string(block_type_id(block.type)) + ' ' + std::to_string(i + 1) + ": " +
                      picture.drawing->id);
        EXPECT_EQ(words(picture.alternative_text), "Picture of <" + picture.drawing->id + ">");
      }
    }
  }
  return all;
}

TEST(Picture, ShowsItsLine) {
  SmallPack pack = with_topic();
  pack.picture("heat", "pad", "item", 2).picture("heat", "lie", "step", 1);
  pack.topic_text("heat").update({{"items", {"a bottle", "a pad"}}, {"steps", {"Lie down.", "Breathe."}}});
  EXPECT_THAT(pictures(Visit(pack, no), "heat"), ElementsAre("list 2: pad", "steps 1: lie"));
}

TEST(Picture, IsNotInTheRest) {
  SmallPack pack = with_topic(Json::object(), false);
  pack.picture("heat", "lie", "step", 1);
  pack.topic_text("heat").update({{"steps", {"Lie down."}}});
  EXPECT_THAT(pictures(Visit(pack, no), "heat"), IsEmpty());
}

TEST(Picture, GoesWithAPartAndStaysWithTheLinesThatMoveUp) {
  SmallPack pack = with_topic({{"adjustments", {adjustment("bath", "part_left_out", "a = yes")}}});
  pack.picture("heat", "bath", "item", 1).picture("heat", "pad", "item", 2);
  pack.topic_text("heat")["items"] = {{{"part", "bath"}, {"text", "a bath"}}, "a pad"};
  EXPECT_THAT(pictures(Visit(pack, no), "heat"), ElementsAre("list 1: bath", "list 2: pad"));
  EXPECT_THAT(pictures(Visit(pack, yes), "heat"), ElementsAre("list 1: pad"));
}

TEST(Picture, OfAVariantShowsTheVariantsLines) {
  SmallPack pack = with_topic({{"adjustments", {adjustment("seated", "instead", "a = yes")}}});
  pack.picture("heat", "lie", "step", 1).picture("heat", "sit", "step", 2);
  Json& heat = pack.json["topics"]["topics"][0];
  heat["adjustments"][0]["pictures"] = {{{"id", "sit"}, {"step", 1}}};
  heat["pictures"].erase(1);
  pack.topic_text("heat").update({{"steps", {"Lie."}}, {"variants", {{"seated", {{"steps", {"Sit."}}}}}}});
  EXPECT_THAT(pictures(Visit(pack, no), "heat"), ElementsAre("steps 1: lie"));
  EXPECT_THAT(pictures(Visit(pack, yes), "heat"), ElementsAre("steps 1: sit"));
}

TEST(BriefTopic, IsOneLineWithItsItems) {
  SmallPack pack = with_topic(Json::object(), false);
  EXPECT_THAT(topic_blocks(Visit(pack, no), "heat"),
              ElementsAre("paragraph: Line of heat.", "evidence [evidence]: Evidence of heat."));
  pack.topic_text("heat").update(
      {{"line", "Use one of these:"}, {"items", {"a pad", "a bottle"}}, {"steps", {"Lie."}}});
  EXPECT_THAT(topic_blocks(Visit(pack, no), "heat"),
              ElementsAre("paragraph: Use one of these: a pad, a bottle.", "evidence [evidence]: Evidence of heat."));
}

TEST(Part, IsDroppedInBothLists) {
  for (const bool in_main : {true, false}) {
    SmallPack pack = with_topic({{"adjustments", {adjustment("bath", "part_left_out", "a = yes")}}}, in_main);
    pack.topic_text("heat")["items"] = {"a pad", {{"part", "bath"}, {"text", "a bath"}}};
    EXPECT_THAT(all_words(Visit(pack, no)), HasSubstr("a bath"));
    EXPECT_THAT(all_words(Visit(pack, yes)), Not(HasSubstr("bath")));
    EXPECT_THAT(all_words(Visit(pack, yes)), HasSubstr("a pad"));
    EXPECT_THAT(all_words(Visit(pack, "{}")), Not(HasSubstr("bath")));
  }
}

TEST(Part, IsDroppedAloneWhereThereAreSeveral) {
  SmallPack pack =
      with_topic({{"adjustments",
                   {adjustment("bath", "part_left_out", "a = yes"), adjustment("pad", "part_left_out", "b = yes")}}});
  EXPECT_THAT(topic_blocks(Visit(pack, R"({"a": false, "b": true})"), "heat")[1], "list: bath");
  EXPECT_THAT(topic_blocks(Visit(pack, R"({"a": true, "b": false})"), "heat")[1], "list: pad");
}

TEST(Part, TheLastOneGoesWithItsList) {
  const SmallPack pack = with_topic({{"adjustments", {adjustment("bath", "part_left_out", "a = yes")}}});
  EXPECT_THAT(topic_blocks(Visit(pack, yes), "heat"),
              ElementsAre("paragraph: Why of heat.", "evidence [evidence]: Evidence of heat."));
}

SmallPack with_variant(bool in_main) {
  SmallPack pack = with_topic({{"adjustments", {adjustment("seated", "instead", "a = yes")}}}, in_main);
  pack.topic_text("heat").update({{"dose", "5 times"}, {"steps", {"Lie down."}}, {"stop_if", "it hurts"}});
  pack.topic_text("heat")["variants"]["seated"] = {{"title", "Seated"},
                                                   {"line", "Sit."},
                                                   {"steps", {"Sit down.", "Turn."}},
                                                   {"dose", nullptr},
                                                   {"note", "Use a firm chair."}};
  return pack;
}

TEST(Variant, TakesThePlaceOfWhatItSays) {
  const Visit visit(with_variant(true), yes);
  EXPECT_THAT(topic_blocks(visit, "heat"),
              ElementsAre("paragraph: Why of heat.", "steps: Sit down.|Turn.", "caution [caution]: Use a firm chair.",
                          "stop_if [stop_if]: it hurts", "evidence [evidence]: Evidence of heat."));
  EXPECT_THAT(headings(visit), testing::Contains("Seated"));
}

TEST(Variant, TakesThePlaceInTheBriefLineToo) {
  const Visit visit(with_variant(false), yes);
  EXPECT_THAT(topic_blocks(visit, "heat"),
              ElementsAre("paragraph: Sit.", "caution [caution]: Use a firm chair.", "stop_if [stop_if]: it hurts",
                          "evidence [evidence]: Evidence of heat."));
  EXPECT_THAT(headings(visit), testing::Contains("Seated"));
}

TEST(Variant, DoesNotShowWhereItDoesNotApply) {
  const Visit visit(with_variant(true), no);
  EXPECT_THAT(topic_blocks(visit, "heat"),
              ElementsAre("paragraph: Why of heat.", "steps: Lie down.", "dose [dose]: 5 times",
                          "stop_if [stop_if]: it hurts", "evidence [evidence]: Evidence of heat."));
  EXPECT_THAT(headings(visit), testing::Contains("Title of heat"));
}

TEST(Variant, MayEmptyTheStepsAndItems) {
  SmallPack pack = with_variant(true);
  pack.topic_text("heat")["items"] = {"a pad"};
  pack.topic_text("heat")["variants"]["seated"] = {{"steps", Json::array()}, {"items", Json::array()}};
  EXPECT_THAT(all_words(Visit(pack, yes)), Not(HasSubstr("a pad")));
  EXPECT_THAT(all_words(Visit(pack, yes)), Not(HasSubstr("Lie down.")));
}

TEST(Variant, TheLastThatAppliesWinsAndEveryNoteIsTold) {
  SmallPack pack = with_topic(
      {{"adjustments", {adjustment("first", "ask_first", "a = yes"), adjustment("second", "count_it", "b = yes")}}});
  pack.topic_text("heat")["variants"] = {{"first", {{"why", "First."}, {"note", "Ask."}}},
                                         {"second", {{"why", "Second."}, {"note", "Count."}}}};
  EXPECT_THAT(topic_blocks(Visit(pack, yes), "heat"),
              ElementsAre("paragraph: Second.", "caution [caution]: Ask.", "caution [caution]: Count.",
                          "evidence [evidence]: Evidence of heat."));
  EXPECT_EQ(topic_blocks(Visit(pack, R"({"a": true, "b": false})"), "heat")[0], "paragraph: First.");
}

TEST(Warning, ComesFirst) {
  for (const bool in_main : {true, false}) {
    const SmallPack pack = with_topic({{"withheld_when", "a = yes"}, {"unknown", "warn"}}, in_main);
    EXPECT_EQ(topic_blocks(Visit(pack, R"({"b": false})"), "heat")[0], "caution [caution]: Warn of heat.");
  }
}

TEST(Later, IsToldWhileAnotherGoesFirst) {
  SmallPack pack = base_pack()
                       .integer("days", 0, 9)
                       .rule("d", "days > 8", "routine")
                       .topic("cold", {{"offered_when", "a = no"}})
                       .topic("heat");
  pack.slot("warmth", 1, {"cold", "heat"}).sequence("cold", "days", 3, "heat");
  EXPECT_EQ(topic_blocks(Visit(pack, R"({"a": false, "days": 0})"), "heat")[0], "paragraph: Later. Line of heat.");
  EXPECT_EQ(topic_blocks(Visit(pack, R"({"a": true, "days": 0})"), "heat")[0], "paragraph: Why of heat.");
  pack.json["pack"]["slots"][0]["at_most"] = 2;
  EXPECT_EQ(topic_blocks(Visit(pack, R"({"a": false, "days": 0})"), "heat")[0], "paragraph: Later.");
}

TEST(Warning, IsToldWhereAContraindicationIsUnknown) {
  for (const bool in_main : {true, false}) {
    const SmallPack pack = with_topic({{"withheld_when", "a = yes"}, {"unknown", "warn"}}, in_main);
    EXPECT_THAT(topic_blocks(Visit(pack, R"({"b": false})"), "heat"),
                testing::Contains("caution [caution]: Warn of heat."));
    EXPECT_THAT(topic_blocks(Visit(pack, no), "heat"), Not(testing::Contains("caution [caution]: Warn of heat.")));
  }
}

// The headings of a section, "[box]" before the head of a box, "box:" before what stands in it.
std::vector<std::string> boxed(const Visit& visit, SectionId id) {
  std::vector<std::string> all;
  for (const auto& section : visit.handout.sections) {
    if (section.id != id) continue;
    const std::string box(section.box);
    const std::string before = section.form == Form::box ? '[' + box + "] " : box.empty() ? "" : box + ": ";
    all.push_back(before + words(section.heading));
  }
  return all;
}

TEST(Box, HoldsItsTopicsUnderOneHeading) {
  SmallPack pack = base_pack().topic("walk").topic("pill").topic("tablet").topic("rest").slot(
      "all", 4, {"walk", "pill", "tablet", "rest"});
  pack.box("relief", {"pill", "tablet"});
  EXPECT_THAT(boxed(Visit(pack, no), SectionId::plan),
              ElementsAre("plan_title", "Title of walk", "[relief] Title of relief", "relief: Title of pill",
                          "relief: Title of tablet", "Title of rest"));
}

TEST(Box, HoldsTheRestOfItsTopicsToo) {
  SmallPack pack = base_pack().topic("bend").topic("walk").topic("turn").slot("all", 1, {"bend"});
  pack.box("moves", {"bend", "turn", "walk"});
  const Visit visit(pack, no);
  EXPECT_THAT(boxed(visit, SectionId::plan),
              ElementsAre("plan_title", "[moves] Title of moves", "moves: Title of bend"));
  EXPECT_THAT(boxed(visit, SectionId::more),
              ElementsAre("more_title", "[moves] Title of moves", "moves: Title of walk", "moves: Title of turn"));
}

TEST(Box, GivesWayToTheNextOne) {
  SmallPack pack = base_pack().topic("bend").topic("pill").topic("turn").slot("all", 3, {"bend", "pill", "turn"});
  pack.box("moves", {"bend", "turn"}).box("relief", {"pill"});
  EXPECT_THAT(boxed(Visit(pack, no), SectionId::plan),
              ElementsAre("plan_title", "[moves] Title of moves", "moves: Title of bend", "[relief] Title of relief",
                          "relief: Title of pill", "[moves] Title of moves", "moves: Title of turn"));
}

TEST(Box, SaysOnceWhatHoldsForAllOfItsTopics) {
  SmallPack pack = base_pack().topic("bend").topic("turn").slot("all", 2, {"bend", "turn"});
  pack.box("moves", {"bend", "turn"}, {{"stop_if", "it hurts."}, {"caution", "Go slowly."}, {"evidence", "Unsure."}});
  pack.topic_text("bend").erase("evidence");
  const Visit visit(pack, no);
  EXPECT_THAT(
      blocks_of(visit, SectionId::plan),
      ElementsAre("stop_if [stop_if]: it hurts.", "caution [caution]: Go slowly.", "evidence [evidence]: Unsure.",
                  "paragraph: Why of bend.", "paragraph: Why of turn.", "evidence [evidence]: Evidence of turn."));
}

TEST(Plan, WithoutTopicsHasNoHeading) {
  EXPECT_THAT(headings(Visit(base_pack(), no)), Not(testing::Contains("plan_title")));
  EXPECT_THAT(headings(Visit(base_pack(), no)), Not(testing::Contains("more_title")));
}

TEST(Plan, FormsOfTopicsTellTheListsApart) {
  const Visit visit(base_pack().topic("x").topic("y").slot("s", 1, {"y"}), no);
  for (const auto& section : visit.handout.sections) {
    if (section.topic == "y") {
      EXPECT_EQ(section.form, Form::topic);
    } else if (section.topic == "x") {
      EXPECT_EQ(section.form, Form::brief_topic);
    } else {
      EXPECT_EQ(section.form, Form::plain);
    }
  }
}

}  // namespace
