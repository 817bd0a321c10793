#include <algorithm>

#include "assess/why.h"
#include "compose/composer.h"

namespace unknot::compose {

namespace {

constexpr Piece colon = fixed(": ");

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

// A list for each reason: topics that are left out for it, those with the same advice in one line.
void Composer::add_left_out() {
  if (source_.plan.withheld.empty()) return;
  begin(SectionId::left_out, label(HandoutLabel::left_out_title));
  add(Block::Type::paragraph, label(HandoutLabel::left_out_intro));
  const std::pmr::vector<pack::Index>& withheld = source_.plan.withheld;
  std::pmr::vector<Line> reasons = lines_for(withheld.size());
  for (const pack::Index topic : withheld) reasons.push_back(left_out_reason(topic));
  std::pmr::vector<bool> told(withheld.size(), false, &memory_);
  const auto topic_text = [&](std::size_t i) -> const pack::TopicText& { return source_.locale.topics[withheld[i]]; };
  for (std::size_t first = 0; first < withheld.size(); ++first) {
    if (told[first]) continue;
    std::pmr::vector<Line> lines = lines_for(withheld.size() - first);
    for (std::size_t i = first; i < withheld.size(); ++i) {
      if (told[i] || !same_words(reasons[first], reasons[i])) continue;
      std::pmr::vector<Line> titles = lines_for(withheld.size() - i);
      for (std::size_t k = i; k < withheld.size(); ++k) {
        if (told[k] || !same_words(reasons[first], reasons[k])) continue;
        if (!same_words(topic_text(i).left_out, topic_text(k).left_out)) continue;
        told[k] = true;
        titles.push_back(topic_text(k).title.text);
      }
      const Line all_titles = phrases_.join(titles, label(HandoutLabel::list_separator));
      lines.push_back(phrases_.join({all_titles, {&colon, 1}, topic_text(i).left_out}));
    }
    add_all(Block::Type::list, lines, reasons[first]);
  }
}

// "Because of …:", or "No clear answer yet about …:".
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
  return phrases_.fill(form, Placeholder::labels, labels, label(HandoutLabel::label_separator));
}

}  // namespace unknot::compose
