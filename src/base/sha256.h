// SHA-256 (FIPS 180-4), for the identity of packs. Not for secrets.
#pragma once

#include <string>
#include <string_view>

namespace unknot {

// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

}  // namespace unknot
