// How a command ends early: main prints the problem as one line of JSON on standard error and exits.
#pragma once

#include <string>
#include <string_view>

#include "exit_code.h"

namespace unknot::cli {

struct Failure {
  ExitCode exit_code;
  std::string problem;  // JSON: code, pointer, expected, message
};

// A problem in the library's form. Never given an answer's value.
std::string problem_json(std::string_view code, std::string_view pointer, std::string_view expected,
                         std::string_view message);

// A file or stream that could not be read or written; the message is what errno says.
[[noreturn]] void fail_unreadable(std::string_view expected);

}  // namespace unknot::cli
