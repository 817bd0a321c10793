#include "pack/loading.h"

namespace unknot::pack {

namespace {

// A text's placeholders by its pointer, for comparing languages.
void collect_placeholders(const Json& texts, const std::string& pointer, std::map<std::string, std::uint32_t>& out) {
  if (texts.is_string()) {
    TextStore store;
    Text text;
    store.make(texts.text(), text);  // well formed: both languages are loaded by now
    out[pointer] = text.placeholders;
  }
  for (const auto& [name, value] : texts.members()) collect_placeholders(value, pointer + '/' + std::string(name), out);
  for (std::size_t i = 0; i < texts.entries().size(); ++i) {
    collect_placeholders(texts.entries()[i], pointer + '/' + std::to_string(i), out);
  }
}

void collect_numbers(const Json& texts, std::set<std::int64_t>& out) {
  if (texts.is_string()) {
    std::int64_t number = -1;
    for (const char c : std::string(texts.text()) + ' ') {
      if (c >= '0' && c <= '9') {
        number = std::min<std::int64_t>((number < 0 ? 0 : number) * 10 + (c - '0'), 1'000'000);
      } else if (number >= 0) {
        out.insert(number);
        number = -1;
      }
    }
  }
  for (const auto& [name, value] : texts.members()) collect_numbers(value, out);
  for (const Json& entry : texts.entries()) collect_numbers(entry, out);
}

}  // namespace

void check_same_placeholders(const Json& first, const Json& other, const std::string& tag) {
  std::map<std::string, std::uint32_t> expected;
  std::map<std::string, std::uint32_t> found;
  collect_placeholders(first["handout"], "/handout", expected);
  collect_placeholders(first["clinic"], "/clinic", expected);
  collect_placeholders(first["kinds"], "/kinds", expected);
  collect_placeholders(other["handout"], "/handout", found);
  collect_placeholders(other["clinic"], "/clinic", found);
  collect_placeholders(other["kinds"], "/kinds", found);
  for (const auto& [pointer, placeholders] : expected) {
    const auto match = found.find(pointer);
    if (match != found.end() && match->second != placeholders) {
      refuse(ProblemCode::invalid_placeholder, "/text/" + tag + pointer, "the placeholders of the first language");
    }
  }
}

void check_same_lists(const Json& first, const Json& other, const std::string& pointer) {
  if (other.entries().size() != first.entries().size()) {
    refuse(ProblemCode::missing_text, pointer,
           std::to_string(first.entries().size()) + " lines, as in the first language");
  }
  for (const auto& [name, text] : first.members())
    check_same_lists(text, other[name], pointer + '/' + std::string(name));
}

void check_doses(const Json& topics_file, const Json& texts, const std::string& tag) {
  for (const Json& topic : topics_file["topics"].entries()) {
    const std::string id(topic["id"].text());
    std::set<std::int64_t> told;
    collect_numbers(texts["topics"][id], told);
    for (const auto& [name, dose] : topic["dose"].members()) {
      for (const Json& number : dose.is_array() ? dose.entries() : std::span<const Json>(&dose, 1)) {
        const std::optional<std::int64_t> value = number.integer();
        if (!value || told.count(*value) == 0) {
          refuse(ProblemCode::missing_dose, "/text/" + tag + "/topics/" + id,
                 std::string(name) + ' ' + compact(number));
        }
      }
    }
  }
}

}  // namespace unknot::pack
