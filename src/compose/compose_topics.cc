#include <algorithm>

#include "compose/composer.h"

namespace unknot::compose {

namespace {

using pack::NoteKind;
using pack::TopicText;

// A topic as this patient reads it: its own texts, with those of the variants that apply in their place.
struct TailoredTopic {
  const TopicText& own;
  std::array<const TopicText*, limits::variants_per_topic> variants{};
  std::size_t variant_count = 0;
  std::uint64_t left_out_parts = 0;  // one bit each
  bool warns = false;
  bool waits = false;  // until the days of another are over

  const Text& field(TopicText::Field TopicText::*field) const {
    const Text* chosen = &(own.*field).text;
    for (std::size_t i = 0; i < variant_count; ++i) {
      if ((variants[i]->*field).given) chosen = &(variants[i]->*field).text;
    }
    return *chosen;
  }
  const std::vector<pack::ItemText>& steps() const {
    const std::vector<pack::ItemText>* chosen = &own.steps;
    for (std::size_t i = 0; i < variant_count; ++i) {
      if (variants[i]->steps_given) chosen = &variants[i]->steps;
    }
    return *chosen;
  }
  const std::vector<pack::ItemText>& items() const {
    const std::vector<pack::ItemText>* chosen = &own.items;
    for (std::size_t i = 0; i < variant_count; ++i) {
      if (variants[i]->items_given) chosen = &variants[i]->items;
    }
    return *chosen;
  }
  bool is_tailored() const { return warns || waits || left_out_parts != 0 || variant_count != 0; }
  bool shows(const pack::ItemText& item) const { return item.part < 0 || (left_out_parts >> item.part & 1) == 0; }
  std::pmr::vector<const pack::ItemText*> shown(const std::vector<pack::ItemText>& all,
                                                std::pmr::memory_resource& memory) const {
    std::pmr::vector<const pack::ItemText*> items(&memory);
    for (const pack::ItemText& item : all) {
      if (shows(item)) items.push_back(&item);
    }
    return items;
  }
};

TailoredTopic tailor(const Source& source, pack::Index topic) {
  TailoredTopic tailored{source.locale.topics[topic]};
  tailored.waits = follows_in_plan(source, topic);
  for (const plan::Note& note : source.plan.notes) {
    if (note.topic != topic) continue;
    if (note.kind == NoteKind::warn) {
      tailored.warns = true;
    } else if (note.kind == NoteKind::part_left_out) {
      tailored.left_out_parts |= std::uint64_t{1} << note.adjustment->index;
    } else {
      tailored.variants[tailored.variant_count++] = &tailored.own.variants[note.adjustment->index];
    }
  }
  return tailored;
}

constexpr Piece space = fixed(" ");
constexpr Piece full_stop = fixed(".");

}  // namespace

bool follows_in_plan(const Source& source, pack::Index topic) {
  const std::vector<pack::TickSequence>& all = source.pack.tick_sequences;
  const std::pmr::vector<pack::Index>& main = source.plan.main;
  return std::any_of(all.begin(), all.end(), [&](const pack::TickSequence& sequence) {
    return sequence.then == topic && std::find(main.begin(), main.end(), sequence.first) != main.end();
  });
}

void Composer::add_plan() {
  if (source_.plan.main.empty()) return;
  begin(SectionId::plan, label(HandoutLabel::plan_title));
  add_notices(SectionId::plan);
  for (const pack::Index topic : source_.plan.main) {
    begin_box(SectionId::plan, topic);
    add_topic(topic);
  }
}

// What follows on the plan, and so is ticked off, is told whatever the room; the others are only named if there is
// none.
void Composer::add_more(int left) {
  if (source_.plan.more.empty()) return;
  begin(SectionId::more, label(HandoutLabel::more_title));
  std::pmr::vector<Line> named = lines_for(source_.plan.more.size());
  int tallest = 0;
  // Where there are two columns, one of them may end as much before the other as the tallest topic is tall.
  const auto fits = [&](int lines) { return lines + (out_.large_print ? 0 : std::max(tallest, lines)) <= left; };
  for (const pack::Index topic : source_.plan.more) {
    const bool is_told = follows_in_plan(source_, topic);
    const PreparedSection* const prepared = is_told ? nullptr : prepared_brief(topic);
    if (prepared != nullptr && !fits(prepared->lines[out_.large_print ? 1 : 0])) {
      named.push_back(prepared->section.heading);
      continue;
    }
    const std::size_t first = out_.sections.size();
    begin_box(SectionId::more, topic);
    add_brief_topic(SectionId::more, topic);
    const int lines = lines_from(first);
    if (is_told || fits(lines)) {
      if (!is_told) left -= lines;
      tallest = std::max(tallest, lines);
    } else {
      named.push_back(out_.sections.back().heading);
      out_.sections.erase(out_.sections.begin() + static_cast<std::ptrdiff_t>(first), out_.sections.end());
    }
  }
  if (named.empty()) return;
  begin(SectionId::more, {});
  add(Block::Type::paragraph, phrases_.fill(label(HandoutLabel::more_elsewhere), Placeholder::labels, named,
                                            label(HandoutLabel::list_separator)));
}

void Composer::list_topics() {
  for (std::size_t i = 0; i < source_.pack.topics.size(); ++i) {
    add_topic(static_cast<pack::Index>(i));
    add_brief_topic(SectionId::more, static_cast<pack::Index>(i));
  }
}

// A topic's box comes before it, unless the topic before stands in the same one.
void Composer::begin_box(SectionId id, pack::Index index) {
  const int box = source_.pack.topics[index].box;
  if (box < 0) return;
  const std::string_view box_id = source_.pack.boxes[static_cast<std::size_t>(box)].id;
  if (!out_.sections.empty() && out_.sections.back().id == id && out_.sections.back().box == box_id) return;
  const pack::BoxText& text = source_.locale.boxes[static_cast<std::size_t>(box)];
  Section& head = begin(id, text.title);
  head.form = Section::Form::box;
  head.box = box_id;
  add_labelled(Block::Type::stop_if, text.stop_if, HandoutLabel::stop_if);
  add_labelled(Block::Type::caution, text.caution, HandoutLabel::caution);
  add_labelled(Block::Type::evidence, text.evidence, HandoutLabel::evidence);
}

Section& Composer::begin_topic(SectionId id, pack::Index index, Line title) {
  const pack::Topic& topic = source_.pack.topics[index];
  Section& section = begin(id, title);
  section.topic = topic.id;
  if (topic.box >= 0) section.box = source_.pack.boxes[static_cast<std::size_t>(topic.box)].id;
  return section;
}

void Composer::add_prepared(SectionId id, const PreparedSection& prepared) {
  out_.sections.push_back(prepared.section);
  out_.sections.back().id = id;
  out_.sections.back().prepared = &prepared;
}

void Composer::add_labelled(Block::Type type, const Text& text, HandoutLabel name) {
  if (!text.empty()) add(type, text, label(name));
}

void Composer::add_topic(pack::Index index) {
  const TailoredTopic topic = tailor(source_, index);
  if (source_.catalogue != nullptr && !topic.is_tailored()) {
    return add_prepared(SectionId::plan, source_.catalogue->whole(index));
  }
  begin_topic(SectionId::plan, index, topic.field(&TopicText::title)).form = Section::Form::topic;

  // For whom it is, before what it is.
  if (topic.warns) add(Block::Type::caution, topic.own.warn, label(HandoutLabel::caution));
  if (topic.waits) add(Block::Type::paragraph, topic.own.later);
  if (const Text& why = topic.field(&TopicText::why); !why.empty()) add(Block::Type::paragraph, why);
  add_illustrated(Block::Type::list, topic.shown(topic.items(), memory_));
  add_illustrated(Block::Type::steps, topic.shown(topic.steps(), memory_));
  add_labelled(Block::Type::dose, topic.field(&TopicText::dose), HandoutLabel::dose);
  for (std::size_t i = 0; i < topic.variant_count; ++i) {
    add_labelled(Block::Type::caution, topic.variants[i]->note, HandoutLabel::caution);
  }
  add_labelled(Block::Type::stop_if, topic.field(&TopicText::stop_if), HandoutLabel::stop_if);
  add_labelled(Block::Type::caution, topic.field(&TopicText::caution), HandoutLabel::caution);
  add_labelled(Block::Type::evidence, topic.field(&TopicText::evidence), HandoutLabel::evidence);
}

const PreparedSection* Composer::prepared_brief(pack::Index topic) const {
  if (source_.catalogue == nullptr || tailor(source_, topic).is_tailored()) return nullptr;
  return &source_.catalogue->brief(topic);
}

void Composer::add_brief_topic(SectionId id, pack::Index index) {
  if (const PreparedSection* const prepared = prepared_brief(index)) return add_prepared(id, *prepared);
  const TailoredTopic topic = tailor(source_, index);
  begin_topic(id, index, topic.field(&TopicText::title)).form = Section::Form::brief_topic;

  if (topic.warns) add(Block::Type::caution, topic.own.warn, label(HandoutLabel::caution));
  std::pmr::vector<Line> items = lines_for(topic.items().size());
  for (const pack::ItemText& item : topic.items()) {
    if (topic.shows(item)) items.push_back(item.text);
  }
  Line line = topic.field(&TopicText::line);
  if (topic.waits) line = phrases_.join({topic.own.later, {&space, 1}, line});
  if (!items.empty()) {
    const Line list = phrases_.join(items, label(HandoutLabel::list_separator));
    line = phrases_.join({line, {&space, 1}, list, {&full_stop, 1}});
  }
  add(Block::Type::paragraph, line);
  for (std::size_t i = 0; i < topic.variant_count; ++i) {
    add_labelled(Block::Type::caution, topic.variants[i]->note, HandoutLabel::caution);
  }
  add_labelled(Block::Type::stop_if, topic.field(&TopicText::stop_if), HandoutLabel::stop_if);
  add_labelled(Block::Type::evidence, topic.field(&TopicText::evidence), HandoutLabel::evidence);
}

}  // namespace unknot::compose
