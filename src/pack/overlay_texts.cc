// What an overlay may do to texts: add those of its own rules, topics and languages, and word anew what carries no
// flag.
#include <algorithm>
#include <array>
#include <vector>

#include "base/text_fields.h"
#include "pack/loading.h"
#include "pack/overlay.h"

namespace unknot::pack {

namespace {

// The texts of things that an overlay can add; those of the pack's own things are protected.
constexpr std::array<std::string_view, 4> added_texts = {"rules", "reasons", "contradictions", "notices"};
// What tells of a topic without holding its dose, its dangers or its evidence.
constexpr std::array<std::string_view, 4> free_words = {"title", "line", "why", "tick"};
constexpr std::array<std::string_view, 2> free_lists = {"steps", "items"};
constexpr std::array<std::string_view, 4> free_labels = {"plan_title", "more_title", "sheet_title", "contact_title"};
// No language may have fewer lines in these than the pack's first.
constexpr std::array<std::string_view, 3> whole_lists = {"safety_net", "kinds", "teach_back"};

template <typename Names>
bool is_one_of(std::string_view name, const Names& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_there(const Json& text) { return !text.is_null() && !(text.is_array() && text.entries().empty()); }

std::vector<std::string> numbers_in(std::string_view text) {
  std::vector<std::string> numbers;
  bool in_number = false;
  for (const char c : text) {
    const bool is_digit = c >= '0' && c <= '9';
    if (is_digit && !in_number) numbers.emplace_back();
    if (is_digit) numbers.back() += c;
    in_number = is_digit;
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

void check_no_shorter(const Json& first, const Json& other, const JsonPointer& pointer) {
  if (other.entries().size() < first.entries().size()) {
    refuse(ProblemCode::overlay_weakens, pointer, "at least " + std::to_string(first.entries().size()) + " lines");
  }
  for (const auto& [name, text] : first.members()) check_no_shorter(text, other[name], pointer.member(name));
}

// The texts of one language of the pack.
class Wording {
 public:
  Wording(const Json& whole, const Json& under, std::pmr::memory_resource& memory)
      : whole_(whole), memory_(memory), texts_(under) {}

  Json lay(const Json& over, const JsonPointer& place) {
    const Members checked(over, place);
    for (const auto& [name, value] : over.members()) {
      const JsonPointer pointer = checked.pointer_to(name);
      if (name == "page" || name == "advice_line" || name == "emergency_number") {
        set({name}, own_words(value, pointer));
        check_number(name, value, pointer);
      } else if (name == "groups" || name == "handout") {
        const Members labels(value, pointer);
        for (const auto& [id, text] : value.members()) {
          if (name == "handout" && !is_one_of(id, free_labels)) refuse_protected(name, id, labels.pointer_to(id));
          reword({name, id}, text, labels.pointer_to(id));
        }
      } else if (name == "topics") {
        lay_topics(value, pointer);
      } else if (name == "pictures") {
        const Members pictures(value, pointer);
        for (const auto& [id, text] : value.members()) {
          if (whole_[name].find(id) == nullptr) {
            set({name, id}, text);
          } else {
            reword({name, id}, text, pictures.pointer_to(id));
          }
        }
      } else if (is_one_of(name, added_texts)) {
        const Members things(value, pointer);
        for (const auto& [id, text] : value.members()) {
          if (is_there(whole_[name][id])) refuse_protected(name, id, things.pointer_to(id));
          set({name, id}, text);
        }
      } else {
        refuse_protected(name, {}, pointer);
      }
    }
    return texts_;
  }

 private:
  void set(std::initializer_list<std::string_view> path, const Json& value) {
    texts_ = with(texts_, {path.begin(), path.size()}, value, memory_);
  }

  [[noreturn]] void refuse_protected(std::string_view name, std::string_view id, const JsonPointer& pointer) const {
    const Json& old = id.empty() ? whole_[name] : whole_[name][id];
    if (old.is_null()) refuse(ProblemCode::unknown_member, pointer, "no such member");
    refuse(ProblemCode::protected_text, pointer, "the words of the pack");
  }

  static Json own_words(const Json& value, const JsonPointer& pointer) {
    if (string_at(value, pointer).empty()) {
      refuse(ProblemCode::missing_text, pointer, "a text that is not empty");
    }
    return value;
  }

  static void check_number(std::string_view name, const Json& value, const JsonPointer& pointer) {
    if (name != "emergency_number") return;
    if (const auto problem = problem_in_emergency_number(value.text()))
      refuse(problem->code, pointer, problem->expected);
  }

  // Other words with the same numbers: a dose or a day is not wording.
  void reword(std::initializer_list<std::string_view> path, const Json& value, const JsonPointer& pointer) {
    const Json* old = &whole_;
    for (const std::string_view name : path) old = &(*old)[name];
    if (old->is_null()) refuse(ProblemCode::unknown_member, pointer, "no such member");
    check_same_numbers(*old, own_words(value, pointer), pointer);
    set(path, value);
  }

  static void check_same_numbers(const Json& old, const Json& value, const JsonPointer& pointer) {
    if (numbers_in(old.text()) != numbers_in(value.text())) {
      refuse(ProblemCode::protected_text, pointer, "the numbers of the pack's text");
    }
  }

  void lay_topics(const Json& topics, const JsonPointer& pointer) {
    const Members checked(topics, pointer);
    for (const auto& [id, texts] : topics.members()) {
      if (whole_["topics"].find(id) == nullptr) {
        set({"topics", id}, texts);
        continue;
      }
      const Members fields(texts, checked.pointer_to(id));
      for (const auto& [name, value] : texts.members()) lay_field(id, name, value, fields.pointer_to(name));
    }
  }

  void lay_field(std::string_view id, std::string_view name, const Json& value, const JsonPointer& pointer) {
    const Json& old = whole_["topics"][id][name];
    if (!is_there(old)) return set({"topics", id, name}, value);
    if (is_one_of(name, free_words)) return reword({"topics", id, name}, value, pointer);
    if (!is_one_of(name, free_lists)) refuse(ProblemCode::protected_text, pointer, "the words of the pack");
    if (value.entries().size() != old.entries().size()) {
      refuse(ProblemCode::protected_text, pointer, std::to_string(old.entries().size()) + " lines, as in the pack");
    }
    for (std::size_t i = 0; i < value.entries().size(); ++i) {
      check_line(old.entries()[i], value.entries()[i], pointer.member(std::to_string(i)));
    }
    set({"topics", id, name}, value);
  }

  // A line that can be left out stays one.
  static void check_line(const Json& old, const Json& line, const JsonPointer& pointer) {
    if (old.is_string()) return check_same_numbers(old, own_words(line, pointer), pointer);
    if (line["part"].text() != old["part"].text()) {
      refuse(ProblemCode::protected_text, pointer, "the part " + std::string(old["part"].text()));
    }
    const JsonPointer text = pointer.member("text");
    check_same_numbers(old["text"], own_words(line["text"], text), text);
  }

  const Json& whole_;
  std::pmr::memory_resource& memory_;
  Json texts_;
};

}  // namespace

Json overlaid_texts(const Json& pack, const Json& overlay, std::pmr::memory_resource& memory) {
  const Json& old = pack["text"];
  const JsonPointer files(overlay_pointer);
  const JsonPointer languages = files.member("text");
  Json all = old;
  for (const auto& [tag, texts] : overlay["text"].members()) {
    Json laid = texts;
    if (const Json* const known = old.find(tag)) {
      const Json whole = whole_texts(old, std::string(tag), memory);
      laid = Wording(whole, *known, memory).lay(texts, languages.member(tag));
    }
    all = with(all, {&tag, 1}, laid, memory);
  }
  const Json& first = old[pack["pack"]["languages"].entries().front().text()];
  for (const auto& [tag, texts] : overlay["text"].members()) {
    if (old.find(tag) != nullptr) continue;
    const JsonPointer place = languages.member(tag);
    // No other country's number, by way of the base.
    const Json& number = texts["emergency_number"];
    if (!number.is_string()) refuse(ProblemCode::missing_text, place, "emergency_number");
    if (const auto problem = problem_in_emergency_number(number.text())) {
      refuse(problem->code, place.member("emergency_number"), problem->expected);
    }
    const Json whole = whole_texts(all, std::string(tag), memory);
    for (const std::string_view name : whole_lists) {
      check_no_shorter(first[name], whole[name], place.member(name));
    }
  }
  return all;
}

}  // namespace unknot::pack
