// The time at which the patient was seen, as it is typed.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace unknot::adapters {

// Seconds since 1970 (UTC) of "2026-11-22T10:00:00Z", "2026-11-22T10:00:00+01:00" (RFC 3339) or "1795341600".
// Nothing if it is none of these, or not within the years 1970 to 9999.
std::optional<std::int64_t> unix_seconds(std::string_view text);

}  // namespace unknot::adapters
