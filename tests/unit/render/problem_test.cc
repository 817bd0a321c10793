#include "render/problem.h"

#include <gtest/gtest.h>

namespace {

using namespace unknot;

TEST(ProblemJson, IsFlatAndInAFixedOrder) {
  EXPECT_EQ(render::problem_json(problem(ProblemCode::unknown_value, "/answers/course", "one of: \"better\"")),
            R"({"code":"unknown_value","pointer":"/answers/course","expected":"one of: \"better\"",)"
            R"("message":"The value is not one of those that are allowed here."})");
}

}  // namespace
