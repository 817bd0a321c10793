#include "render/handout_json.h"

#include "base/version.h"
#include "render/json_writer.h"

namespace unknot::render {

namespace {

using compose::Block;
using compose::Section;

std::string_view form_id(Section::Form form) {
  switch (form) {
    case Section::Form::plain: return "plain";
    case Section::Form::box: return "box";
    case Section::Form::topic: return "topic";
    case Section::Form::brief_topic: return "brief_topic";
  }
  return "";
}

void write_tick_sheet(const compose::TickSheet& sheet, JsonWriter& json) {
  json.name("days");
  json.open_list();
  for (std::size_t day = 0; day < sheet.days.size(); ++day) {
    json.open_object();
    json.line("text", sheet.days[day]);
    json.name("date");
    sheet.dates.empty() ? json.null() : json.line(sheet.dates[day]);
    json.close_object();
  }
  json.close_list();
  json.name("rows");
  json.open_list();
  for (const compose::TickSheetRow& row : sheet.rows) {
    json.open_object();
    json.text("topic", row.topic);
    json.line("text", row.action);
    json.name("days");
    json.open_list();
    for (std::size_t day = 0; day < sheet.days.size(); ++day) {
      if ((row.days >> day & 1) != 0) json.number(static_cast<std::int64_t>(day) + 1);
    }
    json.close_list();
    json.close_object();
  }
  json.close_list();
}

void write_pictures(std::span<const compose::Picture> pictures, JsonWriter& json) {
  json.name("pictures");
  json.open_list();
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    if (pictures[i].drawing == nullptr) continue;
    json.open_object();
    json.name("item");
    json.number(static_cast<std::int64_t>(i) + 1);
    json.text("id", pictures[i].drawing->id);
    json.line("alternative_text", pictures[i].alternative_text);
    json.close_object();
  }
  json.close_list();
}

void write_block(const Block& block, const compose::Handout& handout, JsonWriter& json) {
  json.open_object();
  json.text("type", compose::block_type_id(block.type));
  if (!block.label.empty()) json.line("label", block.label);
  if (block.type == Block::Type::tick_sheet) {
    write_tick_sheet(handout.tick_sheet, json);
  } else if (block.type == Block::Type::list || block.type == Block::Type::steps) {
    json.name("items");
    json.open_list();
    for (const pack::Line line : block.lines) json.line(line);
    json.close_list();
    if (!block.pictures.empty()) write_pictures(block.pictures, json);
  } else {
    json.line("text", block.lines[0]);
  }
  json.close_object();
}

void write_section(const Section& section, const compose::Handout& handout, JsonWriter& json) {
  json.open_object();
  json.text("id", pack::section_id(section.id));
  json.text("form", form_id(section.form));
  json.text_or_null("topic", section.topic);
  json.text_or_null("box", section.box);
  json.name("heading");
  section.heading.empty() ? json.null() : json.line(section.heading);
  json.name("blocks");
  json.open_list();
  for (const Block& block : handout.blocks_of(section)) write_block(block, handout, json);
  json.close_list();
  json.close_object();
}

}  // namespace

std::string_view handout_json(const compose::Handout& handout, Arena& memory) {
  Buffer out(memory, 24 * 1024);
  JsonWriter json(out);
  json.open_object();
  json.text("schema", schema_version);
  json.text("kind", handout.kind);
  json.text("locale", handout.locale);
  json.text("direction", handout.direction);
  json.text("page", handout.page);
  json.boolean("large_print", handout.large_print);
  json.line("title", handout.title);
  json.name("patient");
  handout.patient.empty() ? json.null() : json.line(handout.patient);
  json.name("reference");
  handout.reference.empty() ? json.null() : json.line(handout.reference);
  json.name("sections");
  json.open_list();
  for (const Section& section : handout.sections) write_section(section, handout, json);
  json.close_list();
  json.close_object();
  return out.finish();
}

}  // namespace unknot::render
