// The solver z3, run as a program of its own.
#pragma once

#include <string>

namespace unknot::cli {

// Everything that z3 says about an SMT-LIB script. ExitCode::unsupported if it is not installed.
std::string run_z3(const std::string& script);

}  // namespace unknot::cli
