#include "render/record.h"

#include <algorithm>

namespace unknot::render {

std::string_view flag_reason(const Record& record, std::size_t flag) {
  const assess::FlagState& state = record.assessment.flags[flag];
  const pack::Locale& locale = *record.answers.handout.clinic_locale;
  if (state.raised == logic::Truth::no) return "";
  if (state.raised == logic::Truth::unknown) return locale.label(pack::ClinicLabel::flag_open_reason).plain();
  for (std::size_t i = 0; i < record.pack.rules.size(); ++i) {
    const pack::Rule& rule = record.pack.rules[i];
    const bool names_the_tier = rule.flag == flag && rule.tier == state.tier;
    if (names_the_tier && record.assessment.holds(rule.when) == logic::Truth::yes) return locale.rules[i].plain();
  }
  return "";
}

// A question for all that applies says nothing without its options; its label says what it asks about.
const pack::Text& question_asked(const Record& record, std::size_t question) {
  const pack::QuestionText& text = record.answers.handout.clinic_locale->questions[question];
  return record.pack.questions[question].type == pack::QuestionType::many ? text.label : text.text;
}

bool is_private(const pack::Pack& pack, std::size_t question) {
  return std::any_of(pack.rules.begin(), pack.rules.end(), [&](const pack::Rule& rule) {
    return rule.is_private && pack.conditions.questions(rule.when)[question];
  });
}

}  // namespace unknot::render
