#include "hl7_writer.h"

#include <cstdio>
#include <ctime>

namespace unknot::service {

Hl7Writer::Hl7Writer(const Hl7Message& to, std::initializer_list<std::string_view> type, std::string_view control_id,
                     std::int64_t now)
    : separators_(to.separators()) {
  const Hl7Segment& head = to.head();
  const auto theirs = [&](std::size_t number, std::string_view otherwise) {
    const std::string_view field = head.field(number);
    return std::string(field.empty() ? otherwise : field);
  };
  segment("MSH", {separators_.encoding_characters(), theirs(5, "UNKNOT"), theirs(6, ""), theirs(3, ""), theirs(4, ""),
                  hl7_time_text(now), "", components(type), std::string(control_id), theirs(11, "P"),
                  theirs(12, "2.5.1"), "", "", "", "", "", "UNICODE UTF-8"});
}

void Hl7Writer::segment(std::string_view name, const std::vector<std::string>& fields) {
  if (name != "NTE") notes_ = 0;
  bytes_ += name;
  for (const std::string& field : fields) (bytes_ += separators_.field) += field;
  while (bytes_.back() == separators_.field) bytes_.pop_back();
  bytes_ += '\r';
}

void Hl7Writer::note(std::string_view words) { segment("NTE", {std::to_string(++notes_), "L", text(words)}); }

std::string hl7_time_text(std::int64_t unix_seconds) {
  const std::time_t seconds = unix_seconds;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[96];
  std::snprintf(text, sizeof text, "%04d%02d%02d%02d%02d%02d+0000", parts.tm_year + 1900, parts.tm_mon + 1,
                parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
  return text;
}

}  // namespace unknot::service
