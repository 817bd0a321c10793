#include "logic/question_set.h"

#include <gmock/gmock.h>

#include <vector>

namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using unknot::logic::QuestionSet;

QuestionSet set_of(std::initializer_list<std::size_t> questions) {
  QuestionSet set;
  for (const std::size_t question : questions) set.set(question);
  return set;
}

std::vector<std::size_t> members(const QuestionSet& set) {
  std::vector<std::size_t> all;
  set.for_each([&](std::size_t question) { all.push_back(question); });
  return all;
}

TEST(QuestionSet, BeginsEmpty) {
  EXPECT_THAT(members(QuestionSet()), IsEmpty());
  EXPECT_FALSE(QuestionSet()[0]);
}

TEST(QuestionSet, HoldsEachQuestionApart) {
  for (std::size_t question = 0; question < unknot::limits::questions; ++question) {
    const QuestionSet set = set_of({question});
    ASSERT_THAT(members(set), ElementsAre(question));
    for (std::size_t other = 0; other < unknot::limits::questions; ++other) {
      ASSERT_EQ(set[other], other == question) << question << ' ' << other;
    }
  }
}

TEST(QuestionSet, IsVisitedInQuestionOrder) {
  EXPECT_THAT(members(set_of({127, 3, 64, 0, 63})), ElementsAre(0, 3, 63, 64, 127));
}

TEST(QuestionSet, JoinsWithAnother) {
  QuestionSet set = set_of({1, 100});
  set |= set_of({1, 2, 64});
  EXPECT_THAT(members(set), ElementsAre(1, 2, 64, 100));
}

TEST(QuestionSet, IntersectsIfAMemberIsShared) {
  EXPECT_TRUE(set_of({1, 100}).intersects(set_of({100})));
  EXPECT_TRUE(set_of({1, 100}).intersects(set_of({1})));
  EXPECT_FALSE(set_of({1, 100}).intersects(set_of({2, 36, 65})));
  EXPECT_FALSE(QuestionSet().intersects(set_of({0})));
}

}  // namespace
