// Why the service does not start, or keeps what it had at a reload: what is wrong, where, and what was expected.
#pragma once

#include <stdexcept>
#include <string>

namespace unknot::service {

class Failure : public std::runtime_error {
 public:
  // setting: the key of the configuration that it belongs to; "" if none does.
  Failure(const std::string& setting, const std::string& message)
      : std::runtime_error(setting.empty() ? message : setting + ": " + message) {}
};

}  // namespace unknot::service
