#include "question_page.h"

#include <algorithm>

#include "words.h"

namespace unknot::cli {

namespace {

// The options that are shown at once: a long list is asked part by part, so that none is out of sight.
struct Part {
  std::size_t first = 0;  // options are numbered from 1
  std::size_t last = 0;
};

class QuestionPage {
 public:
  QuestionPage(Terminal& terminal, const Interview& interview, std::size_t at)
      : terminal_(terminal), interview_(interview), at_(at), question_(interview.questionnaire().questions[at]) {}

  Reply ask() { return question_.type == Question::Type::many ? ask_many() : ask_single(); }

 private:
  Reply ask_single() {
    for (;;) {
      put_page({1, question_.options.size()});
      const std::optional<std::string> line = terminal_.ask(words::number_prompt);
      if (!line) return {Reply::Kind::stop, {}};
      const Reply reply = read_reply(question_, *line);
      if (ends_question(reply)) return reply;
      explain(reply, {1, question_.options.size()});
    }
  }

  Reply ask_many() {
    const std::vector<Part> parts = split();
    std::vector<std::vector<std::size_t>> chosen;  // by part
    while (chosen.size() < parts.size()) {
      const Part part = parts[chosen.size()];
      const bool has_chosen = std::any_of(chosen.begin(), chosen.end(), [](const auto& part) { return !part.empty(); });
      if (parts.size() > 1) part_note_ = with_counts(words::part, chosen.size() + 1, parts.size());
      put_page(part);
      const std::optional<std::string> line = terminal_.ask(words::numbers_prompt);
      if (!line) return {Reply::Kind::stop, {}};
      if (auto numbers = option_numbers(*line, part.first, part.last)) {
        chosen.push_back(std::move(*numbers));
        continue;
      }
      const Reply reply = read_reply(question_, *line);
      if (reply.kind == Reply::Kind::back && !chosen.empty()) {
        chosen.pop_back();
      } else if (ends_question(reply)) {
        // A part that is left open would leave the whole question open, and what was chosen would be lost.
        if (!has_chosen || reply.kind == Reply::Kind::stop) return reply;
        notice_ = words::finish_parts;
      } else {
        explain(reply, part);
      }
    }
    return {Reply::Kind::answer, values_of(chosen)};
  }

  static bool ends_question(const Reply& reply) {
    return reply.kind != Reply::Kind::help && reply.kind != Reply::Kind::unclear;
  }

  void explain(const Reply& reply, Part part) {
    if (reply.kind == Reply::Kind::help) return show_help();
    notice_ = expected(part);
  }

  Json values_of(const std::vector<std::vector<std::size_t>>& chosen) const {
    std::vector<bool> fits(question_.options.size());
    for (const auto& part : chosen) {
      for (const std::size_t number : part) fits[number - 1] = true;
    }
    Json values = Json::array();
    for (std::size_t i = 0; i < fits.size(); ++i) {
      if (fits[i]) values.push_back(question_.options[i].value);
    }
    return values;
  }

  std::vector<Part> split() const {
    constexpr std::size_t other_lines = 12;  // the head, the blank lines and all that stands below the options
    const std::size_t taken = other_lines + lines_of(question_.text, 0) + lines_of(question_.help, 0);
    const std::size_t room = terminal_.rows() > taken + 4 ? terminal_.rows() - taken : 4;
    std::vector<Part> parts;
    std::size_t used = 0;
    for (std::size_t number = 1; number <= question_.options.size(); ++number) {
      const std::size_t lines = lines_of(question_.options[number - 1].text, lead(number).size());
      if (parts.empty() || used + lines > room) {
        parts.push_back({number, number});
        used = 0;
      }
      parts.back().last = number;
      used += lines;
    }
    return parts;
  }

  std::size_t lines_of(const std::string& text, std::size_t indent) const {
    return text.empty() ? 0 : wrap(text, terminal_.columns() - 1 - indent).size();
  }

  static std::string lead(std::size_t number) {
    const std::string digits = std::to_string(number);
    return std::string(digits.size() < 2 ? 3 : 2, ' ') + digits + "  ";
  }

