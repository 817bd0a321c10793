#include "logic/notation.h"

#include <gtest/gtest.h>

#include "logic/words.h"
#include "refusal.h"

namespace {

using namespace unknot;
using logic::Truth;
using unknot_test::expectation;
using unknot_test::refusal;
using unknot_test::Words;

class Notation : public testing::Test {
 protected:
  std::string refused(std::string_view text) {
    return expectation([&] { words.compile(text); });
  }

  // Whether the condition holds at each of these ages.
  std::string holds_at(std::string_view condition, std::initializer_list<int> ages) {
    const logic::NodeId node = words.compile(condition);
    std::string all;
    for (const int age : ages) {
      words.answer_number(age);
      all += words.evaluate(node) == Truth::yes ? 'y' : 'n';
    }
    return all;
  }

  Words words;
};

TEST_F(Notation, EqualsHoldsForThatValueOnly) {
  words.answer_members(Words::course, 0b100);
  EXPECT_EQ(words.evaluate("course = worse"), Truth::yes);
  EXPECT_EQ(words.evaluate("course = same"), Truth::no);
  words.answer_members(Words::fever, 0b10);
  EXPECT_EQ(words.evaluate("fever = yes"), Truth::yes);
  EXPECT_EQ(words.evaluate("fever = no"), Truth::no);
}

TEST_F(Notation, InHoldsForAnyOfItsValues) {
  words.answer_members(Words::course, 0b010);
  EXPECT_EQ(words.evaluate("course in {same, worse}"), Truth::yes);
  EXPECT_EQ(words.evaluate("course in {better, worse}"), Truth::no);
  EXPECT_EQ(words.compile("course in {worse}"), words.compile("course = worse"));
}

TEST_F(Notation, HasHoldsIfTheListHoldsTheValue) {
  words.answer_members(Words::place, 0b101);
  EXPECT_EQ(words.evaluate("place has back"), Truth::yes);
  EXPECT_EQ(words.evaluate("place has flank"), Truth::yes);
  EXPECT_EQ(words.evaluate("place has buttock"), Truth::no);
}

TEST_F(Notation, CountHoldsFromItsNumberOn) {
  words.answer_members(Words::place, 0b101);
  EXPECT_EQ(words.evaluate("count(place, {back, buttock, flank}) >= 2"), Truth::yes);
  EXPECT_EQ(words.evaluate("count(place, {back, buttock, flank}) >= 3"), Truth::no);
  EXPECT_EQ(words.evaluate("count(place, {back, buttock}) >= 2"), Truth::no);
  EXPECT_EQ(words.evaluate("count(place, {back, buttock}) >= 1"), Truth::yes);
}

TEST_F(Notation, NumbersCompareAsTheySay) {
  EXPECT_EQ(holds_at("age < 18", {0, 17, 18, 120}), "yynn");
  EXPECT_EQ(holds_at("age <= 18", {0, 18, 19, 120}), "yynn");
  EXPECT_EQ(holds_at("age = 18", {17, 18, 19}), "nyn");
  EXPECT_EQ(holds_at("age >= 18", {0, 17, 18, 120}), "nnyy");
  EXPECT_EQ(holds_at("age > 18", {0, 18, 19, 120}), "nnyy");
}

TEST_F(Notation, UnsureAsksForThatAnswer) {
  EXPECT_EQ(words.evaluate("unsure(fever)"), Truth::no);
  words.facts[Words::fever].unsure = true;
  EXPECT_EQ(words.evaluate("unsure(fever)"), Truth::yes);
  EXPECT_EQ(words.evaluate("unsure(age)"), Truth::no);
}

TEST_F(Notation, ANameStandsForItsConditionAndIsMarkedAsUsed) {
  words.define("ill", "fever = yes or age > 100");
  EXPECT_FALSE(words.vocabulary.names.find("ill")->second.used);
  EXPECT_EQ(words.compile("ill"), words.compile("fever = yes or age > 100"));
  EXPECT_TRUE(words.vocabulary.names.find("ill")->second.used);
}

TEST_F(Notation, ANameMayBeginLikeAWordOfTheNotation) {
  words.define("order", "fever = yes");
  words.define("unsure-all", "age > 100");
  EXPECT_EQ(words.compile("order and unsure-all"), words.compile("fever = yes and age > 100"));
}

TEST_F(Notation, AndBindsTighterThanOr) {
  const char* const plain = "fever = yes or age < 18 and course = worse";
  EXPECT_EQ(words.compile(plain), words.compile("fever = yes or (age < 18 and course = worse)"));
  EXPECT_NE(words.compile(plain), words.compile("(fever = yes or age < 18) and course = worse"));
  EXPECT_EQ(words.compile("fever = yes and age < 18 or course = worse"),
            words.compile("(fever = yes and age < 18) or course = worse"));
}

TEST_F(Notation, LongChainsHoldAllTheirSides) {
  const logic::NodeId all = words.compile("fever = yes and age < 18 and course = worse");
  const logic::NodeId any = words.compile("fever = yes or age < 18 or course = worse");
  words.answer_members(Words::fever, 0b10);
  words.answer_number(17);
  words.answer_members(Words::course, 0b001);
  EXPECT_EQ(words.evaluate(all), Truth::no);
  EXPECT_EQ(words.evaluate(any), Truth::yes);
  words.answer_members(Words::course, 0b100);
  EXPECT_EQ(words.evaluate(all), Truth::yes);
  words.answer_members(Words::fever, 0b01);
  words.answer_number(18);
  EXPECT_EQ(words.evaluate(any), Truth::yes);
}

TEST_F(Notation, SpacesAreFree) {
  EXPECT_EQ(words.compile("course in{same,worse}and age>=18"),
            words.compile(" course  in { same , worse } and age >= 18 "));
}

TEST_F(Notation, BracketsMayNest) {
  const std::string open(64, '(');
  const std::string close(64, ')');
  EXPECT_EQ(words.compile(open + "fever = yes" + close), words.compile("fever = yes"));
}

TEST_F(Notation, TooManyBracketsAreRefused) {
  EXPECT_EQ(refused(std::string(65, '(') + "fever = yes" + std::string(65, ')')), "fewer brackets at byte 65");
  EXPECT_EQ(refused(std::string(100000, '(')), "fewer brackets at byte 65");
}

TEST_F(Notation, ARefusalNamesTheConditionsPlace) {
  const Failure failure = unknot_test::failure_of([&] { words.compile("fever"); });
  EXPECT_EQ(failure.status, Status::pack);
  EXPECT_EQ(failure.problem.code, "invalid_condition");
  EXPECT_EQ(failure.problem.pointer, "/when");
}

TEST_F(Notation, AnEmptyConditionIsRefused) {
  EXPECT_EQ(refused(""), "a question, a name or \"(\" at byte 0");
  EXPECT_EQ(refused("   "), "a question, a name or \"(\" at byte 3");
  EXPECT_EQ(refused("()"), "a question, a name or \"(\" at byte 1");
}

TEST_F(Notation, ThereIsNoNot) {
  EXPECT_EQ(refused("not fever = yes"), "a question or a name that is defined at byte 0");
  EXPECT_EQ(refused("!fever = yes"), "a question, a name or \"(\" at byte 0");
  EXPECT_EQ(refused("course != worse"), "\"=\" at byte 7");
}

TEST_F(Notation, AnUnknownWordIsRefusedWhereItStands) {
  EXPECT_EQ(refused("fever = yes and fevr = yes"), "a question or a name that is defined at byte 16");
  EXPECT_EQ(refused("unsure(fevr)"), "a question or a name that is defined at byte 7");
  EXPECT_EQ(refused("sum(age)"), "a question or a name that is defined at byte 0");
  EXPECT_EQ(refused("unsure()"), "a question or a name that is defined at byte 7");
  EXPECT_EQ(refused("count(fevr, {back}) >= 1"), "a question or a name that is defined at byte 6");
  EXPECT_EQ(refused("Fever = yes"), "a question or a name that is defined at byte 0");
}

TEST_F(Notation, AValueThatTheQuestionDoesNotHaveIsRefused) {
  EXPECT_EQ(refused("course = wors"), "a value of the question course at byte 9");
  EXPECT_EQ(refused("course in {same, wors}"), "a value of the question course at byte 17");
  EXPECT_EQ(refused("fever = unsure"), "a value of the question fever at byte 8");
  EXPECT_EQ(refused("place has neck"), "a value of the question place at byte 10");
  EXPECT_EQ(refused("count(place, {back, neck}) >= 1"), "a value of the question place at byte 20");
  EXPECT_EQ(refused("count(age, {1}) >= 1"), "a value of the question age at byte 12");
}

TEST_F(Notation, ASetHoldsEachValueOnceAndAtLeastOne) {
  EXPECT_EQ(refused("course in {same, same}"), "each value once at byte 21");
  EXPECT_EQ(refused("course in {}"), "a value of the question course at byte 11");
  EXPECT_EQ(refused("course in {same,}"), "a value of the question course at byte 16");
  EXPECT_EQ(refused("course in {same worse}"), "\"}\" at byte 16");
  EXPECT_EQ(refused("course in same"), "\"{\" at byte 10");
  EXPECT_EQ(refused("course in {same"), "\"}\" at byte 15");
}

TEST_F(Notation, EachTypeHasItsOwnComparisons) {
  EXPECT_EQ(refused("fever"), "\"=\" at byte 5");
  EXPECT_EQ(refused("fever has yes"), "\"=\" at byte 6");
  EXPECT_EQ(refused("course >= worse"), "\"=\" at byte 7");
  EXPECT_EQ(refused("place = back"), "\"has\" at byte 6");
  EXPECT_EQ(refused("place in {back}"), "\"has\" at byte 6");
  EXPECT_EQ(refused("age in {1}"), "a comparison at byte 4");
  EXPECT_EQ(refused("age has 1"), "a comparison at byte 4");
  EXPECT_EQ(refused("age"), "a comparison at byte 3");
  EXPECT_EQ(refused("age == 18"), "a number at byte 5");
}

TEST_F(Notation, ANumberIsAnIntegerInTheQuestionsRange) {
  EXPECT_EQ(refused("age > old"), "a number at byte 6");
  EXPECT_EQ(refused("age > 18x"), "a number at byte 6");
  EXPECT_EQ(refused("age > 1.5"), "\"and\", \"or\" or the end at byte 7");
  EXPECT_EQ(refused("age >"), "a number at byte 5");
  EXPECT_EQ(refused("age > 99999999999"), "a number at byte 6");
  EXPECT_EQ(refused("age > 121"), "a number in the question's range at byte 9");
  EXPECT_EQ(refused("age > -1"), "a number in the question's range at byte 8");
  EXPECT_EQ(refused("age <= 120"), "accepted");
  EXPECT_EQ(refused("age >= 0"), "accepted");
}

TEST_F(Notation, ACountMustBeReachable) {
  EXPECT_EQ(refused("count(place, {back, flank}) >= 0"), "a number from 1 to the size of the set at byte 32");
  EXPECT_EQ(refused("count(place, {back, flank}) >= 3"), "a number from 1 to the size of the set at byte 32");
  EXPECT_EQ(refused("count(place, {back, flank}) > 1"), "\">=\" at byte 28");
  EXPECT_EQ(refused("count(place {back}) >= 1"), "\",\" at byte 12");
  EXPECT_EQ(refused("count(place, {back} >= 1"), "\")\" at byte 20");
}

TEST_F(Notation, AnUnfinishedConditionIsRefusedAtItsEnd) {
  EXPECT_EQ(refused("fever = "), "a value of the question fever at byte 8");
  EXPECT_EQ(refused("fever = yes and"), "a question, a name or \"(\" at byte 15");
  EXPECT_EQ(refused("fever = yes or "), "a question, a name or \"(\" at byte 15");
  EXPECT_EQ(refused("(fever = yes"), "\")\" at byte 12");
  EXPECT_EQ(refused("unsure(fever"), "\")\" at byte 12");
}

TEST_F(Notation, WhatFollowsAWholeConditionIsRefused) {
  EXPECT_EQ(refused("fever = yes)"), "\"and\", \"or\" or the end at byte 11");
  EXPECT_EQ(refused("fever = yes fever = yes"), "\"and\", \"or\" or the end at byte 12");
  EXPECT_EQ(refused("fever = yes\n"), "\"and\", \"or\" or the end at byte 11");
  EXPECT_EQ(refused("fever = yes;"), "\"and\", \"or\" or the end at byte 11");
}

TEST_F(Notation, AQuestionThatStandsLaterMayNotBeNamed) {
  words.vocabulary.questions_defined = Words::place;
  EXPECT_EQ(refused("course = same"), "accepted");
  EXPECT_EQ(refused("place has back"), "a question that stands before at byte 0");
  EXPECT_EQ(refused("unsure(age)"), "a question that stands before at byte 7");
}

}  // namespace
