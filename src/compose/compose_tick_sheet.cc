#include "base/calendar.h"
#include "compose/composer.h"

namespace unknot::compose {

Line Composer::date_line(const Text& form, const std::vector<Text>& months, Date date) {
  if ((form.placeholders & pack::bit(Placeholder::year)) != 0) phrases_.set_number(Placeholder::year, date.year);
  phrases_.set_number(Placeholder::day, date.day);
  phrases_.set(Placeholder::month, months[static_cast<std::size_t>(date.month - 1)].plain());
  return phrases_.fill(form);
}

void Composer::add_tick_sheet() {
  const plan::Plan& plan = source_.plan;
  if (plan.tick_sheet.empty()) return;
  begin(SectionId::tick_sheet, label(HandoutLabel::sheet_title));
  add(Block::Type::paragraph, label(HandoutLabel::sheet_intro));

  TickSheet& sheet = out_.tick_sheet;
  sheet.days.reserve(static_cast<std::size_t>(source_.pack.tick_days));
  sheet.dates.reserve(static_cast<std::size_t>(source_.pack.tick_days));
  sheet.rows.reserve(plan.tick_sheet.size());
  std::optional<Date> date = parse_date(source_.answers.handout.date);
  if (!date) add(Block::Type::paragraph, label(HandoutLabel::sheet_date_line));
  for (int day = 1; day <= source_.pack.tick_days; ++day) {
    if (date) {
      sheet.dates.push_back(date_line(source_.locale.date.short_form, source_.locale.date.short_months, *date));
      date = next_day(*date);
    }
    phrases_.set_number(Placeholder::day, day);
    sheet.days.push_back(phrases_.fill(label(HandoutLabel::sheet_day)));
  }
  for (const plan::TickRow& row : plan.tick_sheet) {
    const pack::TopicText& own = source_.locale.topics[row.topic];
    const Text* action = own.tick.text.empty() ? &own.title.text : &own.tick.text;
    for (const plan::Note& note : plan.notes) {
      const bool is_variant =
          note.topic == row.topic && note.adjustment != nullptr && note.kind != pack::NoteKind::part_left_out;
      if (is_variant && own.variants[note.adjustment->index].tick.given) {
        action = &own.variants[note.adjustment->index].tick.text;
      }
    }
    sheet.rows.push_back({source_.pack.topics[row.topic].id, *action, row.days});
  }
  out_.blocks.push_back({Block::Type::tick_sheet, {}, {}, {}});
  ++out_.sections.back().block_count;
}

}  // namespace unknot::compose