  void put_page(Part part) {
    terminal_.start_page();
    put_head();
    terminal_.put(question_.text, Style::strong);
    if (!question_.help.empty()) terminal_.put(question_.help);
    terminal_.put("");
    for (std::size_t number = part.first; number <= part.last; ++number) {
      terminal_.put(question_.options[number - 1].text, Style::plain, lead(number));
    }
    if (question_.type == Question::Type::many) {
      terminal_.put(part_note_.empty() ? words::none_of_these : words::none_of_this_part, Style::plain, lead(0));
    }
    if (question_.type == Question::Type::integer) terminal_.put(range(), Style::plain, "   ");
    terminal_.put("");
    put_answer_so_far();
    const bool is_answered = !interview_.answer(at_).is_null();
    terminal_.put(is_answered ? words::keys_answered : words::keys, Style::faint);
    if (!notice_.empty()) terminal_.put(notice_, Style::strong);
    notice_.clear();
  }

  void put_head() {
    const std::size_t count = interview_.questionnaire().questions.size();
    std::size_t number = 0;
    std::size_t total = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!interview_.applies(i)) continue;
      ++total;
      if (i <= at_) ++number;
    }
    if (interview_.is_emergency()) terminal_.put(words::alarm_banner, Style::alarm);
    const std::string position = words::fill(with_counts(words::position, number, total), "group", question_.group);
    terminal_.put(position + part_note_, Style::faint);
    const std::size_t width = terminal_.columns() - 3;
    std::string cells(width * number / total, '#');
    cells.resize(width, '-');
    terminal_.put('[' + cells + ']', Style::faint);
    terminal_.put("");
  }

  void put_answer_so_far() {
    const Json& answer = interview_.answer(at_);
    if (answer.is_null()) return;
    if (interview_.is_private(at_)) return terminal_.put(words::answer_not_shown);
    terminal_.put(words::answer_so_far + text_of(answer));
  }

  std::string text_of(const Json& answer) const {
    if (answer == "unsure") return words::not_sure;
    if (question_.type == Question::Type::integer) return answer.dump();
    std::string text;
    for (std::size_t i = 0; i < question_.options.size(); ++i) {
      const Option& option = question_.options[i];
      if (answer == option.value) return option.text;
      const bool is_member = answer.is_array() && std::count(answer.begin(), answer.end(), option.value) > 0;
      if (is_member) text += (text.empty() ? "" : ", ") + std::to_string(i + 1);
    }
    return text.empty() ? words::none_of_these : text;
  }

  static std::string with_counts(const char* text, std::size_t number, std::size_t total) {
    return words::fill(words::fill(text, "number", std::to_string(number)), "total", std::to_string(total));
  }

  static std::string with_bounds(const char* text, std::size_t first, std::size_t last) {
    return words::fill(words::fill(text, "first", std::to_string(first)), "last", std::to_string(last));
  }

  std::string range() const {
    const auto first = static_cast<std::size_t>(question_.minimum);
    const auto last = static_cast<std::size_t>(question_.maximum);
    return words::fill(with_bounds(words::range, first, last), "unit", question_.unit);
  }

  // What may be typed, when something else was.
  std::string expected(Part part) const {
    if (question_.type == Question::Type::integer) {
      const auto first = static_cast<std::size_t>(question_.minimum);
      return with_bounds(words::expect_number, first, static_cast<std::size_t>(question_.maximum));
    }
    const bool is_many = question_.type == Question::Type::many;
    return with_bounds(is_many ? words::expect_numbers : words::expect_number, part.first, part.last);
  }

  void show_help() {
    terminal_.start_page();
    terminal_.put(words::help_title, Style::strong);
    terminal_.put("");
    for (const char* const line : words::help) terminal_.put(line, Style::plain, "  ");
    terminal_.put("");
    terminal_.ask(words::press_enter);
  }

  Terminal& terminal_;
  const Interview& interview_;
  std::size_t at_;
  const Question& question_;
  std::string notice_;     // what was wrong with the last reply
  std::string part_note_;  // empty if the options are shown at once
};

}  // namespace

Reply ask_question(Terminal& terminal, const Interview& interview, std::size_t question) {
  return QuestionPage(terminal, interview, question).ask();
}

}  // namespace unknot::cli
