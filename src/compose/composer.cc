#include "compose/composer.h"

namespace unknot::compose {

void Composer::run() {
  const intake::HandoutOptions& options = source_.answers.handout;
  out_.kind = source_.plan.kind->id;
  out_.locale = source_.locale.tag;
  out_.direction = source_.locale.direction;
  out_.page = options.page == intake::Page::by_locale ? std::string_view(source_.locale.page)
              : options.page == intake::Page::a4      ? "A4"
                                                      : "Letter";
  out_.large_print = options.large_print;
  set_values();
  out_.title = phrases_.fill(kind_text().title);
  if (!options.patient_name.empty()) out_.patient = phrases_.fill(label(HandoutLabel::for_patient));
  if (!source_.answers.request.id.empty()) out_.reference = phrases_.fill(label(HandoutLabel::request));

  std::optional<std::size_t> more_at;
  for (const SectionId section : source_.plan.kind->sections) {
    switch (section) {
      case SectionId::unfinished: add_unfinished(); break;
      case SectionId::notices: add_notices(section); break;
      case SectionId::message: add_message(); break;
      case SectionId::why: add_why(); break;
      case SectionId::advice: add_kind_list(section, kind_text().advice_title, kind_text().advice); break;
      case SectionId::tell:
        add_kind_list(section, kind_text().tell_title, kind_text().tell,
                      source_.assessment.complete ? nullptr : &kind_text().tell_unfinished);
        break;
      case SectionId::contact: add_contact(); break;
      case SectionId::plan: add_plan(); break;
      case SectionId::tick_sheet: add_tick_sheet(); break;
      case SectionId::more: more_at = out_.sections.size(); break;
      case SectionId::left_out: add_left_out(); break;
      case SectionId::safety_net: add_safety_net(); break;
      case SectionId::foot: add_foot(); break;
    }
  }
  if (more_at) fit(*more_at);
}

Section& Composer::begin(SectionId id, Line heading) {
  Section section;
  section.id = id;
  section.heading = heading;
  section.first_block = static_cast<std::uint32_t>(out_.blocks.size());
  return out_.sections.emplace_back(section);
}

void Composer::add(Block::Type type, Line line, Line label) {
  out_.blocks.push_back({type, label, phrases_.keep({line}), {}});
  ++out_.sections.back().block_count;
}

std::pmr::vector<Line> Composer::lines_for(std::size_t count) {
  std::pmr::vector<Line> lines(&memory_);
  lines.reserve(count);
  return lines;
}

void Composer::add_all(Block::Type type, const std::pmr::vector<Line>& lines, Line label) {
  if (lines.empty()) return;
  out_.blocks.push_back({type, label, {lines.data(), lines.size()}, {}});
  ++out_.sections.back().block_count;
}

void Composer::add_illustrated(Block::Type type, const std::pmr::vector<const pack::ItemText*>& items) {
  std::pmr::vector<Line> lines = lines_for(items.size());
  std::pmr::vector<Picture> pictures(&memory_);
  pictures.reserve(items.size());
  bool any = false;
  for (const pack::ItemText* item : items) {
    lines.push_back(item->text);
    Picture& picture = pictures.emplace_back();
    if (item->picture < 0) continue;
    const auto index = static_cast<std::size_t>(item->picture);
    picture = {&source_.pack.pictures[index], source_.locale.pictures[index]};
    any = true;
  }
  add_all(type, lines);
  if (any) out_.blocks.back().pictures = {pictures.data(), pictures.size()};
}

}  // namespace unknot::compose
