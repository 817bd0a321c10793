#include "base64url.h"

#include <cstdint>

namespace unknot::service {

std::optional<std::string> from_base64url(std::string_view text) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  std::string bytes;
  std::uint32_t bits = 0;
  unsigned count = 0;  // of the bits that are no whole byte yet
  for (const char c : text) {
    const std::size_t digit = digits.find(c);
    if (digit == digits.npos) return std::nullopt;
    bits = bits << 6 | static_cast<std::uint32_t>(digit);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes += static_cast<char>(bits >> count & 0xFF);
      bits &= (1u << count) - 1;
    }
  }
  // A digit that adds no byte, or bits behind the last one: other texts for the same bytes.
  if (count >= 6 || bits != 0) return std::nullopt;
  return bytes;
}

}  // namespace unknot::service
