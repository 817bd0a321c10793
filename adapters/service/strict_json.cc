#include "strict_json.h"

#include <set>
#include <string>
#include <vector>

namespace unknot::service {

using nlohmann::json;

std::optional<json> read_strict_json(std::string_view text, int most_levels) {
  bool is_strict = !text.starts_with('\xEF');  // a byte order mark, which the parser would pass over
  std::vector<std::set<std::string>> names;
  const auto watch = [&](int level, json::parse_event_t event, json& read) {
    if (event == json::parse_event_t::object_start) names.emplace_back();
    if (event == json::parse_event_t::object_end) names.pop_back();
    if (level > most_levels ||
        (event == json::parse_event_t::key && !names.back().insert(read.get<std::string>()).second)) {
      is_strict = false;
    }
    return true;
  };
  json read = json::parse(text, watch, false);
  if (!is_strict || read.is_discarded()) return std::nullopt;
  return read;
}

const std::string* text_member(const json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() ? nullptr : found->get_ptr<const std::string*>();
}

}  // namespace unknot::service
