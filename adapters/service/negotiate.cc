#include "negotiate.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace unknot::service {

namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower(x) == lower(y); });
}

// Calls `each` with the parts between `separator`, trimmed, those that are empty aside.
template <typename Each>
void for_parts(std::string_view text, char separator, Each&& each) {
  while (!text.empty()) {
    const std::size_t end = text.find(separator);
    if (const std::string_view part = trimmed(text.substr(0, end)); !part.empty()) each(part);
    text = end == text.npos ? std::string_view() : text.substr(end + 1);
  }
}

// Thousandths; what is no weight counts as 0.
int weight_of(std::string_view text) {
  if (text.empty() || (text[0] != '0' && text[0] != '1') || text.size() > 5) return 0;
  int weight = (text[0] - '0') * 1000;
  if (text.size() > 1 && text[1] != '.') return 0;
  int unit = 100;
  for (std::size_t i = 2; i < text.size(); ++i, unit /= 10) {
    if (text[i] < '0' || text[i] > '9') return 0;
    weight += (text[i] - '0') * unit;
  }
  return std::min(weight, 1000);
}

struct Range {
  std::string_view type;
  std::vector<std::string> parameters;  // "for=clinic", sorted
  int weight = 1000;
};

Range read_range(std::string_view text) {
  Range range;
  bool is_first = true;
  for_parts(text, ';', [&](std::string_view part) {
    if (std::exchange(is_first, false)) {
      range.type = part;
      return;
    }
    const std::size_t equals = part.find('=');
    const std::string_view name = trimmed(part.substr(0, equals));
    std::string_view value = equals == part.npos ? std::string_view() : trimmed(part.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    if (same(name, "q")) {
      range.weight = weight_of(value);
    } else if (!same(name, "charset") || !same(value, "utf-8")) {
      std::string parameter(name);
      parameter += '=';
      parameter += value;
      std::transform(parameter.begin(), parameter.end(), parameter.begin(), lower);
      range.parameters.push_back(std::move(parameter));
    }
  });
  std::sort(range.parameters.begin(), range.parameters.end());
  return range;
}

// 0: not of it; the higher, the closer.
int closeness(const Range& range, const Range& offered) {
  if (range.type == "*/*") return 1;
  const std::size_t slash = range.type.find('/');
  if (slash != range.type.npos && range.type.substr(slash) == "/*") {
    return same(range.type.substr(0, slash), offered.type.substr(0, offered.type.find('/'))) ? 2 : 0;
  }
  if (!same(range.type, offered.type)) return 0;
  return range.parameters == offered.parameters ? 3 : 0;
}

}  // namespace

std::optional<std::size_t> choose_media_type(std::string_view accept, std::span<const char* const> offered) {
  if (trimmed(accept).empty()) return 0;
  std::vector<Range> ranges;
  for_parts(accept, ',', [&](std::string_view part) { ranges.push_back(read_range(part)); });
  std::optional<std::size_t> best;
  int best_weight = 0;
  for (std::size_t i = 0; i < offered.size(); ++i) {
    const Range type = read_range(offered[i]);
    int closest = 0;
    int weight = 0;
    for (const Range& range : ranges) {
      const int close = closeness(range, type);
      if (close > closest) {
        closest = close;
        weight = range.weight;
      }
    }
    if (weight > best_weight) {
      best = i;
      best_weight = weight;
    }
  }
  return best;
}

bool is_media_type_of(std::string_view given, std::string_view wanted) {
  const Range range = read_range(given);
  bool is_one = false;
  for_parts(wanted, ',', [&](std::string_view type) { is_one = is_one || same(range.type, type); });
  return is_one && range.parameters.empty();
}

bool takes_gzip(std::string_view accept_encoding) {
  int weight = 0;
  bool named = false;
  for_parts(accept_encoding, ',', [&](std::string_view part) {
    const Range range = read_range(part);
    if (same(range.type, "gzip") || same(range.type, "x-gzip")) {
      weight = range.weight;
      named = true;
    } else if (range.type == "*" && !named) {
      weight = range.weight;
    }
  });
  return weight > 0;
}

}  // namespace unknot::service
