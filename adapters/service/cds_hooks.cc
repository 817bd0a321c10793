#include "cds_hooks.h"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "fhir.h"

namespace unknot::service {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::array<const char*, 2> hook_names = {"patient-view", "encounter-start"};
constexpr std::size_t summary_characters = 139;
// Somebody may look over the clinician's shoulder.
constexpr char private_reason[] = "Private: read it alone, in the record.";

std::string random_uuid() {
  std::array<unsigned char, 16> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3F) | 0x80);
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    char digits[3];
    std::snprintf(digits, sizeof digits, "%02x", bytes[i]);
    text += digits;
  }
  return text;
}

// Words from the pack, as they are, in a client's Markdown.
std::string in_markdown(std::string_view words) {
  std::string text;
  for (const char c : words) {
    if (std::string_view("\\`*_{}[]<>()#+!|&~").find(c) != std::string_view::npos) text += '\\';
    text += c;
  }
  return text;
}

// Cut at a character's end, and marked as cut.
std::string short_summary(const std::string& words) {
  std::size_t characters = 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if ((static_cast<unsigned char>(words[i]) & 0xC0) == 0x80) continue;
    if (++characters == summary_characters) end = i;
  }
  return characters <= summary_characters ? words : words.substr(0, end) + "…";
}

std::string text_of(const json& object, const char* name) {
  const auto found = object.is_object() ? object.find(name) : object.end();
  return object.is_object() && found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

ordered_json override_reasons_of(const CdsHooks& hooks) {
  ordered_json reasons = ordered_json::array();
  for (const auto& [code, display] : override_reasons) {
    reasons.push_back({{"code", code}, {"system", hooks.override_system()}, {"display", display}});
  }
  return reasons;
}

ordered_json new_card(const CdsHooks& hooks, const std::string& summary, std::string detail, const char* indicator) {
  ordered_json card = {{"uuid", random_uuid()}, {"summary", short_summary(summary)}};
  if (!detail.empty()) card["detail"] = std::move(detail);
  card["indicator"] = indicator;
  card["source"] = {{"label", "Unknot " + hooks.pack}};
  if (!hooks.public_url.empty()) {
    card["source"]["url"] = hooks.public_url + "/v1/source-attributes";
    card["links"] = ordered_json::array(
        {{{"label", "Ask the back-pain questions"}, {"url", hooks.public_url + "/"}, {"type", "absolute"}}});
  }
  return card;
}

ordered_json not_done(const CdsHooks& hooks, const std::string& why) {
  return new_card(hooks, "Back-pain check not done", why + " Ask the patient the questions.", "warning");
}

// The patient's latest response, wherever the client put it; nullptr: there is none.
const json* response_in(const json& call) {
  const auto prefetch = call.find("prefetch");
  if (prefetch == call.end() || !prefetch->is_object()) return nullptr;
  const auto given = prefetch->find("response");
  if (given == prefetch->end()) return nullptr;
  if (text_of(*given, "resourceType") == "QuestionnaireResponse") return &*given;
  if (text_of(*given, "resourceType") != "Bundle" || !given->contains("entry")) return nullptr;
  const json& entries = given->at("entry");
  if (!entries.is_array()) return nullptr;
  for (const json& entry : entries) {
    if (!entry.is_object() || !entry.contains("resource")) continue;
    const json& resource = entry.at("resource");
    if (text_of(resource, "resourceType") == "QuestionnaireResponse") return &resource;
  }
  return nullptr;
}

bool is_about(const json& response, const std::string& patient_id) {
  const std::string reference =
      response.contains("subject") ? text_of(response.at("subject"), "reference") : std::string();
  const std::string wanted = "Patient/" + patient_id;
  return reference == wanted || (reference.size() > wanted.size() && reference.ends_with("/" + wanted));
}

const char* indicator_of(const Result& result) {
  if (result.tier() >= Tier::same_day) return "critical";
  return result.tier() >= Tier::soon || !result.complete() ? "warning" : "info";
}

const char* title_of(Tier tier) {
  switch (tier) {
    case Tier::emergency: return "Emergency";
    case Tier::same_day: return "To be seen today";
    case Tier::soon: return "To be seen in the next days";
    case Tier::routine: return "For the next visit";
    default: return "Self-care";
  }
}

// Whether a rule that raised the flag is private.
bool is_private(const CdsHooks& hooks, const json& flag) {
  const json& rules = flag.at("rules");
  return std::any_of(rules.begin(), rules.end(), [&](const json& rule) {
    return rule.at("status") == "raised" && hooks.private_rules.count(rule.at("id").get<std::string>()) > 0;
  });
}

std::string detail_of(const CdsHooks& hooks, const json& record, const Result& result) {
  std::string detail;
  std::size_t index = 0;
  for (const Flag& flag : result.flags()) {
    const json& recorded = record.at("flags").at(index++);
    if (flag.status != FlagStatus::raised) continue;
    const std::string reason = is_private(hooks, recorded) ? private_reason : in_markdown(flag.reason);
    detail += "- **" + in_markdown(flag.title) + "** (" + title_of(flag.tier) + "): " + reason + "\n";
  }
  if (!result.complete()) {
    detail += "\nNot finished: " + std::to_string(record.at("open_questions").size()) +
              " unanswered questions could raise this to: " + title_of(result.possible_tier()) + ".\n";
  }
  for (const json& contradiction : record.at("contradictions")) {
    detail += "\n" + in_markdown(contradiction.at("text").get<std::string>()) + "\n";
  }
  for (const json& warning : record.at("warnings")) {
    detail += "\n" + in_markdown(warning.at("message").get<std::string>()) + "\n";
  }
  return detail;
}

std::string summary_of(const Result& result) {
  std::string flags;
  for (const Flag& flag : result.flags()) {
    if (flag.status == FlagStatus::raised && flag.tier == result.tier()) {
      flags += (flags.empty() ? ": " : ", ") + std::string(flag.title);
    }
  }
  const std::string unfinished = result.complete() ? "" : " (not finished)";
  return std::string("Back pain: ") + title_of(result.tier()) + unfinished + flags;
}

// The referral and the task as drafts to be taken over; null if the result asks for no care. What they say of other
// resources of their transaction is left out: here they stand alone.
ordered_json suggestion_of(Result& result) {
  ordered_json actions = ordered_json::array();
  const ordered_json bundle = ordered_json::parse(result.document(UNKNOT_MEDIA_FHIR));
  for (const ordered_json& entry : bundle.at("entry")) {
    ordered_json resource = entry.at("resource");
    const std::string type = resource.at("resourceType");
    if (type != "ServiceRequest" && type != "Task") continue;
    resource.erase(type == "Task" ? "focus" : "supportingInfo");
    actions.push_back({{"type", "create"},
                       {"description", type == "Task" ? "A task to decide on the referral" : "A draft of a referral"},
                       {"resource", std::move(resource)}});
  }
  if (actions.empty()) return nullptr;
  return {{"label", "Propose a referral"},
          {"uuid", random_uuid()},
          {"isRecommended", true},
          {"actions", std::move(actions)}};
}

}  // namespace

