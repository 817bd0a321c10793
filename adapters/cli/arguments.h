// The command line: what may be typed, and the help that explains it.
#pragma once

#include <functional>

#include "commands.h"

namespace unknot::cli {

// What was asked for, ready to run. Help, the version and wrong usage are answered at once; then there is none, and
// `exit_code` says how it ended.
struct Request {
  std::function<ExitCode()> run;
  ExitCode exit_code = ExitCode::done;
};

Request read_arguments(int argc, char** argv);

}  // namespace unknot::cli
