#include "base/base64.h"

#include <cstdint>

namespace unknot {

std::string base64(std::string_view bytes) {
  static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text((bytes.size() + 2) / 3 * 4, '=');
  char* out = text.data();
  const auto byte = [&](std::size_t at) -> std::uint32_t { return static_cast<unsigned char>(bytes[at]); };
  std::size_t at = 0;
  for (; bytes.size() - at >= 3; at += 3, out += 4) {
    const std::uint32_t group = byte(at) << 16 | byte(at + 1) << 8 | byte(at + 2);
    out[0] = digits[group >> 18];
    out[1] = digits[group >> 12 & 63];
    out[2] = digits[group >> 6 & 63];
    out[3] = digits[group & 63];
  }
  if (at == bytes.size()) return text;
  const bool has_two = bytes.size() - at == 2;
  const std::uint32_t group = byte(at) << 16 | (has_two ? byte(at + 1) << 8 : 0);
  out[0] = digits[group >> 18];
  out[1] = digits[group >> 12 & 63];
  if (has_two) out[2] = digits[group >> 6 & 63];
  return text;
}

}  // namespace unknot
