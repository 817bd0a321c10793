#include "hl7_charset.h"

#include <array>
#include <cstdint>

namespace unknot::service {

namespace {

// Of 0x80 to 0x9F; 0: no character.
constexpr std::array<char16_t, 32> windows_1252 = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                                   0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool is_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(at < bytes.size() ? bytes[at] : 0); };
    const unsigned first = byte(i);
    const std::size_t size = first < 0x80   ? 1
                             : first < 0xC2 ? 0
                             : first < 0xE0 ? 2
                             : first < 0xF0 ? 3
                             : first < 0xF5 ? 4
                                            : 0;
    if (size == 0) return false;
    std::uint32_t point = size == 1 ? first : first & (0x7FU >> size);
    for (std::size_t k = 1; k < size; ++k) {
      if ((byte(i + k) & 0xC0) != 0x80) return false;
      point = point << 6 | (byte(i + k) & 0x3FU);
    }
    const bool is_too_long = (size == 3 && point < 0x800) || (size == 4 && point < 0x10000);
    if (is_too_long || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000)) return false;
    i += size;
  }
  return true;
}

std::optional<std::string> of_windows_1252(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    const unsigned point = byte < 0x80 || byte > 0x9F ? byte : windows_1252[byte - 0x80U];
    if (point == 0 && byte != 0) return std::nullopt;
    if (point < 0x80) {
      text += static_cast<char>(point);
    } else if (point < 0x800) {
      text += static_cast<char>(0xC0 | point >> 6);
      text += static_cast<char>(0x80 | (point & 0x3F));
    } else {
      text += static_cast<char>(0xE0 | point >> 12);
      text += static_cast<char>(0x80 | (point >> 6 & 0x3F));
      text += static_cast<char>(0x80 | (point & 0x3F));
    }
  }
  return text;
}

}  // namespace

std::optional<std::string> utf8_of(std::string_view bytes, std::string_view charset) {
  const bool is_open = charset.empty() || charset == "ASCII";
  if (charset == "UNICODE UTF-8" || (is_open && is_utf8(bytes))) {
    return is_utf8(bytes) ? std::optional<std::string>(bytes) : std::nullopt;
  }
  if (is_open || charset == "8859/1") return of_windows_1252(bytes);
  return std::nullopt;
}

}  // namespace unknot::service
