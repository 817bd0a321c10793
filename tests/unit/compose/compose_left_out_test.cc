// "Left out for you": topic, what to do instead, and why.
#include <gmock/gmock.h>

#include "compose/sheet.h"

namespace {

using namespace unknot_test;
using testing::ElementsAre;
using testing::IsEmpty;
using unknot::pack::SectionId;

SmallPack base_pack() {
  return SmallPack()
      .integer("age", 0, 120)
      .many("ills", {"frail", "clot"})
      .yes_no("fever")
      .rule("r", "age > 110 and ills has frail and fever = yes", "routine");
}

Json withheld(const char* when, const char* unknown = "withhold") {
  return {{"withheld_when", when}, {"unknown", unknown}};
}

std::vector<std::string> left_out(const SmallPack& pack, const char* answers) {
  return blocks_of(Visit(pack, answers), SectionId::left_out);
}

TEST(LeftOut, IsNotThereIfNothingIsWithheld) {
  EXPECT_THAT(left_out(base_pack().topic("x", withheld("fever = yes")), R"({"age": 1, "ills": [], "fever": false})"),
              IsEmpty());
}

TEST(LeftOut, NamesTheAnswersThatAreTheReason) {
  EXPECT_THAT(left_out(base_pack().topic("x", withheld("fever = yes or ills has clot or age > 60")),
                       R"({"age": 70, "ills": ["clot", "frail"], "fever": true})"),
              ElementsAre("paragraph: left_out_intro", "list [Because of age; clot; yes:]: Title of x: Instead of x."));
}

TEST(LeftOut, NamesWhatWasNotAnswered) {
  EXPECT_THAT(left_out(base_pack().topic("x", withheld("fever = yes or ills has clot")), R"({"age": 1})"),
              ElementsAre("paragraph: left_out_intro", "list [Not answered: ills; fever.]: Title of x: Instead of x."));
}

TEST(LeftOut, NamesNoMissingAnswerWhereAnotherIsReasonEnough) {
  EXPECT_THAT(
      left_out(base_pack().topic("x", withheld("fever = yes or ills has clot")), R"({"age": 1, "fever": true})"),
      ElementsAre("paragraph: left_out_intro", "list [Because of yes:]: Title of x: Instead of x."));
}

TEST(LeftOut, TellsTopicsUnderTheReasonThatTheyShare) {
  const SmallPack pack = base_pack()
                             .topic("x", withheld("fever = yes"))
                             .topic("y", withheld("age > 60"))
                             .topic("z", withheld("fever = yes or age > 100"));
  EXPECT_THAT(left_out(pack, R"({"age": 70, "ills": [], "fever": true})"),
              ElementsAre("paragraph: left_out_intro",
                          "list [Because of yes:]: Title of x: Instead of x.|Title of z: Instead of z.",
                          "list [Because of age:]: Title of y: Instead of y."));
}

TEST(LeftOut, TellsTopicsWithOneReasonAndOneAdviceInOneLine) {
  SmallPack pack = base_pack()
                       .topic("x", withheld("fever = yes"))
                       .topic("w", withheld("fever = yes"))
                       .topic("y", withheld("fever = yes or age > 100"))
                       .topic("z", withheld("age > 60"));
  for (const char* id : {"x", "y", "z"}) pack.topic_text(id)["left_out"] = "Leave it.";
  EXPECT_THAT(left_out(pack, R"({"age": 70, "ills": [], "fever": true})"),
              ElementsAre("paragraph: left_out_intro",
                          "list [Because of yes:]: Title of x, Title of y: Leave it.|Title of w: Instead of w.",
                          "list [Because of age:]: Title of z: Leave it."));
}

TEST(LeftOut, NamesALabelOnce) {
  SmallPack pack = base_pack().topic("x", withheld("ills has frail or ills has clot"));
  pack.text()["questions"]["ills"]["values"]["clot"]["label"] = "frail";
  EXPECT_THAT(left_out(pack, R"({"age": 1, "ills": ["frail", "clot"], "fever": false})"),
              ElementsAre("paragraph: left_out_intro", "list [Because of frail:]: Title of x: Instead of x."));
}

TEST(LeftOut, NamesNoAnswerThatWasNeverAskedFor) {
  SmallPack pack =
      base_pack().yes_no("detail").asked_when("age >= 18", true).topic("x", withheld("detail = yes and fever = yes"));
  EXPECT_THAT(left_out(pack, R"({"age": 10, "ills": [], "fever": true})"),
              ElementsAre("paragraph: left_out_intro", "list [Because of yes:]: Title of x: Instead of x."));
}

TEST(LeftOut, AnUnsureAnswerIsNamedByItsQuestion) {
  const SmallPack pack = base_pack().topic("x", withheld("unsure(fever)"));
  EXPECT_THAT(left_out(pack, R"({"age": 1, "ills": [], "fever": "unsure"})"),
              ElementsAre("paragraph: left_out_intro", "list [Because of fever:]: Title of x: Instead of x."));
}

}  // namespace