ordered_json cds_services(const CdsHooks& hooks) {
  ordered_json services = ordered_json::array();
  for (const char* hook : hook_names) {
    services.push_back(
        {{"hook", hook},
         {"title", "Back-pain check"},
         {"description",
          "Reads the patient's latest response to the lower-back questionnaire and names what needs a clinician."},
         {"id", "lower-back"},
         {"prefetch",
          {{"response", "QuestionnaireResponse?subject=Patient/{{context.patientId}}&questionnaire=" +
                            hooks.questionnaire + "&_sort=-authored&_count=1"}}},
         {"usageRequirements", "Needs a QuestionnaireResponse in the prefetch; without one the card says so."}});
  }
  return {{"services", services}};
}

std::string wrong_in_cds_call(const json& call) {
  if (!call.is_object()) return "The call: expected an object.";
  const std::string hook = text_of(call, "hook");
  if (hook != hook_names[0] && hook != hook_names[1]) return "hook: expected patient-view or encounter-start.";
  if (text_of(call, "hookInstance").empty()) return "hookInstance: expected a UUID.";
  if (!call.contains("context") || !call.at("context").is_object()) return "context: expected an object.";
  for (const char* member : {"userId", "patientId"}) {
    if (text_of(call.at("context"), member).empty()) return std::string("context.") + member + ": expected a text.";
  }
  return "";
}

ordered_json cds_cards(const CdsHooks& hooks, const Engine& engine, const json& call) {
  const auto only = [](ordered_json card) { return ordered_json{{"cards", ordered_json::array({std::move(card)})}}; };
  const json* response = response_in(call);
  if (response == nullptr) return only(not_done(hooks, "The record has no answers to the questionnaire."));
  if (!is_about(*response, text_of(call.at("context"), "patientId"))) {
    return only(not_done(hooks, "The answers are not marked as this patient's."));
  }
  try {
    Result result = assess_response(engine, response->dump(), 0);
    const json record = json::parse(result.document());
    ordered_json card = new_card(hooks, summary_of(result), detail_of(hooks, record, result), indicator_of(result));
    if (ordered_json suggestion = suggestion_of(result); !suggestion.is_null()) {
      card["suggestions"] = ordered_json::array({std::move(suggestion)});
      card["selectionBehavior"] = "at-most-one";
    }
    card["overrideReasons"] = override_reasons_of(hooks);
    return only(std::move(card));
  } catch (const Error& error) {
    const json problem = json::parse(error.problem(), nullptr, false);
    const std::string place = text_of(problem, "pointer");
    return only(not_done(hooks, in_markdown("The answers could not be read" + (place.empty() ? "" : " at " + place) +
                                            ": " + text_of(problem, "message"))));
  }
}

}  // namespace unknot::service
