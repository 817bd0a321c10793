#include "base/utf8.h"

#include <cstring>

namespace unknot::utf8 {

namespace {

struct Lead {
  int more;
  char32_t bits;
  char32_t smallest;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {0, byte, 0};
  if ((byte & 0xE0) == 0xC0) return {1, byte & 0x1Fu, 0x80};
  if ((byte & 0xF0) == 0xE0) return {2, byte & 0x0Fu, 0x800};
  if ((byte & 0xF8) == 0xF0) return {3, byte & 0x07u, 0x10000};
  return {-1, 0, 0};
}

}  // namespace

char32_t next(std::string_view text, std::size_t& at) {
  if (at >= text.size()) return invalid;
  const Lead lead = lead_of(static_cast<unsigned char>(text[at]));
  if (lead.more < 0 || text.size() - at <= static_cast<std::size_t>(lead.more)) return invalid;
  char32_t point = lead.bits;
  for (int i = 1; i <= lead.more; ++i) {
    const auto byte = static_cast<unsigned char>(text[at + static_cast<std::size_t>(i)]);
    if ((byte & 0xC0) != 0x80) return invalid;
    point = (point << 6) | (byte & 0x3Fu);
  }
  const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
  if (point < lead.smallest || surrogate || point > 0x10FFFF) return invalid;
  at += static_cast<std::size_t>(lead.more) + 1;
  return point;
}

bool valid(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    // Most text is ASCII: eight bytes at once.
    std::uint64_t eight = 0;
    if (text.size() - at >= sizeof eight) {
      std::memcpy(&eight, text.data() + at, sizeof eight);
      if ((eight & 0x8080808080808080) == 0) {
        at += sizeof eight;
        continue;
      }
    }
    if (next(text, at) == invalid) return false;
  }
  return true;
}

std::size_t length(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  std::size_t inner = 0;  // bytes that begin no character
  std::size_t at = 0;
  for (std::uint64_t eight = 0; text.size() - at >= sizeof eight; at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    inner += static_cast<std::size_t>((eight >> 7 & ~(eight >> 6) & ones) * ones >> 56);
  }
  for (; at < text.size(); ++at) inner += (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  return text.size() - inner;
}

bool is_control_or_bidi(char32_t point) {
  if (point < 0x20 || (point >= 0x7F && point <= 0x9F)) return true;
  if (point == 0x061C || point == 0x200E || point == 0x200F) return true;
  if (point >= 0x2028 && point <= 0x202E) return true;
  return point >= 0x2066 && point <= 0x2069;
}

}  // namespace unknot::utf8
