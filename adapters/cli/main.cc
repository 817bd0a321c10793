#include <unistd.h>

#include <exception>
#include <iostream>

#include "arguments.h"
#include "failure.h"
#include "files.h"
#include "system.h"

namespace {

using unknot::cli::ExitCode;
using unknot::cli::Failure;

ExitCode report(const Failure& failure) {
  try {
    unknot::cli::write_all(STDERR_FILENO, failure.problem + '\n');
  } catch (const Failure&) {
    // Nobody listens; the exit code still tells.
  }
  return failure.exit_code;
}

ExitCode run(int argc, char** argv) {
  try {
    const unknot::cli::Request request = unknot::cli::read_arguments(argc, argv);
    if (request.run) return request.run();
    return std::cout.flush() ? request.exit_code : ExitCode::unreadable;
  } catch (const Failure& failure) {
    return report(failure);
  } catch (const std::exception&) {
    // Its text may quote what it was given, so it is not passed on.
    return report({ExitCode::unreadable, unknot::cli::problem_json("internal", "", "", "The program failed.")});
  }
}

}  // namespace

int main(int argc, char** argv) {
  unknot::cli::start_program(argc, argv);
  return static_cast<int>(run(argc, argv));
}
