// The texts of a pack, each by the place where it stands, and what can be measured of them.
#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>

namespace unknot::cli {

// By id, such as topics/heat/steps/0; what is no text for a reader (language tags, names of parts) left aside.
std::map<std::string, std::string> texts_in(const nlohmann::ordered_json& texts);
bool is_text(std::string_view member);

// The {placeholders} of a text; one that stands twice counts twice.
std::multiset<std::string> placeholders_in(std::string_view text);

// What a translation is of: changes whenever the text does.
std::string fingerprint(std::string_view text);

// The Flesch-Kincaid grade of an English text: 0.39 words a sentence + 11.8 syllables a word - 15.59.
struct Readability {
  int sentences = 0;
  int words = 0;
  int syllables = 0;
  double grade() const;
};
Readability measure(std::string_view text);

}  // namespace unknot::cli
