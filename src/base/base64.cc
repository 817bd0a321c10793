#include "base/base64.h"

#include <cstdint>

namespace unknot {

std::string base64(std::string_view bytes) {
  static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text((bytes.size() + 2) / 3 * 4, '=');
  char* out = text.data();
  for (std::size_t at = 0; at < bytes.size(); at += 3, out += 4) {
    const auto byte = [&](std::size_t offset) -> std::uint32_t {
      return at + offset < bytes.size() ? static_cast<unsigned char>(bytes[at + offset]) : 0;
    };
    const std::uint32_t group = byte(0) << 16 | byte(1) << 8 | byte(2);
    out[0] = digits[group >> 18];
    out[1] = digits[group >> 12 & 63];
    if (at + 1 < bytes.size()) out[2] = digits[group >> 6 & 63];
    if (at + 2 < bytes.size()) out[3] = digits[group & 63];
  }
  return text;
}

}  // namespace unknot
