#include "failure.h"

#include <cerrno>
#include <nlohmann/json.hpp>
#include <system_error>

namespace unknot::cli {

std::string problem_json(std::string_view code, std::string_view pointer, std::string_view expected,
                         std::string_view message) {
  const nlohmann::ordered_json problem{
      {"code", code}, {"pointer", pointer}, {"expected", expected}, {"message", message}};
  // A file's name need not be UTF-8.
  return problem.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

void fail_unreadable(std::string_view expected) {
  const std::string message = std::generic_category().message(errno);
  throw Failure{ExitCode::unreadable, problem_json("unreadable", "", expected, message)};
}

}  // namespace unknot::cli
