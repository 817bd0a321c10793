#include "render/text.h"

#include <gmock/gmock.h>

#include "base/utf8.h"
#include "render/sample.h"

namespace {

using namespace unknot_test;
using testing::HasSubstr;
using testing::Not;

std::string text_of(const SmallPack& pack, const std::string& answers, const std::string& options = "") {
  Visit visit(pack, answers, options);
  return std::string(unknot::render::text(visit.handout, visit.memory));
}

std::string sample(const std::string& options = sample_options) {
  return text_of(sample_pack(), sample_answers, options);
}

TEST(TextSheet, BeginsWithTitleAndPatient) {
  EXPECT_EQ(sample().substr(0, 61), "Title of visit\n==============\nFor <b>O'Brien & \"Söhne\"</b>\n\n");
}

TEST(TextSheet, HeadingsAreUnderlined) { EXPECT_THAT(sample(), HasSubstr("\nPlan < 2 weeks\n--------------\n")); }

TEST(TextSheet, ATopicIsIndentedUnderItsTitle) {
  EXPECT_THAT(sample(), HasSubstr("\n* Title of walk\n  Why of walk.\n  1. Stand up.\n  2. Walk & talk.\n"
                                  "  dose: 5 minutes\n  evidence: Evidence of walk.\n"));
}

TEST(TextSheet, WhatStandsInABoxStandsFurtherInThanWhatFollowsIt) {
  SmallPack pack = minimal_pack().topic("bend").topic("pill").topic("turn");
  pack.slot("all", 2, {"bend", "pill"}).box("moves", {"bend", "turn"}, {{"caution", "Go slowly."}});
  const std::string text = text_of(pack, R"({"fever": false})");
  EXPECT_THAT(text, HasSubstr("\n* Title of moves\n  caution: Go slowly.\n\n  * Title of bend\n    Why of bend.\n"
                              "    evidence: Evidence of bend.\n\n* Title of pill\n  Why of pill.\n"));
  EXPECT_THAT(text, HasSubstr("\n* Title of moves\n  caution: Go slowly.\n\n"
                              "  * Title of turn. Line of turn. evidence: Evidence of turn.\n"));
}

TEST(TextSheet, ABriefTopicIsOneParagraph) {
  EXPECT_THAT(sample(), HasSubstr("\n* Title of heat. Later. Line of heat. evidence: Evidence of heat.\n"));
}

TEST(TextSheet, ListsHaveDashes) {
  EXPECT_THAT(sample(), HasSubstr("\ncontact_title\n-------------\n- Phone 555 <1>\n- contact_out_of_hours_unknown\n"));
}

TEST(TextSheet, TheTickSheetHasAWeekARowTheBoxesFirst) {
  EXPECT_THAT(sample(), HasSubstr("\n"
                                  "Day 1  Day 2  Day 3  Day 4  Day 5  Day 6  Day 7\n"
                                  "m1 30  m1 31  m2 1   m2 2   m2 3   m2 4   m2 5\n"
                                  "[ ]    [ ]     -      -      -      -      -     Tick of cold\n"
                                  " -      -     [ ]    [ ]    [ ]    [ ]    [ ]    Tick of heat\n"
                                  "[ ]    [ ]    [ ]    [ ]    [ ]    [ ]    [ ]    Tick of walk\n"
                                  "[ ]    [ ]    [ ]    [ ]    [ ]    [ ]    [ ]    Tick of pill\n"));
}

TEST(TextSheet, ARowWithoutABoxInAWeekIsNotThere) {
  EXPECT_THAT(sample(), HasSubstr("\n"
                                  "Day 8  Day 9  Day 10 Day 11 Day 12 Day 13 Day 14\n"
                                  "m2 6   m2 7   m2 8   m2 9   m2 10  m2 11  m2 12\n"
                                  "[ ]    [ ]    [ ]    [ ]    [ ]    [ ]    [ ]    Tick of heat\n"));
}

TEST(TextSheet, WithoutADateTheTickSheetHasNoRowOfDates) { EXPECT_THAT(sample(""), HasSubstr("Day 7\n[ ]")); }

TEST(TextSheet, NoRowIsWiderThan72Columns) {
  SmallPack pack = sample_pack();
  for (const char* id : {"walk", "heat"}) {
    for (const char* field : {"title", "line", "why", "evidence", "tick", "dose"}) {
      std::string long_text;
      for (int i = 0; i < 40; ++i) long_text += "words, und Wörter ";
      pack.topic_text(id)[field] = long_text + ".";
    }
  }
  const std::string text = text_of(pack, sample_answers, sample_options);
  std::size_t from = 0;
  for (std::size_t end = text.find('\n'); end != std::string::npos; from = end + 1, end = text.find('\n', from)) {
    EXPECT_LE(unknot::utf8::length(std::string_view(text).substr(from, end - from)), 72u)
        << text.substr(from, end - from);
  }
}

TEST(TextSheet, NothingIsEscaped) {
  EXPECT_THAT(sample(), Not(HasSubstr("&amp;")));
  EXPECT_THAT(sample(), Not(HasSubstr("&lt;")));
}

TEST(TextSheet, EndsInANewline) { EXPECT_EQ(sample().back(), '\n'); }

}  // namespace
