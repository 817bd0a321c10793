#include <algorithm>

#include "base/calendar.h"
#include "compose/composer.h"

namespace unknot::compose {

using logic::Truth;

void Composer::set_values() {
  const intake::HandoutOptions& options = source_.answers.handout;
  const intake::Clinic& clinic = options.clinic;
  phrases_.set(Placeholder::emergency_number,
               clinic.emergency_number.empty() ? source_.locale.emergency_number : clinic.emergency_number);
  phrases_.set(Placeholder::advice_line, source_.locale.advice_line);
  phrases_.set(Placeholder::clinic_name, clinic.name);
  phrases_.set(Placeholder::clinic_phone, clinic.phone);
  phrases_.set(Placeholder::out_of_hours, clinic.out_of_hours);
  phrases_.set(Placeholder::call, clinic.phone.empty() ? "____________" : clinic.phone);
  phrases_.set(Placeholder::patient_name, options.patient_name);
  phrases_.set(Placeholder::request_id, source_.answers.request.id);
  phrases_.set(Placeholder::pack_version, source_.pack.version);
  phrases_.set(Placeholder::pack_date, source_.pack.date);
  phrases_.set(Placeholder::reviewer, source_.pack.review.reviewer);
}

void Composer::add_unfinished() {
  if (source_.assessment.complete) return;
  const std::size_t count = source_.assessment.open_questions.size();
  if (count == 0) {
    // Not all were asked, though none of those left can change how urgent it is.
    begin(SectionId::unfinished, {});
    return add(Block::Type::paragraph, kind_text().why_unfinished);
  }
  phrases_.set_number(Placeholder::count, static_cast<std::int64_t>(count));
  begin(SectionId::unfinished, {});
  add(Block::Type::paragraph,
      phrases_.fill(label(count == 1 ? HandoutLabel::unfinished_one : HandoutLabel::unfinished_many)));
}

void Composer::add_notices(SectionId section) {
  for (std::size_t i = 0; i < source_.pack.notices.size(); ++i) {
    const pack::Notice& notice = source_.pack.notices[i];
    if (notice.section != section || source_.assessment.holds(notice.when) != Truth::yes) continue;
    if (section == SectionId::notices) begin(section, {});
    add(Block::Type::caution, source_.locale.notices[i], label(HandoutLabel::caution));
  }
}

void Composer::add_message() {
  begin(SectionId::message, {});
  add(Block::Type::message, phrases_.fill(kind_text().message));
}

void Composer::add_why() {
  const std::size_t at_most = source_.plan.kind->why_at_most;
  std::pmr::vector<Line> reasons = lines_for(8);
  std::size_t counted = 0;
  std::pmr::vector<bool> told(source_.pack.reason_ids.size(), false, &memory_);
  const pack::Tier highest = source_.assessment.known;
  // The most urgent first; each reason once, though several rules may share it.
  for (int tier = static_cast<int>(highest); tier >= static_cast<int>(source_.plan.kind->why_from); --tier) {
    for (const pack::Rule& rule : source_.pack.rules) {
      if (static_cast<int>(rule.tier) != tier || told[rule.reason]) continue;
      if (source_.assessment.holds(rule.when) != Truth::yes) continue;
      told[rule.reason] = true;
      // A private rule's sentence is always told, and changes nothing else on the sheet.
      if (!rule.is_private && at_most != 0 && ++counted > at_most) continue;
      reasons.push_back(source_.locale.reasons[rule.reason]);
    }
  }
  const bool raised_by_what_is_missing =
      source_.assessment.tier > source_.assessment.known && !source_.assessment.open_questions.empty();
  if (raised_by_what_is_missing && !kind_text().why_unfinished.empty()) reasons.push_back(kind_text().why_unfinished);
  if (counted > at_most) {
    const std::size_t more = counted - at_most;
    phrases_.set_number(Placeholder::count, static_cast<std::int64_t>(more));
    reasons.push_back(phrases_.fill(label(more == 1 ? HandoutLabel::why_one_more : HandoutLabel::why_many_more)));
  }
  if (reasons.empty()) return;
  begin(SectionId::why, kind_text().why_title);
  add_all(Block::Type::list, reasons);
}

void Composer::add_kind_list(SectionId id, const Text& title, const std::vector<Text>& items, const Text* last) {
  std::pmr::vector<Line> lines = lines_for(items.size() + 1);
  for (const Text& item : items) lines.push_back(phrases_.fill(item));
  if (last != nullptr && !last->empty()) lines.push_back(*last);
  if (lines.empty()) return;
  begin(id, title);
  add_all(Block::Type::list, lines);
}

}  // namespace unknot::compose
