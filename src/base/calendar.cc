#include "base/calendar.h"

#include <algorithm>
#include <chrono>

namespace unknot {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int days_in(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

// Of the same length, a digit wherever `shape` has a 0 and its other characters where they stand.
bool is_shaped(std::string_view text, std::string_view shape) {
  return std::equal(text.begin(), text.end(), shape.begin(), shape.end(),
                    [](char c, char expected) { return expected == '0' ? is_digit(c) : c == expected; });
}

int number(std::string_view text, std::size_t from, std::size_t count) {
  int value = 0;
  for (const char c : text.substr(from, count)) value = value * 10 + (c - '0');
  return value;
}

// Of a time zone, in seconds east of UTC.
std::optional<int> offset_seconds(std::string_view zone) {
  if (zone == "Z") return 0;
  if (!is_shaped(zone, "+00:00") && !is_shaped(zone, "-00:00")) return std::nullopt;
  const int hours = number(zone, 1, 2);
  const int minutes = number(zone, 4, 2);
  if (hours > 14 || minutes > 59) return std::nullopt;
  return (zone.front() == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (!is_shaped(text, "0000-00-00")) return std::nullopt;
  const Date date{number(text, 0, 4), number(text, 5, 2), number(text, 8, 2)};
  const bool exists = date.year >= 1 && date.month >= 1 && date.month <= 12 && date.day >= 1 &&
                      date.day <= days_in(date.year, date.month);
  return exists ? std::optional(date) : std::nullopt;
}

Date next_day(Date date) {
  if (date.day < days_in(date.year, date.month)) return {date.year, date.month, date.day + 1};
  if (date.month < 12) return {date.year, date.month + 1, 1};
  return {date.year + 1, 1, 1};
}

std::optional<std::int64_t> unix_seconds(std::string_view text) {
  constexpr std::string_view shape = "T00:00:00";
  const std::optional<Date> date = parse_date(text.substr(0, 10));
  if (!date || !is_shaped(text.substr(10, shape.size()), shape)) return std::nullopt;
  const int hour = number(text, 11, 2);
  const int minute = number(text, 14, 2);
  const int second = number(text, 17, 2);
  std::string_view rest = text.substr(19);
  if (rest.substr(0, 1) == ".") {
    const std::size_t fraction = std::min(rest.find_first_not_of("0123456789", 1), rest.size());
    if (fraction == 1) return std::nullopt;
    rest = rest.substr(fraction);
  }
  const std::optional<int> offset = offset_seconds(rest);
  if (!offset || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const std::chrono::year_month_day day{std::chrono::year(date->year),
                                        std::chrono::month(static_cast<unsigned>(date->month)),
                                        std::chrono::day(static_cast<unsigned>(date->day))};
  const std::int64_t days = std::chrono::sys_days(day).time_since_epoch().count();
  return days * 86400 + hour * 3600 + minute * 60 + second - *offset;
}

UtcTime utc_time(std::int64_t unix_seconds) {
  // Civil date from a day count: years begin in March, in eras of 400 years, so that leap days come last.
  const std::int64_t days = unix_seconds / 86400 + 719468;
  const std::int64_t era = days / 146097;
  const std::int64_t day_of_era = days % 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const int month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  const int year = static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
  const int day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  const int second = static_cast<int>(unix_seconds % 86400);
  return {{year, month, day}, second / 3600, second / 60 % 60, second % 60};
}

}  // namespace unknot
