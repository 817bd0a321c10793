#include "base/failure.h"

#include <utility>

namespace unknot {

Problem problem(ProblemCode code, std::string pointer, std::string expected) {
  switch (code) {
#define UNKNOT_CODE(name, message) \
  case ProblemCode::name: return {#name, std::move(pointer), std::move(expected), message};
    UNKNOT_PROBLEM_CODES(UNKNOT_CODE)
#undef UNKNOT_CODE
  }
  return {"internal", {}, {}, {}};
}

void fail(Status status, ProblemCode code, std::string pointer, std::string expected) {
  throw Failure{status, problem(code, std::move(pointer), std::move(expected))};
}

}  // namespace unknot
