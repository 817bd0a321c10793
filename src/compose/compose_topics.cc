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

  const Text& field(TopicText::Field TopicText::*field) const {
    const Text* chosen = &(own.*field).text;
    for (std::size_t i = 0; i < variant_count; ++i) {
      if ((variants[i]->*field).given) chosen = &(variants[i]->*field).text;
    }
    return *chosen;
  }
  const std::vector<Text>& steps() const {
    const std::vector<Text>* chosen = &own.steps;
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
  bool shows(const pack::ItemText& item) const { return item.part < 0 || (left_out_parts >> item.part & 1) == 0; }
};

TailoredTopic tailor(const Source& source, pack::Index topic) {
  TailoredTopic tailored{source.locale.topics[topic]};
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

void Composer::add_plan() {
  if (source_.plan.main.empty()) return;
  begin(SectionId::plan, label(HandoutLabel::plan_title));
  add_notices(SectionId::plan);
  const std::vector<pack::Index>& boxed = source_.pack.one_box;
  bool box_open = false;
  for (const pack::Index topic : source_.plan.main) {
    const bool in_box = std::find(boxed.begin(), boxed.end(), topic) != boxed.end();
    if (in_box && !box_open) begin(SectionId::plan, label(HandoutLabel::pain_relief_title)).form = Section::Form::box;
    box_open = in_box;
    add_topic(topic, in_box);
  }
}

void Composer::add_topic(pack::Index index, bool in_box) {
  const TailoredTopic topic = tailor(source_, index);
  Section& section = begin(SectionId::plan, topic.field(&TopicText::title));
  section.form = Section::Form::topic;
  section.in_box = in_box;
  section.topic = source_.pack.topics[index].id;

  const auto add_field = [&](Block::Type type, TopicText::Field TopicText::*field, HandoutLabel name) {
    if (const Text& text = topic.field(field); !text.empty()) add(type, text, label(name));
  };
  if (const Text& why = topic.field(&TopicText::why); !why.empty()) add(Block::Type::paragraph, why);
  std::pmr::vector<Line> lines = lines_for(topic.items().size());
  for (const pack::ItemText& item : topic.items()) {
    if (topic.shows(item)) lines.push_back(item.text);
  }
  add_all(Block::Type::list, lines);
  std::pmr::vector<Line> steps = lines_for(topic.steps().size());
  for (const Text& step : topic.steps()) steps.push_back(step);
  add_all(Block::Type::steps, steps);
  add_field(Block::Type::dose, &TopicText::dose, HandoutLabel::dose);
  if (topic.warns) add(Block::Type::caution, topic.own.warn, label(HandoutLabel::caution));
  for (std::size_t i = 0; i < topic.variant_count; ++i) {
    const Text& note = topic.variants[i]->note;
    if (!note.empty()) add(Block::Type::caution, note, label(HandoutLabel::caution));
  }
  add_field(Block::Type::stop_if, &TopicText::stop_if, HandoutLabel::stop_if);
  add_field(Block::Type::caution, &TopicText::caution, HandoutLabel::caution);
  add_field(Block::Type::evidence, &TopicText::evidence, HandoutLabel::evidence);
}

void Composer::add_more() {
  if (source_.plan.more.empty()) return;
  begin(SectionId::more, label(HandoutLabel::more_title));
  for (const pack::Index topic : source_.plan.more) add_brief_topic(topic);
}

void Composer::add_brief_topic(pack::Index index) {
  const TailoredTopic topic = tailor(source_, index);
  Section& section = begin(SectionId::more, topic.field(&TopicText::title));
  section.form = Section::Form::brief_topic;
  section.topic = source_.pack.topics[index].id;

  std::pmr::vector<Line> items = lines_for(topic.items().size());
  for (const pack::ItemText& item : topic.items()) {
    if (topic.shows(item)) items.push_back(item.text);
  }
  const Line line = topic.field(&TopicText::line);
  if (items.empty()) {
    add(Block::Type::paragraph, line);
  } else {
    const Line list = phrases_.join(items, label(HandoutLabel::list_separator));
    add(Block::Type::paragraph, phrases_.join({line, {&space, 1}, list, {&full_stop, 1}}));
  }
  if (topic.warns) add(Block::Type::caution, topic.own.warn, label(HandoutLabel::caution));
  for (std::size_t i = 0; i < topic.variant_count; ++i) {
    const Text& note = topic.variants[i]->note;
    if (!note.empty()) add(Block::Type::caution, note, label(HandoutLabel::caution));
  }
  add(Block::Type::evidence, topic.field(&TopicText::evidence), label(HandoutLabel::evidence));
}

}  // namespace unknot::compose
