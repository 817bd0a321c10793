#include "logic/program.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "logic/words.h"
#include "refusal.h"

namespace {

using namespace unknot;
using logic::Fact;
using logic::Facts;
using logic::NodeId;
using logic::Program;
using logic::Truth;
using unknot_test::Words;

// The values of all nodes.
std::vector<Truth> evaluated(const Program& program, const Facts& facts) {
  std::vector<Truth> values(program.size());
  program.evaluate(facts, 0, program.size(), values.data());
  return values;
}

Fact number(std::int32_t value) { return {0, value, true, false, true}; }
Fact members(std::uint64_t mask) { return {mask, 0, true, false, true}; }

TEST(Program, KeepsEachShapeOnce) {
  Program program;
  const NodeId a = program.add_range(0, 1, 5);
  const NodeId b = program.add_members(1, 0b1, 1);
  EXPECT_EQ(program.add_range(0, 1, 5), a);
  EXPECT_EQ(program.add_members(1, 0b1, 1), b);
  EXPECT_EQ(program.add_all({a, b}), program.add_all({a, b}));
  EXPECT_EQ(program.size(), 3u);
}

TEST(Program, TellsEveryDifferenceApart) {
  Program program;
  const NodeId base = program.add_members(0, 0b11, 1);
  const NodeId other = program.add_range(0, 1, 5);
  const std::vector<NodeId> all = {base,
                                   other,
                                   program.add_members(1, 0b11, 1),
                                   program.add_members(0, 0b01, 1),
                                   program.add_members(0, 0b11, 2),
                                   program.add_range(1, 1, 5),
                                   program.add_range(0, 2, 5),
                                   program.add_range(0, 1, 6),
                                   program.add_unsure(0),
                                   program.add_unsure(1),
                                   program.add_all({base, other}),
                                   program.add_any({base, other}),
                                   program.add_any({other, base}),
                                   program.add_all({base, other, base})};
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], i);
}

TEST(Program, AGroupOfOneIsThatOne) {
  Program program;
  const NodeId only = program.add_unsure(3);
  EXPECT_EQ(program.add_all({only}), only);
  EXPECT_EQ(program.add_any({only}), only);
  EXPECT_EQ(program.size(), 1u);
}

TEST(Program, KnowsTheQuestionsOfACondition) {
  Program program;
  const NodeId either = program.add_any({program.add_range(5, 0, 1), program.add_unsure(9)});
  const NodeId all = program.add_all({either, program.add_members(127, 1, 1)});
  std::vector<std::size_t> questions;
  program.questions(all).for_each([&](std::size_t question) { questions.push_back(question); });
  EXPECT_EQ(questions, (std::vector<std::size_t>{5, 9, 127}));
}

TEST(Program, AnUnknownQuestionMakesEveryComparisonUnknown) {
  Program program;
  program.add_range(0, 0, 120);
  program.add_members(0, ~std::uint64_t{0}, 1);
  for (const Truth value : evaluated(program, Facts{})) EXPECT_EQ(value, Truth::unknown);
}

TEST(Program, UnsureIsNeverUnknown) {
  Program program;
  program.add_unsure(0);
  Facts facts{};
  EXPECT_EQ(evaluated(program, facts)[0], Truth::no);
  facts[0].unsure = true;
  EXPECT_EQ(evaluated(program, facts)[0], Truth::yes);
}

TEST(Program, ARangeIncludesBothEnds) {
  Program program;
  program.add_range(0, 3, 5);
  Facts facts{};
  for (std::int32_t value = 0; value <= 8; ++value) {
    facts[0] = number(value);
    EXPECT_EQ(evaluated(program, facts)[0], value >= 3 && value <= 5 ? Truth::yes : Truth::no) << value;
  }
}

TEST(Program, MembersCountOnlyWhatIsInTheMask) {
  Program program;
  program.add_members(0, 0b1010, 2);
  Facts facts{};
  for (std::uint64_t mask = 0; mask < 16; ++mask) {
    facts[0] = members(mask);
    EXPECT_EQ(evaluated(program, facts)[0], (mask & 0b1010) == 0b1010 ? Truth::yes : Truth::no) << mask;
  }
}

TEST(Program, TheLastOf64ValuesCounts) {
  Program program;
  program.add_members(0, std::uint64_t{1} << 63, 1);
  Facts facts{};
  facts[0] = members(std::uint64_t{1} << 63);
  EXPECT_EQ(evaluated(program, facts)[0], Truth::yes);
}

TEST(Program, AFalseSideDecidesAnAndAndATrueSideAnOr) {
  Words words;
  const NodeId both = words.compile("fever = yes and age < 18");
  const NodeId either = words.compile("fever = yes or age < 18");
  EXPECT_EQ(words.evaluate(both), Truth::unknown);
  words.answer_number(40);
  EXPECT_EQ(words.evaluate(both), Truth::no);
  EXPECT_EQ(words.evaluate(either), Truth::unknown);
  words.answer_number(10);
  EXPECT_EQ(words.evaluate(both), Truth::unknown);
  EXPECT_EQ(words.evaluate(either), Truth::yes);
}

// Conditions of questions are evaluated in pieces, as the values come in.
TEST(Program, EvaluatesARangeOfNodesOnTopOfThoseBefore) {
  Program program;
  const NodeId first = program.add_range(0, 1, 1);
  const std::size_t cut = program.size();
  const NodeId second = program.add_range(1, 1, 1);
  const NodeId all = program.add_all({first, second});
  std::vector<Truth> values(program.size());
  Facts facts{};
  facts[0] = number(1);
  program.evaluate(facts, 0, cut, values.data());
  EXPECT_EQ(values[first], Truth::yes);
  EXPECT_EQ(values[second], Truth::unknown);
  facts[0] = number(0);  // must not be read again
  facts[1] = number(1);
  program.evaluate(facts, cut, program.size(), values.data());
  EXPECT_EQ(values[all], Truth::yes);
}

TEST(Program, HoldsNoMoreConditionsThanTheLimit) {
  Program program;
  const auto add = [&](std::size_t i) { program.add_range(0, static_cast<std::int32_t>(i), 100000); };
  for (std::size_t i = 0; i < limits::condition_nodes; ++i) add(i);
  EXPECT_EQ(unknot_test::refusal([&] { add(0); }), "accepted");
  EXPECT_EQ(unknot_test::refusal([&] { add(limits::condition_nodes); }), "too_large ");
}

}  // namespace
