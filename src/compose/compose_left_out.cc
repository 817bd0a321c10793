#include <algorithm>

#include "assess/why.h"
#include "compose/composer.h"

namespace unknot::compose {

namespace {

constexpr Piece colon = fixed(": ");
constexpr Piece open_bracket = fixed(" (");
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
  const std::pmr::vector<pack::Index>& withheld = source_.plan.withheld;
  std::pmr::vector<Line> reasons = lines_for(withheld.size());
  for (const pack::Index topic : withheld) reasons.push_back(left_out_reason(topic));
  std::pmr::vector<Line> lines = lines_for(withheld.size());
  std::pmr::vector<bool> told(withheld.size(), false, &memory_);
  for (std::size_t i = 0; i < withheld.size(); ++i) {
    if (told[i]) continue;
    std::pmr::vector<Line> titles = lines_for(withheld.size() - i);
    for (std::size_t k = i; k < withheld.size(); ++k) {
      if (told[k] || !same_words(reasons[i], reasons[k])) continue;
      told[k] = true;
      titles.push_back(source_.locale.topics[withheld[k]].title.text);
    }
    const Line all_titles = phrases_.join(titles, label(HandoutLabel::list_separator));
    lines.push_back(phrases_.join({all_titles, {&colon, 1}, reasons[i]}));
  }
  add_all(Block::Type::list, lines);
}

// "What to do instead (because of: …)", or "(you did not answer: …)".
Line Composer::left_out_reason(pack::Index topic) {
  const assess::Why why =
      assess::why(source_.pack, source_.assessment, *source_.pack.topics[topic].withheld_when, memory_);
  const bool is_true = source_.assessment.holds(*source_.pack.topics[topic].withheld_when) == logic::Truth::yes;
  std::pmr::vector<Line> labels = lines_for(why.because.size() + why.not_answered.size());
  if (is_true) {
    for (const assess::Ground& ground : why.because) {
      if (!ground.asked) continue;
      const pack::QuestionText& question = source_.locale.questions[ground.question];
      const bool has_value = ground.form == assess::Ground::Form::value;
      add_once(labels, has_value ? question.values[ground.value].label : question.label);
    }
  } else {
    for (const std::uint8_t question : why.not_answered) add_once(labels, source_.locale.questions[question].label);
  }
  const Text& form = label(is_true ? HandoutLabel::because_of : HandoutLabel::not_answered);
  const Line reason = phrases_.fill(form, Placeholder::labels, labels, label(HandoutLabel::list_separator));
  const Line advice = source_.locale.topics[topic].left_out;
  return phrases_.join({advice, {&open_bracket, 1}, reason, {&close_bracket, 1}});
}

}  // namespace unknot::compose
