// Dates of the Gregorian calendar, without a clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace unknot {

struct Date {
  int year = 1;
  int month = 1;  // 1 to 12
  int day = 1;
};

// "2026-11-22"; nothing if it is not of this form, or no such date exists.
std::optional<Date> parse_date(std::string_view text);

Date next_day(Date date);

// "2026-11-22T09:30:00Z" or with an offset as +01:00, of whole or broken seconds: seconds since 1970, a leap second as
// the one after it; nothing if it is not of this form, or there is no such time.
std::optional<std::int64_t> unix_seconds(std::string_view text);

// The day and the second of that day of a time in seconds since 1970, UTC; not before 1970.
struct UtcTime {
  Date date;
  int hour = 0;
  int minute = 0;
  int second = 0;
};
UtcTime utc_time(std::int64_t unix_seconds);

}  // namespace unknot
