#include <gtest/gtest.h>

#include "base/limits.h"
#include "pack/changed_pack.h"

namespace {

using namespace unknot_test;
using unknot::pack::QuestionType;

std::string at(const std::string& id, const std::string& member = "") {
  return "/questions/questions/" + place(built_in_pack()["questions"]["questions"], id) +
         (member.empty() ? "" : '/' + member);
}

// What the loader says when one member of a question is changed.
std::string with(const std::string& id, const std::string& member, const Json& value) {
  return changed([&](Json& pack) { question(pack, id)[member] = value; });
}

TEST(LoadQuestions, EachTypeIsReadWithItsValuesOrRange) {
  const auto pack = SmallPack()
                        .yes_no("fever")
                        .one("course", {"better", "worse"})
                        .many("place", {"back", "flank"})
                        .integer("age", 1, 99)
                        .rule("all", "fever = yes or course = worse or place has flank or age > 50", "soon")
                        .load();
  EXPECT_EQ(pack->questions[0].type, QuestionType::yes_no);
  EXPECT_EQ(pack->questions[0].values.names(), (std::vector<std::string>{"no", "yes"}));
  EXPECT_EQ(pack->questions[1].type, QuestionType::one);
  EXPECT_EQ(pack->questions[1].values.names(), (std::vector<std::string>{"better", "worse"}));
  EXPECT_EQ(pack->questions[2].type, QuestionType::many);
  EXPECT_EQ(pack->questions[3].type, QuestionType::integer);
  EXPECT_EQ(pack->questions[3].minimum, 1);
  EXPECT_EQ(pack->questions[3].maximum, 99);
}

TEST(LoadQuestions, AnUnknownMemberIsRefused) {
  EXPECT_EQ(with("fever", "asked_wen", "age > 1"), "unknown_member " + at("fever", "asked_wen"));
  EXPECT_EQ(with("age", "values", Json::array({"a"})), "unknown_member " + at("age", "values"));
  EXPECT_EQ(with("fever", "values", Json::array({"no", "yes"})), "unknown_member " + at("fever", "values"));
  EXPECT_EQ(with("course", "minimum", 1), "unknown_member " + at("course", "minimum"));
  EXPECT_EQ(changed([](Json& pack) { pack["questions"]["group"] = 1; }), "unknown_member /questions/group");
}

TEST(LoadQuestions, AnElseWithoutAskedWhenIsRefused) {
  EXPECT_EQ(with("fever", "else", false), "unknown_member " + at("fever", "else"));
}

TEST(LoadQuestions, AnInitialExpressionIsOverThePatient) {
  EXPECT_EQ(with("stress", "initial_expression", "%patient.active"), "accepted");
  EXPECT_EQ(with("stress", "initial_expression", "today()"), "unknown_value " + at("stress", "initial_expression"));
  EXPECT_EQ(with("stress", "initial_expression", 1), "wrong_type " + at("stress", "initial_expression"));
}

TEST(LoadQuestions, TheCodesOfAFormAreNoValues) {
  EXPECT_EQ(with("stress", "values", Json::array({"unsure"})), "unknown_value " + at("stress", "values"));
  EXPECT_EQ(with("allergies", "values", Json::array({"none"})), "unknown_value " + at("allergies", "values"));
}

TEST(LoadQuestions, AskedWhenNeedsAnElse) {
  EXPECT_EQ(changed([](Json& pack) { question(pack, "sexual_change").erase("else"); }),
            "missing_member " + at("sexual_change"));
}

TEST(LoadQuestions, AnElseIsAValueOfTheQuestion) {
  EXPECT_EQ(with("sexual_change", "else", "no"), "wrong_type " + at("sexual_change", "else"));
  EXPECT_EQ(with("pregnancy", "else", "none"), "unknown_value " + at("pregnancy", "else"));
  EXPECT_EQ(with("pregnancy", "else", false), "wrong_type " + at("pregnancy", "else"));
  EXPECT_EQ(with("inflammatory", "else", "arthritis"), "wrong_type " + at("inflammatory", "else"));
  EXPECT_EQ(with("inflammatory", "else", Json::array({"arthritis"})), "wrong_type " + at("inflammatory", "else"));
}

TEST(LoadQuestions, AQuestionWithANumberHasNoElse) {
  EXPECT_EQ(changed([](Json& pack) {
              question(pack, "duration_days").update({{"asked_when", "age > 10"}, {"else", "0"}});
            }),
            "unknown_value " + at("duration_days", "else"));
}

TEST(LoadQuestions, ElseValuesAreKept) {
  const auto pack = SmallPack()
                        .integer("age", 0, 99)
                        .yes_no("a")
                        .asked_when("age > 1", true)
                        .one("b", {"x", "y", "z"})
                        .asked_when("age > 1", "z")
                        .many("c", {"x", "y"})
                        .asked_when("age > 1", Json::array())
                        .rule("all", "a = yes and b = x and c has x", "soon")
                        .load();
  EXPECT_EQ(pack->questions[1].else_members, 0b10u);
  EXPECT_EQ(pack->questions[2].else_members, 0b100u);
  EXPECT_EQ(pack->questions[3].else_members, 0u);
}

TEST(LoadQuestions, AskedWhenNamesOnlyQuestionsThatStandBefore) {
  EXPECT_EQ(with("sexual_change", "asked_when", "fever = yes"),
            "invalid_condition " + at("sexual_change", "asked_when"));
  EXPECT_EQ(with("sexual_change", "asked_when", "sexual_change = yes"),
            "invalid_condition " + at("sexual_change", "asked_when"));
  EXPECT_EQ(with("sexual_change", "asked_when", "age >= 18"), "accepted");
}

TEST(LoadQuestions, AskedWhenNamesNoNamedCondition) {
  EXPECT_EQ(with("things_at_home", "asked_when", "pregnant"),
            "invalid_condition " + at("things_at_home", "asked_when"));
}

TEST(LoadQuestions, AnIdStandsOnce) { EXPECT_EQ(with("fever", "id", "age"), "duplicate_id " + at("fever", "id")); }

TEST(LoadQuestions, AnIdIsPlain) {
  for (const char* id : {"Fever", "fe ver", "fe/ver", "fe~ver", "fièvre", "fever.x"}) {
    EXPECT_EQ(with("fever", "id", id), "invalid_format " + at("fever", "id")) << id;
  }
  EXPECT_EQ(with("fever", "id", std::string(65, 'a')), "invalid_format " + at("fever", "id"));
}

TEST(LoadQuestions, AValueStandsOnceAndIsPlain) {
  EXPECT_EQ(with("course", "values", Json::array({"better", "better"})), "duplicate_id " + at("course", "values"));
  EXPECT_EQ(with("course", "values", Json::array({"Better"})), "invalid_format " + at("course", "values"));
}

TEST(LoadQuestions, UnsureIsNoValue) {
  EXPECT_EQ(with("course", "values", Json::array({"better", "unsure"})), "unknown_value " + at("course", "values"));
}

TEST(LoadQuestions, AQuestionHas1To64Values) {
  EXPECT_EQ(with("course", "values", Json::array()), "out_of_range " + at("course", "values"));
  EXPECT_EQ(changed([](Json& pack) { question(pack, "course").erase("values"); }),
            "out_of_range " + at("course", "values"));
  std::vector<std::string> values;
  for (int i = 0; i < 64; ++i) values.push_back("v" + std::to_string(i));
  EXPECT_EQ(refusal([&] { SmallPack().many("place", values).rule("r", "place has v63", "soon").load(); }), "accepted");
  values.push_back("one_more");
  EXPECT_EQ(refusal([&] { SmallPack().many("place", values).rule("r", "place has v63", "soon").load(); }),
            "out_of_range /questions/questions/0/values");
}

TEST(LoadQuestions, ARangeIsNotNegativeAndNotEmpty) {
  EXPECT_EQ(with("age", "minimum", -1), "out_of_range " + at("age", "maximum"));
  EXPECT_EQ(with("age", "minimum", 121), "out_of_range " + at("age", "maximum"));
  EXPECT_EQ(with("age", "minimum", "0"), "wrong_type " + at("age", "minimum"));
  EXPECT_EQ(with("age", "maximum", 120.5), "wrong_type " + at("age", "maximum"));
  EXPECT_EQ(changed([](Json& pack) { question(pack, "age").erase("maximum"); }), "missing_member " + at("age"));
}

TEST(LoadQuestions, TypeAndGroupAreOfThePack) {
  EXPECT_EQ(with("fever", "type", "boolean"), "unknown_value " + at("fever", "type"));
  EXPECT_EQ(with("fever", "group", "others"), "unknown_id " + at("fever", "group"));
  EXPECT_EQ(changed([](Json& pack) { pack["questions"]["groups"].push_back("pain"); }),
            "duplicate_id /questions/groups");
}

TEST(LoadQuestions, EveryQuestionIsInTheInterviewOnce) {
  const auto interview = [](auto change) {
    return changed([&](Json& pack) { change(pack["questions"]["interview"]); });
  };
  EXPECT_EQ(interview([](Json& list) { list.erase(list.size() - 1); }), "unused_id /questions/interview");
  EXPECT_EQ(interview([](Json& list) { list.push_back("age"); }), "unknown_id /questions/interview");
  EXPECT_EQ(interview([](Json& list) { list.push_back("name"); }), "unknown_id /questions/interview");
}

TEST(LoadQuestions, AQuestionIsAskedAfterThoseThatDecideIfItIsAsked) {
  const auto move_to_front = [](Json& pack) {
    Json& list = pack["questions"]["interview"];
    list.erase(std::find(list.begin(), list.end(), "sexual_change"));
    list.insert(list.begin(), "sexual_change");
  };
  EXPECT_EQ(changed(move_to_front), "unknown_id /questions/interview");
  EXPECT_EQ(expected_of_changed(move_to_front), "age before sexual_change");
}

TEST(LoadQuestions, APackHas1To128Questions) {
  const auto pack_of = [](std::size_t count) {
    SmallPack pack;
    std::string any;
    for (std::size_t i = 0; i < count; ++i) {
      pack.yes_no("q" + std::to_string(i));
      any += (i == 0 ? "q" : " or q") + std::to_string(i) + " = yes";
    }
    if (count > 0) pack.rule("any", any, "soon");
    return refusal([&] { pack.load(); });
  };
  EXPECT_EQ(pack_of(0), "out_of_range /questions/questions");
  EXPECT_EQ(pack_of(unknot::limits::questions), "accepted");
  EXPECT_EQ(pack_of(unknot::limits::questions + 1), "out_of_range /questions/questions");
}

TEST(LoadQuestions, TheInterviewMayHaveAnOrderOfItsOwn) {
  SmallPack small = SmallPack().yes_no("a").yes_no("b").rule("any", "a = yes or b = yes", "soon");
  small.json["questions"]["interview"] = {"b", "a"};
  EXPECT_EQ(small.load()->interview, (std::vector<unknot::pack::Index>{1, 0}));
}

}  // namespace
