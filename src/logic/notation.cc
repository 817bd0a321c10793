#include "logic/notation.h"

#include <bit>
#include <charconv>

#include "base/failure.h"
#include "base/limits.h"

namespace unknot::logic {

namespace {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

class Parser {
 public:
  Parser(std::string_view text, Vocabulary& vocabulary, Program& program, const JsonPointer& pointer)
      : text_(text), vocabulary_(vocabulary), program_(program), pointer_(pointer) {
    go_to(0);
  }

  NodeId whole() {
    const NodeId result = condition(0);
    if (!word_.empty()) refuse("\"and\", \"or\" or the end");
    return result;
  }

 private:
  NodeId condition(int depth) {
    const NodeId first = conjunction(depth);
    if (word_ != "or") return first;
    std::vector<NodeId> sides = {first};
    while (accept("or")) sides.push_back(conjunction(depth));
    return program_.add_any(sides);
  }

  NodeId conjunction(int depth) {
    const NodeId first = atom(depth);
    if (word_ != "and") return first;
    std::vector<NodeId> sides = {first};
    while (accept("and")) sides.push_back(atom(depth));
    return program_.add_all(sides);
  }

  NodeId atom(int depth) {
    if (depth > limits::condition_depth) refuse("fewer brackets");
    if (accept("(")) {
      const NodeId inner = condition(depth + 1);
      expect(")");
      return inner;
    }
    const std::string_view word = word_;
    if (word.empty() || !is_word_character(word.front())) refuse("a question, a name or \"(\"");
    const std::size_t before = at_;
    take();
    if (word_ == "(" && word == "unsure") return unsure();
    if (word_ == "(" && word == "count") return count();
    if (const auto named = vocabulary_.names.find(word); named != vocabulary_.names.end()) {
      named->second.used = true;
      return named->second.node;
    }
    go_to(before);
    return comparison(question());
  }

  NodeId unsure() {
    expect("(");
    const std::uint8_t asked = question();
    expect(")");
    return program_.add_unsure(asked);
  }

  NodeId count() {
    expect("(");
    const std::uint8_t asked = question();
    expect(",");
    const std::uint64_t mask = set(asked);
    expect(")");
    expect(">=");
    const std::int32_t least = number();
    if (least < 1 || least > std::popcount(mask)) refuse("a number from 1 to the size of the set");
    return program_.add_members(asked, mask, least);
  }

  NodeId comparison(std::uint8_t asked) {
    const Shape& shape = vocabulary_.shapes[asked];
    if (shape.type == Shape::Type::integer) return range(asked, shape);
    if (shape.type == Shape::Type::many) {
      expect("has");
      return program_.add_members(asked, value(asked), 1);
    }
    if (accept("in")) return program_.add_members(asked, set(asked), 1);
    expect("=");
    return program_.add_members(asked, value(asked), 1);
  }

  NodeId range(std::uint8_t asked, const Shape& shape) {
    const std::string_view sign = word_;
    if (sign != "<" && sign != "<=" && sign != "=" && sign != ">=" && sign != ">") refuse("a comparison");
    take();
    const std::int32_t bound = number();
    if (bound < shape.minimum || bound > shape.maximum) refuse("a number in the question's range");
    if (sign == "<") return program_.add_range(asked, shape.minimum, bound - 1);
    if (sign == "<=") return program_.add_range(asked, shape.minimum, bound);
    if (sign == ">=") return program_.add_range(asked, bound, shape.maximum);
    if (sign == ">") return program_.add_range(asked, bound + 1, shape.maximum);
    return program_.add_range(asked, bound, bound);
  }

  std::uint8_t question() {
    const int found = vocabulary_.questions->find(word_);
    if (found == NameTable::missing) refuse("a question or a name that is defined");
    if (static_cast<std::size_t>(found) >= vocabulary_.questions_defined) refuse("a question that stands before");
    take();
    return static_cast<std::uint8_t>(found);
  }

  std::uint64_t value(std::uint8_t asked) {
    const NameTable* values = vocabulary_.shapes[asked].values;
    const int found = values == nullptr ? NameTable::missing : values->find(word_);
    if (found == NameTable::missing) refuse("a value of the question " + vocabulary_.questions->name(asked));
    take();
    return std::uint64_t{1} << found;
  }

  std::uint64_t set(std::uint8_t asked) {
    expect("{");
    std::uint64_t mask = 0;
    do {
      const std::uint64_t bit = value(asked);
      if ((mask & bit) != 0) refuse("each value once");
      mask |= bit;
    } while (accept(","));
    expect("}");
    return mask;
  }

  std::int32_t number() {
    const std::string_view word = word_;
    std::int32_t parsed = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), parsed);
    if (error != std::errc() || end != word.data() + word.size()) refuse("a number");
    take();
    return parsed;
  }

  // Reads the next word or sign from there.
  void go_to(std::size_t at) {
    while (at < text_.size() && text_[at] == ' ') ++at;
    std::size_t end = at;
    while (end < text_.size() && is_word_character(text_[end])) ++end;
    if (end == at && end < text_.size()) {
      const bool two = (text_[end] == '<' || text_[end] == '>') && end + 1 < text_.size() && text_[end + 1] == '=';
      end += two ? 2 : 1;
    }
    at_ = at;
    word_ = text_.substr(at, end - at);
  }

  void take() { go_to(at_ + word_.size()); }

  bool accept(std::string_view word) {
    if (word_ != word) return false;
    take();
    return true;
  }

  void expect(std::string_view word) {
    if (!accept(word)) refuse('"' + std::string(word) + '"');
  }

  [[noreturn]] void refuse(const std::string& expected) {
    fail(Status::pack, ProblemCode::invalid_condition, pointer_.text(), expected + " at byte " + std::to_string(at_));
  }

  std::string_view text_;
  std::size_t at_ = 0;     // where `word_` stands
  std::string_view word_;  // the next word or sign, "" at the end
  Vocabulary& vocabulary_;
  Program& program_;
  const JsonPointer& pointer_;
};

}  // namespace

NodeId compile(std::string_view text, Vocabulary& vocabulary, Program& program, const JsonPointer& pointer) {
  return Parser(text, vocabulary, program, pointer).whole();
}

}  // namespace unknot::logic
