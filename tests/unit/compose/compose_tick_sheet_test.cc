#include <gmock/gmock.h>

#include "compose/sheet.h"

namespace {

using namespace unknot_test;
using testing::ElementsAre;
using testing::IsEmpty;
using unknot::pack::SectionId;

constexpr const char* no = R"({"a": false})";

SmallPack base_pack() {
  return SmallPack().yes_no("a").rule("r", "a = yes", "routine").topic("walk").slot("s", 1, {"walk"});
}

std::vector<std::string> lines(const std::pmr::vector<unknot::pack::Line>& all) {
  std::vector<std::string> texts;
  for (const unknot::pack::Line line : all) texts.push_back(words(line));
  return texts;
}

TEST(TickSheetOnPaper, WithoutADateHasNumberedDaysAndALineForTheDate) {
  const Visit visit(base_pack(), no);
  EXPECT_THAT(blocks_of(visit, SectionId::tick_sheet),
              ElementsAre("paragraph: sheet_intro", "paragraph: sheet_date_line", "tick_sheet"));
  EXPECT_EQ(lines(visit.handout.tick_sheet.days).front(), "Day 1");
  EXPECT_EQ(lines(visit.handout.tick_sheet.days).back(), "Day 14");
  EXPECT_THAT(visit.handout.tick_sheet.dates, IsEmpty());
}

TEST(TickSheetOnPaper, WithADateHasTheDateOfEachDay) {
  SmallPack pack = base_pack();
  pack.json["pack"]["tick_sheet"]["days"] = 4;
  const Visit visit(pack, no, R"("handout": {"date": "2024-02-28"})");
  EXPECT_THAT(blocks_of(visit, SectionId::tick_sheet), ElementsAre("paragraph: sheet_intro", "tick_sheet"));
  EXPECT_THAT(lines(visit.handout.tick_sheet.dates), ElementsAre("m2 28", "m2 29", "m3 1", "m3 2"));
  EXPECT_THAT(lines(visit.handout.tick_sheet.days), ElementsAre("Day 1", "Day 2", "Day 3", "Day 4"));
}

TEST(TickSheetOnPaper, ARowSaysTheActionWithItsDose) {
  const Visit visit(base_pack(), no);
  ASSERT_EQ(visit.handout.tick_sheet.rows.size(), 1u);
  EXPECT_EQ(words(visit.handout.tick_sheet.rows[0].action), "Tick of walk");
  EXPECT_EQ(visit.handout.tick_sheet.rows[0].topic, "walk");
  EXPECT_EQ(visit.handout.tick_sheet.rows[0].days, (1u << 14) - 1);
}

TEST(TickSheetOnPaper, ARowWithoutAnActionHasTheTopicsTitle) {
  SmallPack pack = base_pack();
  pack.topic_text("walk").erase("tick");
  EXPECT_EQ(words(Visit(pack, no).handout.tick_sheet.rows[0].action), "Title of walk");
}

TEST(TickSheetOnPaper, AVariantChangesTheAction) {
  SmallPack pack = SmallPack()
                       .yes_no("a")
                       .rule("r", "a = yes", "routine")
                       .topic("walk", {{"adjustments",
                                        {{{"id", "part"}, {"note", "part_left_out"}, {"when", "a = yes"}},
                                         {{"id", "slow"}, {"note", "instead"}, {"when", "a = yes"}},
                                         {{"id", "same"}, {"note", "count_it"}, {"when", "a = yes"}}}}})
                       .slot("s", 1, {"walk"});
  pack.topic_text("walk")["variants"]["slow"] = {{"tick", "Walk slowly"}};
  EXPECT_EQ(words(Visit(pack, R"({"a": true})").handout.tick_sheet.rows[0].action), "Walk slowly");
  EXPECT_EQ(words(Visit(pack, no).handout.tick_sheet.rows[0].action), "Tick of walk");
}

TEST(TickSheetOnPaper, IsNotThereWithoutAPlan) {
  const Visit visit(SmallPack().yes_no("a").rule("r", "a = yes", "routine"), no);
  EXPECT_THAT(blocks_of(visit, SectionId::tick_sheet), IsEmpty());
}

}  // namespace
