#include "texts.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace unknot::cli {

namespace {

using Json = nlohmann::ordered_json;

void collect(const Json& value, const std::string& id, std::map<std::string, std::string>& out) {
  if (value.is_string()) {
    out[id] = value.get<std::string>();
  } else if (value.is_structured()) {
    for (const auto& [name, inner] : value.items()) {
      if (value.is_array() || is_text(name)) collect(inner, id.empty() ? name : id + '/' + name, out);
    }
  }
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_vowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }
bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

bool ends_with(std::string_view word, std::string_view end) {
  return word.size() >= end.size() && word.substr(word.size() - end.size()) == end;
}

// Groups of vowels, without the endings that are written and not spoken.
int syllables_of(std::string_view word) {
  int count = 0;
  bool after_vowel = false;
  for (const char c : word) {
    if (is_vowel(c) && !after_vowel) ++count;
    after_vowel = is_vowel(c);
  }
  const auto before_end = [&](std::size_t size) { return word.size() > size ? word[word.size() - size - 1] : 'a'; };
  const bool silent_e = ends_with(word, "e") && !ends_with(word, "le") && !is_vowel(before_end(1));
  const bool spoken_le = ends_with(word, "le") && is_vowel(before_end(2));
  const bool silent_ed =
      ends_with(word, "ed") && !is_vowel(before_end(2)) && before_end(2) != 't' && before_end(2) != 'd';
  const bool silent_es = ends_with(word, "es") && !is_vowel(before_end(2)) &&
                         std::string_view("sxzcgh").find(before_end(2)) == std::string_view::npos;
  if (silent_e || spoken_le || silent_ed || silent_es) --count;
  return std::max(count, 1);
}

}  // namespace

std::map<std::string, std::string> texts_in(const Json& texts) {
  std::map<std::string, std::string> found;
  collect(texts, "", found);
  return found;
}

bool is_text(std::string_view member) {
  constexpr std::array<std::string_view, 6> others = {"locale", "base", "direction", "page", "part", "picture"};
  return std::find(others.begin(), others.end(), member) == others.end();
}

std::multiset<std::string> placeholders_in(std::string_view text) {
  std::multiset<std::string> found;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    found.emplace(text.substr(at, text.find('}', at) - at));
  }
  return found;
}

std::string fingerprint(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;  // FNV-1a
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += "0123456789abcdef"[hash >> shift & 15];
  return digits;
}

Readability measure(std::string_view text) {
  Readability found;
  std::string word;
  bool in_sentence = false;
  const auto end_word = [&] {
    if (word.empty()) return;
    ++found.words;
    found.syllables += syllables_of(word);
    word.clear();
    in_sentence = true;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = lower(text[i]);
    const bool is_digit = c >= '0' && c <= '9';
    if (is_letter(c) || is_digit || (c == '\'' && !word.empty())) {
      word += c;
      continue;
    }
    const bool in_number = c == '.' && !word.empty() && i + 1 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9';
    if (in_number) continue;
    end_word();
    if ((c == '.' || c == '!' || c == '?' || c == ':') && in_sentence) {
      ++found.sentences;
      in_sentence = false;
    }
  }
  end_word();
  if (in_sentence) ++found.sentences;
  return found;
}

double Readability::grade() const {
  if (words == 0) return 0;
  return 0.39 * words / sentences + 11.8 * syllables / words - 15.59;
}

}  // namespace unknot::cli
