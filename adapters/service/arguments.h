// The command line and the configuration file.
#pragma once

#include <optional>

#include "configuration.h"

namespace unknot::service {

struct Arguments {
  Configuration configuration;
  std::string configuration_file;  // "": none
  bool only_check = false;
  bool makes_token = false;
  std::string asks_ready;  // the admin address to ask; "": none
};

// Nothing if the program is done (help, version, wrong usage): then exit_code says how to end. Throws Failure for a
// configuration file that is not one.
std::optional<Arguments> read_arguments(int argc, char** argv, int& exit_code);

// The file again, at a reload. Throws Failure.
Configuration read_configuration(const std::string& path);

}  // namespace unknot::service
