#include "render/record.h"

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

}  // namespace unknot::render
