// Goldens: made-up patients, and every document that must come out for each, byte for byte.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <unknot/unknot.hpp>

namespace golden {

using Json = nlohmann::ordered_json;

struct Form {
  const char* suffix;  // of the file under expected/
  const char* media_type;
};

inline constexpr Form forms[] = {
    {"json", UNKNOT_MEDIA_JSON}, {"handout.json", UNKNOT_MEDIA_HANDOUT_JSON}, {"html", UNKNOT_MEDIA_HTML},
    {"txt", UNKNOT_MEDIA_TEXT},  {"clinic.html", UNKNOT_MEDIA_CLINIC_HTML},
};

struct Golden {
  std::string name;
  std::string intake;                            // the file's bytes
  std::map<std::string, std::string> documents;  // by suffix, as the library made them
};

// The built-in pack's engine, and the pack itself.
const unknot::Engine& engine();
const Json& pack();

// Assesses one intake. The patient was seen at a fixed time, or, if the handout has no date, at a time not given.
std::map<std::string, std::string> assess(const std::string& intake);

// All goldens by name, with their documents.
const std::vector<Golden>& all();

// The document with the commit and the pack's hash, which differ from build to build, replaced by fixed words.
std::string without_build(std::string document);

std::string expected_path(const std::string& file);
std::string read_file(const std::string& path);

}  // namespace golden
