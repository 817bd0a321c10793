#include "cds_feedback.h"

#include <algorithm>
#include <cctype>

#include "audit_line.h"
#include "strict_json.h"
#include "timestamp.h"

namespace unknot::service {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// Every word in a line is of one of these forms, or of a list of ours.
bool is_uuid(const std::string* text) {
  constexpr std::string_view form = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
  return text != nullptr && text->size() == form.size() &&
         std::equal(form.begin(), form.end(), text->begin(),
                    [](char wanted, unsigned char c) { return wanted == '-' ? c == '-' : std::isxdigit(c) != 0; });
}

bool is_time(const std::string* text) {
  constexpr std::size_t most = 40;
  return text != nullptr && text->size() <= most && text->find('-') == 4 && adapters::unix_seconds(*text).has_value();
}

class Reader {
 public:
  explicit Reader(const CdsHooks& hooks) : hooks_(hooks) {}

  // Why this one is wrong; "" if it is not, and then `line` says it.
  std::string read(const json& one, ordered_json& line) const {
    const std::string* card = text_member(one, "card");
    const std::string* outcome = text_member(one, "outcome");
    const std::string* time = text_member(one, "outcomeTimestamp");
    if (!is_uuid(card)) return ".card: expected a card's uuid.";
    if (!is_time(time)) return ".outcomeTimestamp: expected 2026-11-22T10:00:00Z.";
    if (outcome == nullptr || (*outcome != "accepted" && *outcome != "overridden")) {
      return ".outcome: expected accepted or overridden.";
    }
    line["card"] = *card;
    line["outcome"] = *outcome;
    line["outcome_timestamp"] = *time;
    return *outcome == "accepted" ? read_accepted(one, line) : read_overridden(one, line);
  }

 private:
  static std::string read_accepted(const json& one, ordered_json& line) {
    const json suggestions = one.value("acceptedSuggestions", json());
    if (!suggestions.is_array() || suggestions.empty()) return ".acceptedSuggestions: expected a list.";
    line["accepted_suggestions"] = ordered_json::array();
    for (const json& suggestion : suggestions) {
      const std::string* id = text_member(suggestion, "id");
      if (!is_uuid(id)) return ".acceptedSuggestions: expected a suggestion's uuid as id.";
      line["accepted_suggestions"].push_back(*id);
    }
    return "";
  }

  std::string read_overridden(const json& one, ordered_json& line) const {
    const json given = one.value("overrideReason", json());
    if (given.is_null()) return "";
    if (!given.is_object()) return ".overrideReason: expected an object.";
    const json reason = given.value("reason", json());
    if (reason.is_null()) return "";
    if (!reason.is_object()) return ".overrideReason.reason: expected a coding.";
    const std::string* code = text_member(reason, "code");
    const std::string* system = text_member(reason, "system");
    const bool is_ours = code != nullptr && system != nullptr && *system == hooks_.override_system() &&
                         std::any_of(override_reasons.begin(), override_reasons.end(),
                                     [&](const OverrideReason& known) { return known.code == *code; });
    line["override_reason"] = is_ours ? ordered_json{{"code", *code}, {"system", *system}} : ordered_json("other");
    return "";
  }

  const CdsHooks& hooks_;
};

}  // namespace

CdsFeedback read_cds_feedback(const CdsHooks& hooks, const json& body, std::string_view client,
                              std::string_view request_id) {
  CdsFeedback feedback;
  const json given = body.is_object() ? body.value("feedback", json()) : json();
  if (!given.is_array()) {
    feedback.wrong = "feedback: expected a list.";
    return feedback;
  }
  std::size_t index = 0;
  for (const json& one : given) {
    ordered_json line = {{"time", utc_now()}, {"request_id", request_id}, {"client", client}};
    if (const std::string wrong = Reader(hooks).read(one, line); !wrong.empty()) {
      return {"feedback[" + std::to_string(index) + "]" + wrong, 0, 0, ""};
    }
    ++index;
    ++(line["outcome"] == "accepted" ? feedback.accepted : feedback.overridden);
    feedback.lines += line.dump() + "\n";
  }
  return feedback;
}

}  // namespace unknot::service
