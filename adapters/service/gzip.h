// Bytes, made smaller.
#pragma once

#include <string>
#include <string_view>

namespace unknot::service {

// level: 1 (fast) to 9 (small). Appends to `out`.
void append_gzipped(std::string_view bytes, int level, std::string& out);

}  // namespace unknot::service
