// A JSON file that the configuration names.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace unknot::service {

// Read as strict_json.h says. Throws Failure, which names `setting`.
nlohmann::json read_json_file(const char* setting, const std::string& path);

}  // namespace unknot::service
