// A pack built in code, as small as a test needs it: what every pack must hold is there, and no medicine.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "pack/pack.h"

namespace unknot_test {

using Json = nlohmann::json;

// Each part comes with its texts ("Title of heat", "Line of heat."), which a test may change in `json`.
// Labels are the ids themselves: the label of the value `ball` is "ball".
class SmallPack {
 public:
  // No question, rule or topic yet. Kinds: calm, visit, first, today, now; each holds every topic and every section.
  SmallPack();

  SmallPack& yes_no(const std::string& id);
  SmallPack& one(const std::string& id, const std::vector<std::string>& values);
  SmallPack& many(const std::string& id, const std::vector<std::string>& values);
  SmallPack& integer(const std::string& id, int minimum, int maximum);
  // Of the question that was added last.
  SmallPack& asked_when(const std::string& condition, const Json& otherwise);

  SmallPack& condition(const std::string& id, const std::string& when);
  // In the flag `flag`, with the rule's id as its reason, unless `more` says otherwise.
  SmallPack& rule(const std::string& id, const std::string& when, const std::string& tier,
                  const Json& more = Json::object());
  SmallPack& contradiction(const std::string& id, const Json& more);
  SmallPack& topic(const std::string& id, const Json& more = Json::object());
  SmallPack& slot(const std::string& id, int at_most, const Json& topics, const Json& more = Json::object());
  SmallPack& box(const std::string& id, const Json& topics, const Json& texts = Json::object());
  // In the tick sheet, `then` takes the days after those of `first`.
  SmallPack& sequence(const std::string& first, const std::string& question, int at_most, const std::string& then);
  // Of a topic's `line` (step or item), counted from 1.
  SmallPack& picture(const std::string& topic, const std::string& id, const char* line, int number);
  SmallPack& notice(const std::string& id, const std::string& section, const std::string& when);

  Json& kind(const std::string& id);
  Json& text() { return json["text"]["en-US"]; }
  Json& topic_text(const std::string& id) { return text()["topics"][id]; }

  std::shared_ptr<const unknot::pack::Pack> load() const;

  Json json;

 private:
  SmallPack& question(const std::string& id, const char* type, const std::vector<std::string>& values);
};

// One question (fever), one rule of it (same_day), one topic (rest).
SmallPack minimal_pack();

}  // namespace unknot_test
