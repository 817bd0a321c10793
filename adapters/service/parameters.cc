#include "parameters.h"

#include <algorithm>

namespace unknot::service {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::string> decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    if (text.size() - i < 3) return std::nullopt;
    const int high = hex_digit(text[i + 1]);
    const int low = hex_digit(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    plain += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return plain;
}

}  // namespace

std::optional<Parameters> Parameters::read(std::string_view query, std::initializer_list<std::string_view> known) {
  return read(query, known, true);
}

std::optional<Parameters> Parameters::pick(std::string_view query, std::initializer_list<std::string_view> wanted) {
  return read(query, wanted, false);
}

std::optional<Parameters> Parameters::read(std::string_view query, std::initializer_list<std::string_view> known,
                                           bool refuses_others) {
  Parameters parameters;
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string_view part = query.substr(0, end);
    query = end == query.npos ? std::string_view() : query.substr(end + 1);
    const std::size_t equals = part.find('=');
    const auto name = decoded(part.substr(0, equals));
    const auto value = decoded(equals == part.npos ? std::string_view() : part.substr(equals + 1));
    if (!name || !value) return std::nullopt;
    if (std::find(known.begin(), known.end(), *name) == known.end()) {
      if (refuses_others) return std::nullopt;
      continue;
    }
    if (parameters.find(*name) != nullptr) return std::nullopt;
    parameters.all_.emplace_back(*name, *value);
  }
  return parameters;
}

const std::string* Parameters::find(std::string_view name) const {
  for (const auto& [key, value] : all_) {
    if (key == name) return &value;
  }
  return nullptr;
}

}  // namespace unknot::service
