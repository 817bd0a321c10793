#include "timestamp.h"

#include <charconv>
#include <chrono>

namespace unknot::adapters {

namespace {

constexpr std::int64_t latest_unix_seconds = 253402300799;  // the end of year 9999

// Takes the parts of a timestamp off its front; once one is not there, nothing more is.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const char digit = next();
      fits_ = fits_ && digit >= '0' && digit <= '9';
      number = number * 10 + (digit - '0');
    }
    return number;
  }

  char one_of(std::string_view characters) {
    const char found = next();
    fits_ = fits_ && characters.find(found) != std::string_view::npos;
    return found;
  }

  void skip_fraction() {
    if (rest_.empty() || rest_.front() != '.') return;
    next();
    digits(1);
    while (!rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9') next();
  }

  bool fits_to_the_end() const { return fits_ && rest_.empty(); }

 private:
  char next() {
    if (rest_.empty()) {
      fits_ = false;
      return '0';
    }
    const char first = rest_.front();
    rest_.remove_prefix(1);
    return first;
  }

  std::string_view rest_;
  bool fits_ = true;
};

std::optional<std::int64_t> rfc3339(std::string_view text) {
  Reader reader(text);
  const int year = reader.digits(4);
  reader.one_of("-");
  const int month = reader.digits(2);
  reader.one_of("-");
  const int day = reader.digits(2);
  reader.one_of("Tt ");
  const int hour = reader.digits(2);
  reader.one_of(":");
  const int minute = reader.digits(2);
  reader.one_of(":");
  const int second = reader.digits(2);
  reader.skip_fraction();
  const char zone = reader.one_of("Zz+-");
  int zone_minutes = 0;
  if (zone == '+' || zone == '-') {
    const int zone_hour = reader.digits(2);
    reader.one_of(":");
    const int zone_minute = reader.digits(2);
    if (zone_hour > 23 || zone_minute > 59) return std::nullopt;
    zone_minutes = (zone == '+' ? 1 : -1) * (zone_hour * 60 + zone_minute);
  }
  if (!reader.fits_to_the_end() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return ((days * 24 + hour) * 60 + minute - zone_minutes) * 60 + second;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::int64_t> unix_seconds(std::string_view text) {
  std::optional<std::int64_t> seconds = whole_number(text);
  if (!seconds) seconds = rfc3339(text);
  if (seconds && (*seconds < 1 || *seconds > latest_unix_seconds)) return std::nullopt;
  return seconds;
}

}  // namespace unknot::adapters
