// UTF-8 as Unicode defines it: no overlong form, no surrogate, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace unknot::utf8 {

inline constexpr char32_t invalid = 0xFFFFFFFF;

// The code point that starts at `at`, which moves past it; `invalid` if there is none (`at` stays).
char32_t next(std::string_view text, std::size_t& at);

bool valid(std::string_view text);

// How many code points a valid text has.
std::size_t length(std::string_view text);

// Control characters, line and paragraph separators, and the characters that override or isolate the direction of
// writing: what must not stand in a name that is printed.
bool is_control_or_bidi(char32_t code_point);

}  // namespace unknot::utf8
