#include "compose/phrases.h"

#include <algorithm>
#include <charconv>
#include <memory>

namespace unknot::compose {

void Phrases::set_number(Placeholder placeholder, std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  set(placeholder, keep(std::string_view(digits, static_cast<std::size_t>(end - digits))));
}

Piece Phrases::value_of(const Piece& placeholder) const {
  return {values_[static_cast<std::size_t>(placeholder.placeholder)], {}, Placeholder::none};
}

Line Phrases::fill(const pack::Text& text) {
  if (text.placeholders == 0) return text;
  auto* pieces = static_cast<Piece*>(memory_.allocate(text.pieces.size() * sizeof(Piece), alignof(Piece)));
  std::uninitialized_copy(text.pieces.begin(), text.pieces.end(), pieces);
  for (std::size_t i = 0; i < text.pieces.size(); ++i) {
    if (pieces[i].placeholder != Placeholder::none) pieces[i] = value_of(pieces[i]);
  }
  return {pieces, text.pieces.size()};
}

Line Phrases::fill(const pack::Text& text, Placeholder placeholder, std::span<const Line> lines, Line separator) {
  const Line filled = fill(text);
  std::pmr::vector<Line> parts(&memory_);
  parts.reserve(filled.size());
  for (std::size_t i = 0; i < filled.size(); ++i) {
    const bool is_list = text.pieces[i].placeholder == placeholder;
    parts.push_back(is_list ? join(lines, separator) : filled.subspan(i, 1));
  }
  return join(parts, {});
}

Line Phrases::join(std::initializer_list<Line> lines) {
  return join(std::span<const Line>(lines.begin(), lines.size()), {});
}

Line Phrases::join(std::span<const Line> lines, Line separator) {
  std::size_t count = lines.empty() ? 0 : separator.size() * (lines.size() - 1);
  for (const Line line : lines) count += line.size();
  auto* pieces = static_cast<Piece*>(memory_.allocate(std::max<std::size_t>(1, count) * sizeof(Piece), alignof(Piece)));
  Piece* end = pieces;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) end = std::uninitialized_copy(separator.begin(), separator.end(), end);
    end = std::uninitialized_copy(lines[i].begin(), lines[i].end(), end);
  }
  return {pieces, count};
}

std::span<const Line> Phrases::keep(std::initializer_list<Line> lines) {
  auto* kept =
      static_cast<Line*>(memory_.allocate(std::max<std::size_t>(1, lines.size()) * sizeof(Line), alignof(Line)));
  std::uninitialized_copy(lines.begin(), lines.end(), kept);
  return {kept, lines.size()};
}

std::string_view Phrases::keep(std::string_view bytes) {
  auto* kept = static_cast<char*>(memory_.allocate(std::max<std::size_t>(1, bytes.size()), 1));
  std::copy(bytes.begin(), bytes.end(), kept);
  return {kept, bytes.size()};
}

}  // namespace unknot::compose
