// The built-in pack with one thing changed, and what the loader says to it.
#pragma once

#include <stdexcept>
#include <string>

#include "pack/load.h"
#include "refusal.h"
#include "small_pack.h"

namespace unknot_test {

inline Json built_in_pack() {
  static const Json whole = Json::parse(unknot::pack::embedded());
  return whole;
}

// The entry of a list that has this id.
inline Json& entry(Json& list, const std::string& id) {
  for (Json& candidate : list) {
    if (candidate.at("id") == id) return candidate;
  }
  throw std::out_of_range(id);
}

inline Json& question(Json& pack, const std::string& id) { return entry(pack["questions"]["questions"], id); }
inline Json& rule(Json& pack, const std::string& id) { return entry(pack["rules"]["rules"], id); }
inline Json& condition(Json& pack, const std::string& id) { return entry(pack["rules"]["conditions"], id); }
inline Json& topic(Json& pack, const std::string& id) { return entry(pack["topics"]["topics"], id); }
inline Json& kind(Json& pack, const std::string& id) { return entry(pack["pack"]["kinds"], id); }
inline Json& texts(Json& pack) { return pack["text"]["en-US"]; }

// Where an entry stands in its list, as the pointers of problems say it.
inline std::string place(const Json& list, const std::string& id) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].at("id") == id) return std::to_string(i);
  }
  throw std::out_of_range(id);
}

// "code pointer", or "accepted".
template <typename Change>
std::string changed(Change&& change) {
  Json pack = built_in_pack();
  change(pack);
  return refusal([&] { unknot::pack::load(pack.dump()); });
}

// What was expected instead, or "accepted".
template <typename Change>
std::string expected_of_changed(Change&& change) {
  Json pack = built_in_pack();
  change(pack);
  return expectation([&] { unknot::pack::load(pack.dump()); });
}

}  // namespace unknot_test
