#include "render/json_writer.h"

#include <cstring>

namespace unknot::render {

namespace {

// Whether one of eight bytes may need an escape; a few that need none are told, too.
bool may_need_escape(std::uint64_t eight) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  const auto below = [](std::uint64_t bytes, std::uint64_t limit) { return (bytes - ones * limit) & ~bytes; };
  return ((below(eight, 0x20) | below(eight ^ ones * '"', 1) | below(eight ^ ones * '\\', 1)) & ones * 0x80) != 0;
}

bool needs_escape(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

}  // namespace

void JsonWriter::append_escaped(std::string_view value) {
  std::size_t plain_from = 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    std::uint64_t eight = 0;
    while (value.size() - i >= sizeof eight) {
      std::memcpy(&eight, value.data() + i, sizeof eight);
      if (may_need_escape(eight)) break;
      i += sizeof eight;
    }
    if (i == value.size() || !needs_escape(value[i])) continue;
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
