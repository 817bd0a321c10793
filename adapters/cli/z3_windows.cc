#include "failure.h"
#include "z3.h"

namespace unknot::cli {

std::string run_z3(const std::string&) {
  throw Failure{ExitCode::unsupported,
                problem_json("unsupported", "", "this command on Linux",
                             "The pack's structure is sound; what can occur is checked with z3, on Linux only.")};
}

}  // namespace unknot::cli
