// Infobutton, HL7's question of a record for what to read about a problem, in the shape of MedlinePlus Connect: a code
// in, an Atom feed of links out. https://medlineplus.gov/medlineplus-connect/web-service/
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <unknot/unknot.hpp>
#include <utility>
#include <vector>

namespace unknot::service {

// What is the same in each feed.
struct Infobutton {
  struct Language {
    std::string locale;
    std::string handout_title;
    std::string handout_summary;
    std::string questions_title;
  };

  std::string public_url;                                  // of this service, as its users reach it
  bool has_page = false;                                   // whether the questions can be answered at it
  std::string pack_url;                                    // that names this version of the pack
  std::string updated;                                     // "2026-11-22T00:00:00Z"
  std::vector<std::pair<std::string, std::string>> focus;  // code system's OID and code of each problem it is about
  std::vector<Language> languages;                         // the pack's first one first
};

// What there is to say of the engine's pack, of which `pack` holds the head and the codes. Throws Error.
Infobutton infobutton_of(const nlohmann::json& pack, const Engine& engine, std::string public_url, bool has_page);

// The sheet of somebody who answered nothing: nothing on it can harm anybody. Throws Error.
Result sheet_for_anybody(const Engine& engine, const std::string& locale);

struct Feed {
  std::string code_system;  // an OID, with or without "urn:oid:"
  std::string code;
  std::string language;  // "en", "es-US"; one that the pack does not have, or none: its first
};

// The feed has no entry if the pack is not about this code.
std::string feed_as_xml(const Infobutton& infobutton, const Feed& asked);
std::string feed_as_json(const Infobutton& infobutton, const Feed& asked);

// Which of the languages fits best.
std::size_t best_language(const Infobutton& infobutton, std::string_view language);

}  // namespace unknot::service
