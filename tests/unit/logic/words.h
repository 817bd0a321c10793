// A small vocabulary for the tests of conditions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logic/notation.h"

namespace unknot_test {

class Words {
 public:
  Words() {
    using Type = unknot::logic::Shape::Type;
    add("fever", {"no", "yes"}, Type::yes_no);
    add("course", {"better", "same", "worse"}, Type::one);
    add("place", {"back", "buttock", "flank"}, Type::many);
    questions.add("age");
    vocabulary.questions = &questions;
    vocabulary.shapes.push_back({Type::integer, nullptr, 0, 120});
    vocabulary.questions_defined = 4;
  }
  Words(const Words&) = delete;
  Words& operator=(const Words&) = delete;

  unknot::logic::NodeId compile(std::string_view text) {
    return unknot::logic::compile(text, vocabulary, program, "/when");
  }

  // The named condition, from here on.
  void define(const std::string& name, std::string_view text) { vocabulary.names[name] = {compile(text), false}; }

  unknot::logic::Truth evaluate(unknot::logic::NodeId node) const {
    std::vector<unknot::logic::Truth> values(program.size());
    program.evaluate(facts, 0, program.size(), values.data());
    return values[node];
  }
  unknot::logic::Truth evaluate(std::string_view text) { return evaluate(compile(text)); }

  void answer_members(std::size_t question, std::uint64_t members) {
    facts[question] = {members, 0, true, false, true};
  }
  void answer_number(std::int32_t number) { facts[age] = {0, number, true, false, true}; }

  static constexpr std::size_t fever = 0;
  static constexpr std::size_t course = 1;
  static constexpr std::size_t place = 2;
  static constexpr std::size_t age = 3;

  unknot::logic::Vocabulary vocabulary;
  unknot::logic::Program program;
  unknot::logic::Facts facts{};

 private:
  void add(const char* id, const std::vector<std::string>& values, unknot::logic::Shape::Type type) {
    unknot::NameTable& table = tables_[questions.size()];
    for (const std::string& value : values) table.add(value);
    questions.add(id);
    vocabulary.shapes.push_back({type, &table, 0, 0});
  }

  unknot::NameTable questions;
  unknot::NameTable tables_[3];
};

}  // namespace unknot_test
