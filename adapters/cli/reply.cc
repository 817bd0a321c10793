#include "reply.h"

#include <algorithm>
#include <charconv>

namespace unknot::cli {

namespace {

std::optional<int> whole_number(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Reply understood(Json answer) { return {Reply::Kind::answer, std::move(answer)}; }

Reply command(char letter) {
  switch (letter) {
    case 'u':
    case 'U': return understood("unsure");
    case 'b':
    case 'B': return {Reply::Kind::back, {}};
    case 'q':
    case 'Q': return {Reply::Kind::stop, {}};
    case '?': return {Reply::Kind::help, {}};
    default: return {};
  }
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r";
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::optional<std::vector<std::size_t>> option_numbers(std::string_view line, std::size_t first, std::size_t last) {
  constexpr std::string_view separators = " \t\r,;";
  std::vector<std::size_t> numbers;
  bool says_none = false;
  for (std::size_t at = line.find_first_not_of(separators); at != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(separators, at), line.size());
    const std::optional<int> number = whole_number(line.substr(at, end - at));
    if (!number || *number < 0) return std::nullopt;
    const auto option = static_cast<std::size_t>(*number);
    if (option == 0) {
      says_none = true;
    } else if (option < first || option > last) {
      return std::nullopt;
    } else {
      numbers.push_back(option);
    }
    at = line.find_first_not_of(separators, end);
  }
  if (says_none != numbers.empty()) return std::nullopt;
  return numbers;
}

Reply read_reply(const Question& question, std::string_view line) {
  const std::string_view text = trimmed(line);
  if (text.empty()) return {Reply::Kind::skip, {}};
  if (text.size() == 1 && command(text.front()).kind != Reply::Kind::unclear) return command(text.front());
  const std::optional<int> number = whole_number(text);
  if (!number) return {};
  if (question.type == Question::Type::integer) {
    return *number >= question.minimum && *number <= question.maximum ? understood(*number) : Reply{};
  }
  const bool names_option = *number >= 1 && static_cast<std::size_t>(*number) <= question.options.size();
  if (question.type == Question::Type::many || !names_option) return {};
  return understood(question.options[static_cast<std::size_t>(*number) - 1].value);
}

}  // namespace unknot::cli
