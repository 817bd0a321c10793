// CDS Hooks 2.0: what is offered, and one call as cards. https://cds-hooks.hl7.org
#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <unknot/unknot.hpp>

namespace unknot::service {

// What of a pack and of the configuration the cards speak of.
struct CdsHooks {
  std::string questionnaire;  // its canonical URL
  std::string public_url;     // of this service, as its users reach it; "": cards have no links
  std::string pack;           // "lower-back 0.9.0"
  std::set<std::string> private_rules;

  std::string override_system() const { return questionnaire + "/override-reasons"; }
};

// Why a clinician may put a card aside.
struct OverrideReason {
  const char* code;
  const char* display;
};
constexpr std::array<OverrideReason, 3> override_reasons = {{
    {"already-assessed", "Already assessed by a clinician"},
    {"will-follow-up", "Will be followed up at another visit"},
    {"not-this-patient", "Does not apply to this patient"},
}};

// {"services": […]}: both hooks share one id, since the later answer replaces the earlier.
nlohmann::ordered_json cds_services(const CdsHooks& hooks);

// A call that is not well formed: why, for the problem's detail. "" if it is.
std::string wrong_in_cds_call(const nlohmann::json& call);

// {"cards": […]} to a well-formed call. A check that could not be done is a card, too, never silence.
nlohmann::ordered_json cds_cards(const CdsHooks& hooks, const Engine& engine, const nlohmann::json& call);

}  // namespace unknot::service
