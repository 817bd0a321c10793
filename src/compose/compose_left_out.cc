#include <algorithm>

#include "assess/why.h"
#include "compose/composer.h"

namespace unknot::compose {

namespace {

constexpr Piece colon = fixed(": ");
constexpr Piece open_bracket = fixed(" (");
constexpr Piece semicolon = fixed("; ");
constexpr Piece close_bracket = fixed(")");

bool same_words(Line a, Line b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Piece& x, const Piece& y) { return x.plain == y.plain; });
}

// Adds a label unless it stands there already.
void add_once(std::pmr::vector<Line>& labels, Line label) {
  const auto same = [&](Line other) { return same_words(label, other); };
  if (std::none_of(labels.begin(), labels.end(), same)) labels.push_back(label);
}

}  // namespace

// One line a reason: topics that are left out for the same reason with the same advice share it.
void Composer::add_left_out() {
  if (source_.plan.withheld.empty()) return;
  begin(SectionId::left_out, label(HandoutLabel::left_out_title));
  add(Block::Type::paragraph, label(HandoutLabel::left_out_intro));
  std::pmr::vector<Line> lines(&memory_);
  std::pmr::vector<bool> told(source_.plan.withheld.size(), false, &memory_);
  for (std::size_t i = 0; i < source_.plan.withheld.size(); ++i) {
    if (told[i]) continue;
    const pack::Index first = source_.plan.withheld[i];
    const Line reason = left_out_line(first, {});
    std::pmr::vector<Line> titles(&memory_);
    for (std::size_t k = i; k < source_.plan.withheld.size(); ++k) {
      const pack::Index other = source_.plan.withheld[k];
      if (told[k] || (k != i && !same_words(reason, left_out_line(other, {})))) continue;
      told[k] = true;
      titles.push_back(source_.locale.topics[other].title.text);
    }
    lines.push_back(left_out_line(first, titles));
  }
  add_all(Block::Type::list, std::move(lines));
}

// "Titles: what to do instead (because of: …; you did not answer: …)"; without titles what follows the colon.
Line Composer::left_out_line(pack::Index topic, std::span<const Line> titles) {
  const assess::Why why =
      assess::why(source_.pack, source_.assessment, *source_.pack.topics[topic].withheld_when, memory_);
  std::pmr::vector<Line> because(&memory_);
  for (const assess::Ground& ground : why.because) {
    if (!ground.asked) continue;
    const pack::QuestionText& question = source_.locale.questions[ground.question];
    const bool has_value = ground.form == assess::Ground::Form::value;
    add_once(because, has_value ? question.values[ground.value].label : question.label);
  }
  const bool is_true = source_.assessment.holds(*source_.pack.topics[topic].withheld_when) == logic::Truth::yes;
  std::pmr::vector<Line> missing(&memory_);
  if (!is_true) {
    because.clear();
    for (const std::uint8_t question : why.not_answered) add_once(missing, source_.locale.questions[question].label);
  }
  const Line separator = label(HandoutLabel::list_separator);
  std::pmr::vector<Line> reasons(&memory_);
  if (!because.empty()) {
    reasons.push_back(phrases_.fill(label(HandoutLabel::because_of), Placeholder::labels, because, separator));
  }
  if (!missing.empty()) {
    reasons.push_back(phrases_.fill(label(HandoutLabel::not_answered), Placeholder::labels, missing, separator));
  }
  const Line advice = source_.locale.topics[topic].left_out;
  const Line all_reasons = phrases_.join(reasons, {&semicolon, 1});
  const Line told = phrases_.join({advice, {&open_bracket, 1}, all_reasons, {&close_bracket, 1}});
  if (titles.empty()) return told;
  return phrases_.join({phrases_.join(titles, separator), {&colon, 1}, told});
}

}  // namespace unknot::compose
