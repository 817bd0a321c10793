// The pack's conditions, evaluated anew from the JSON that unknot_engine_pack gives: shares nothing with the engine.
#pragma once

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace unknot_test {

using Json = nlohmann::json;

// Kleene's logic: "and" is the least of its sides, "or" the greatest.
enum class Truth { no, unknown, yes };

struct Condition {
  enum class Kind { all, any, unsure, range, members } kind = Kind::all;
  std::size_t question = 0;
  std::int64_t from = 0;
  std::int64_t to = 0;
  int at_least = 0;
  std::uint64_t values = 0;
  std::vector<Condition> sides;
};

struct Question {
  std::string id;
  std::string type;
  std::vector<std::string> values;
  std::int64_t minimum = 0;
  std::int64_t maximum = 0;
  std::optional<Condition> asked_when;
  std::uint64_t else_values = 0;
};

struct Rule {
  std::string id;
  std::string flag;
  int tier = 0;
  Condition when;
};

struct Topic {
  std::string id;
  std::optional<Condition> withheld_when;
  bool withhold_unknown = false;
};

// What the properties need to know of a pack.
struct Medicine {
  explicit Medicine(const Json& pack);

  std::vector<Question> questions;
  std::vector<Rule> rules;
  std::vector<Topic> topics;
  std::set<std::size_t> asked_for_unsure;                 // questions that some rule names in unsure()
  std::map<std::size_t, std::vector<std::int64_t>> ends;  // by question: where a condition's answer changes

 private:
  Condition condition(const Json& json);

  std::map<std::string, std::size_t> index_;
};

// An answer by question: null, true, 46, "worse", ["ball"] or "unsure".
using Answers = std::vector<Json>;

// What the answers say about each condition.
class Screen {
 public:
  Screen(const Medicine& medicine, const Answers& answers);

  Truth holds(const Condition& condition) const;
  Truth applies(std::size_t question) const { return facts_[question].applies; }

 private:
  struct Fact {
    Truth applies = Truth::yes;
    bool known = false;
    bool unsure = false;
    std::int64_t number = 0;
    std::uint64_t values = 0;
  };
  std::vector<Fact> facts_;
};

inline constexpr const char* tier_names[] = {"", "self_care", "routine", "soon", "same_day", "emergency"};
int tier_number(const std::string& name);

}  // namespace unknot_test
