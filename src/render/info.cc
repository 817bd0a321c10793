#include "render/info.h"

#include "base/limits.h"
#include "base/version.h"
#include "render/json_writer.h"

namespace unknot::render {

std::string info(const pack::Pack& pack) {
  Arena memory;
  Buffer out(memory, 4 * 1024);
  JsonWriter json(out);
  json.open_object();
  json.text("schema", schema_version);
  json.name("unknot");
  json.open_object();
  json.text("version", version);
  json.text("build", build_id());
  json.close_object();
  json.name("pack");
  json.open_object();
  json.text("id", pack.id);
  json.text("version", pack.version);
  json.text("date", pack.date);
  json.text("sha256", pack.sha256);
  json.name("review");
  json.open_object();
  json.text("state", pack.review.state);
  json.text_or_null("reviewer", pack.review.reviewer);
  json.text_or_null("date", pack.review.date);
  json.close_object();
  json.text_or_null("overlay_sha256", pack.overlay_sha256);
  json.close_object();
  json.name("locales");
  json.open_list();
  for (const pack::Locale& locale : pack.locales) json.text(locale.tag);
  json.close_list();
  json.name("questions");
  json.open_list();
  for (const pack::Question& question : pack.questions) {
    json.open_object();
    json.text("id", question.id);
    json.text("since", question.since);
    json.close_object();
  }
  json.close_list();
  json.name("source_attributes");
  json.open_list();
  for (const pack::SourceAttribute& attribute : pack.source_attributes) {
    json.open_object();
    json.text("name", attribute.name);
    json.text("value", attribute.value);
    json.close_object();
  }
  json.close_list();
  json.name("limits");
  json.open_object();
  const auto limit = [&](std::string_view name, std::size_t value) {
    json.name(name);
    json.number(static_cast<std::int64_t>(value));
  };
  limit("intake_bytes", limits::intake_bytes);
  limit("intake_depth", limits::intake_depth);
  limit("name_bytes", limits::name_bytes);
  limit("phone_bytes", limits::phone_bytes);
  limit("out_of_hours_bytes", limits::out_of_hours_bytes);
  limit("emergency_number_bytes", limits::emergency_number_bytes);
  limit("request_id_bytes", limits::request_id_bytes);
  json.close_object();
  json.close_object();
  return std::string(out.finish());
}

}  // namespace unknot::render
