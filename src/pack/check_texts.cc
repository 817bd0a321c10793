#include "pack/loading.h"

namespace unknot::pack {

namespace {

// A text's placeholders by its pointer, for comparing languages.
void collect_placeholders(const Json& texts, const std::string& pointer, std::map<std::string, std::uint32_t>& out) {
  if (texts.is_string()) {
    TextStore store;
    Text text;
    if (store.make(texts.get_ref<const std::string&>(), text)) out[pointer] = text.placeholders;
  } else if (texts.is_structured()) {
    for (const auto& [name, value] : texts.items()) collect_placeholders(value, pointer + '/' + name, out);
  }
}

void collect_numbers(const Json& texts, std::set<std::int64_t>& out) {
  if (texts.is_string()) {
    std::int64_t number = -1;
    for (const char c : texts.get_ref<const std::string&>() + " ") {
      if (c >= '0' && c <= '9') {
        number = std::min<std::int64_t>((number < 0 ? 0 : number) * 10 + (c - '0'), 1'000'000);
      } else if (number >= 0) {
        out.insert(number);
        number = -1;
      }
    }
  } else if (texts.is_structured()) {
    for (const Json& value : texts) collect_numbers(value, out);
  }
}

}  // namespace

void check_same_placeholders(const Json& first, const Json& other, const std::string& tag) {
  std::map<std::string, std::uint32_t> expected;
  std::map<std::string, std::uint32_t> found;
  collect_placeholders(first.at("handout"), "/handout", expected);
  collect_placeholders(first.at("clinic"), "/clinic", expected);
  collect_placeholders(first.at("kinds"), "/kinds", expected);
  collect_placeholders(other.at("handout"), "/handout", found);
  collect_placeholders(other.at("clinic"), "/clinic", found);
  collect_placeholders(other.at("kinds"), "/kinds", found);
  for (const auto& [pointer, placeholders] : expected) {
    const auto match = found.find(pointer);
    if (match != found.end() && match->second != placeholders) {
      refuse(ProblemCode::invalid_placeholder, "/text/" + tag + pointer, "the placeholders of the first language");
    }
  }
}

void check_doses(const Json& topics_file, const Json& texts, const std::string& tag) {
  for (const Json& topic : topics_file.at("topics")) {
    const auto& id = topic.at("id").get_ref<const std::string&>();
    std::set<std::int64_t> told;
    collect_numbers(texts.at("topics").at(id), told);
    for (const auto& [name, dose] : topic.at("dose").items()) {
      for (const Json& number : dose.is_array() ? dose : Json::array({dose})) {
        if (!number.is_number_integer() || told.count(number.get<std::int64_t>()) == 0) {
          refuse(ProblemCode::missing_dose, "/text/" + tag + "/topics/" + id, name + " " + number.dump());
        }
      }
    }
  }
}

}  // namespace unknot::pack
