#include "render/questions.h"

#include "base/version.h"
#include "render/json_writer.h"

namespace unknot::render {

namespace {

void write_line_or_null(JsonWriter& json, std::string_view name, const pack::Text& text) {
  json.name(name);
  text.empty() ? json.null() : json.line(text);
}

void write_question(JsonWriter& json, const pack::Pack& pack, const pack::Question& question,
                    const pack::QuestionText& text) {
  static constexpr std::string_view types[] = {"yes_no", "one", "many", "integer"};
  json.open_object();
  json.text("id", question.id);
  json.text("since", question.since);
  json.text("group", pack.group_ids.name(question.group));
  json.text("type", types[static_cast<std::size_t>(question.type)]);
  json.line("text", text.text);
  write_line_or_null(json, "help", text.help);
  if (question.type == pack::QuestionType::integer) {
    json.name("minimum");
    json.number(question.minimum);
    json.name("maximum");
    json.number(question.maximum);
    write_line_or_null(json, "unit", text.unit);
  } else {
    json.name("values");
    json.open_list();
    for (std::size_t value = 0; value < question.values.size(); ++value) {
      json.open_object();
      json.name("value");
      if (question.type == pack::QuestionType::yes_no) {
        json.boolean(value == 1);
      } else {
        json.text(question.values.name(value));
      }
      json.line("text", text.values[value].text);
      json.close_object();
    }
    json.close_list();
  }
  json.boolean("always_asked", !question.asked_when.has_value());
  json.close_object();
}

}  // namespace

std::string questions(const pack::Pack& pack, const pack::Locale& locale) {
  Arena memory;
  Buffer out(memory, 4 * 1024);
  JsonWriter json(out);
  json.open_object();
  json.text("schema", schema_version);
  json.name("pack");
  json.open_object();
  json.text("id", pack.id);
  json.text("version", pack.version);
  json.text("sha256", pack.sha256);
  json.text_or_null("overlay_sha256", pack.overlay_sha256);
  json.close_object();
  json.text("locale", locale.tag);
  json.text("direction", locale.direction);
  json.text("emergency_number", locale.emergency_number);
  json.name("groups");
  json.open_list();
  for (std::size_t group = 0; group < pack.group_ids.size(); ++group) {
    json.open_object();
    json.text("id", pack.group_ids.name(group));
    json.line("title", locale.groups[group]);
    json.close_object();
  }
  json.close_list();
  json.name("questions");
  json.open_list();
  for (const pack::Index index : pack.interview) {
    write_question(json, pack, pack.questions[index], locale.questions[index]);
  }
  json.close_list();
  json.close_object();
  return std::string(out.finish());
}

}  // namespace unknot::render
