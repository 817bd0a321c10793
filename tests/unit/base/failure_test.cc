#include "base/failure.h"

#include <gtest/gtest.h>

#include <set>

#include "refusal.h"

namespace {

using namespace unknot;

TEST(Failure, CarriesStatusCodePointerAndExpectation) {
  const Failure failure = unknot_test::failure_of(
      [] { fail(Status::intake, ProblemCode::unknown_value, "/answers/course", "one of: better, worse"); });
  EXPECT_EQ(failure.status, Status::intake);
  EXPECT_EQ(failure.problem.code, "unknown_value");
  EXPECT_EQ(failure.problem.pointer, "/answers/course");
  EXPECT_EQ(failure.problem.expected, "one of: better, worse");
}

TEST(Problem, EveryCodeHasItsOwnNameAndASentence) {
  std::set<std::string_view> names;
  std::set<std::string_view> sentences;
  std::size_t count = 0;
#define UNKNOT_CODE(name, sentence)                                  \
  EXPECT_EQ(problem(ProblemCode::name, "", "").code, #name);         \
  EXPECT_EQ(problem(ProblemCode::name, "", "").message, sentence);   \
  EXPECT_EQ(problem(ProblemCode::name, "", "").message.back(), '.'); \
  names.insert(#name);                                               \
  sentences.insert(sentence);                                        \
  ++count;
  UNKNOT_PROBLEM_CODES(UNKNOT_CODE)
#undef UNKNOT_CODE
  EXPECT_EQ(names.size(), count);
  EXPECT_EQ(sentences.size(), count);
}

}  // namespace
