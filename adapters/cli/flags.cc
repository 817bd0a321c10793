#include "flags.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace unknot::cli {

namespace {

constexpr std::size_t columns = 80;

std::string_view tier_words(std::int32_t tier) {
  constexpr std::array<std::string_view, 6> words = {"nothing was assessed",    "self-care",
                                                     "routine appointment",     "be seen within days",
                                                     "be seen within 24 hours", "emergency: act now"};
  return tier >= 0 && static_cast<std::size_t>(tier) < words.size() ? words[static_cast<std::size_t>(tier)] : "";
}

void append_indented(std::string_view words, std::string& out) {
  std::size_t column = 0;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    const std::string_view word = words.substr(0, end);
    if (column == 0 || column + 1 + word.size() > columns) {
      out += column == 0 ? "      " : "\n      ";
      column = 6 + word.size();
    } else {
      out += ' ';
      column += 1 + word.size();
    }
    out += word;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  out += '\n';
}

void append_flag(const unknot_flag& flag, std::string& out) {
  const bool raised = flag.status == UNKNOT_FLAG_RAISED;
  out += raised ? "  [!] " : "  [?] ";
  out += flag.title;
  out += raised ? ": " : ": open, possibly ";
  out += tier_words(raised ? flag.tier : flag.possible_tier);
  out += '\n';
  append_indented(flag.reason, out);
}

}  // namespace

std::string flags_text(const Result& result) {
  std::string out = "Urgency: ";
  out += tier_words(unknot_result_tier(result.get()));
  if (unknot_result_complete(result.get()) == 0) {
    out += "\nThe screen is not complete. Until it is, possibly: ";
    out += tier_words(unknot_result_possible_tier(result.get()));
  }
  out += "\n\nFlags\n";
  int clear = 0;
  for (const std::int32_t status : {UNKNOT_FLAG_RAISED, UNKNOT_FLAG_OPEN, UNKNOT_FLAG_CLEAR}) {
    for (std::int32_t i = 0; i < unknot_result_flag_count(result.get()); ++i) {
      unknot_flag flag{};
      flag.struct_size = sizeof flag;
      if (unknot_result_flag(result.get(), i, &flag) != UNKNOT_OK || flag.status != status) continue;
      if (status == UNKNOT_FLAG_CLEAR) {
        ++clear;
      } else {
        append_flag(flag, out);
      }
    }
  }
  out += "  [ ] clear: " + std::to_string(clear) + '\n';
  return out;
}

}  // namespace unknot::cli
