#include "render/json_writer.h"

namespace unknot::render {

namespace {

bool needs_escape(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

}  // namespace

void JsonWriter::append_escaped(std::string_view value) {
  std::size_t plain_from = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!needs_escape(value[i])) continue;
    out_.append(value.substr(plain_from, i - plain_from));
    plain_from = i + 1;
    if (value[i] == '"' || value[i] == '\\') {
      out_.append('\\');
      out_.append(value[i]);
    } else {
      static constexpr char digits[] = "0123456789abcdef";
      out_.literal("\\u00");
      out_.append(digits[static_cast<unsigned char>(value[i]) >> 4]);
      out_.append(digits[value[i] & 15]);
    }
  }
  out_.append(value.substr(plain_from));
}

}  // namespace unknot::render
