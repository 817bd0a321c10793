// What the program's exit code says.
#pragma once

namespace unknot::cli {

enum class ExitCode : int {
  done = 0,
  unreadable = 1,   // could not read or write
  problem = 2,      // a problem with the input
  unsupported = 3,  // not installed or not supported
  usage = 64,       // wrong usage
};

}  // namespace unknot::cli
