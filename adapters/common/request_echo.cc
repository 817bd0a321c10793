#include "request_echo.h"

#include <nlohmann/json.hpp>
#include <set>

namespace unknot::adapters {

namespace {

using Json = nlohmann::ordered_json;

bool is_well_formed(const Json& request) {
  if (!request.is_object()) return false;
  for (const auto& [name, value] : request.items()) {
    if (name != "id" && name != "subject" && name != "encounter") return false;
    if (!value.is_string()) return false;
  }
  return true;
}

}  // namespace

std::string request_echo(std::string_view line) {
  bool in_request = false;
  bool repeats = false;
  int requests = 0;
  std::set<std::string> members;
  // Keeps only the member "request", and sees names that stand twice, which the parsed object no longer shows.
  const auto keep = [&](int depth, Json::parse_event_t event, const Json& parsed) {
    if (event != Json::parse_event_t::key) return true;
    if (depth == 1) {
      in_request = parsed == "request";
      requests += in_request ? 1 : 0;
      return in_request;
    }
    if (in_request && depth == 2) repeats = repeats || !members.insert(parsed.get<std::string>()).second;
    return true;
  };
  const Json json = Json::parse(line, keep, false);
  const bool is_certain = json.is_object() && requests == 1 && !repeats;
  if (!is_certain || !json.contains("request") || !is_well_formed(json["request"])) return "null";
  return json["request"].dump();
}

}  // namespace unknot::adapters
