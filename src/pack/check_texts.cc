#include <algorithm>

#include "pack/loading.h"

namespace unknot::pack {

namespace {

// Both texts are well formed: both languages are loaded by now.
void compare_placeholders(const Json& first, const Json& other, const JsonPointer& pointer) {
  if (first.is_string() && placeholders_in(first.text()) != placeholders_in(other.text())) {
    refuse(ProblemCode::invalid_placeholder, pointer, "the placeholders of the first language");
  }
  for (const auto& [name, value] : first.members()) {
    compare_placeholders(value, other[name], pointer.member(name));
  }
  for (std::size_t i = 0; i < std::min(first.entries().size(), other.entries().size()); ++i) {
    compare_placeholders(first.entries()[i], other.entries()[i], pointer.member(std::to_string(i)));
  }
}

void collect_numbers(const Json& texts, std::vector<std::int64_t>& out) {
  if (texts.is_string()) {
    std::int64_t number = -1;
    for (const char c : texts.text()) {
      if (c >= '0' && c <= '9') {
        number = std::min<std::int64_t>((number < 0 ? 0 : number) * 10 + (c - '0'), 1'000'000);
      } else if (number >= 0) {
        out.push_back(number);
        number = -1;
      }
    }
    if (number >= 0) out.push_back(number);
  }
  for (const auto& [name, value] : texts.members()) collect_numbers(value, out);
  for (const Json& entry : texts.entries()) collect_numbers(entry, out);
}

}  // namespace

void check_same_placeholders(const Json& first, const Json& other, const std::string& tag) {
  for (const char* part : {"handout", "clinic", "kinds"}) {
    compare_placeholders(first[part], other[part], JsonPointer("/text").member(tag).member(part));
  }
}

void check_same_lists(const Json& first, const Json& other, const JsonPointer& pointer) {
  if (other.entries().size() != first.entries().size()) {
    refuse(ProblemCode::missing_text, pointer,
           std::to_string(first.entries().size()) + " lines, as in the first language");
  }
  for (const auto& [name, text] : first.members()) check_same_lists(text, other[name], pointer.member(name));
}

void check_doses(const Json& topics_file, const Json& texts, const std::string& tag) {
  for (const Json& topic : topics_file["topics"].entries()) {
    if (topic["dose"].members().empty()) continue;
    const std::string_view id = topic["id"].text();
    std::vector<std::int64_t> told;
    collect_numbers(texts["topics"][id], told);
    for (const auto& [name, dose] : topic["dose"].members()) {
      for (const Json& number : dose.is_array() ? dose.entries() : std::span<const Json>(&dose, 1)) {
        const std::optional<std::int64_t> value = number.integer();
        if (!value || std::find(told.begin(), told.end(), *value) == told.end()) {
          refuse(ProblemCode::missing_dose, JsonPointer("/text").member(tag).member("topics").member(id),
                 std::string(name) + ' ' + compact(number));
        }
      }
    }
  }
}

}  // namespace unknot::pack
