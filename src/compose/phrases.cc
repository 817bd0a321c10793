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
  std::transform(text.pieces.begin(), text.pieces.end(), pieces,
                 [&](const Piece& piece) { return piece.placeholder == Placeholder::none ? piece : value_of(piece); });
  return {pieces, text.pieces.size()};
}

Line Phrases::fill(const pack::Text& text, Placeholder placeholder, std::span<const Line> lines, Line separator) {
  std::pmr::vector<Piece> pieces(&memory_);
  for (const Piece& piece : text.pieces) {
    if (piece.placeholder == placeholder) {
      const Line joined = join(lines, separator);
      pieces.insert(pieces.end(), joined.begin(), joined.end());
    } else {
      pieces.push_back(piece.placeholder == Placeholder::none ? piece : value_of(piece));
    }
  }
  return keep(pieces);
}

Line Phrases::join(std::initializer_list<Line> lines) {
  return join(std::span<const Line>(lines.begin(), lines.size()), {});
}

Line Phrases::join(std::span<const Line> lines, Line separator) {
  std::pmr::vector<Piece> pieces(&memory_);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) pieces.insert(pieces.end(), separator.begin(), separator.end());
    pieces.insert(pieces.end(), lines[i].begin(), lines[i].end());
  }
  return keep(pieces);
}

Line Phrases::keep(const std::pmr::vector<Piece>& pieces) {
  auto* kept =
      static_cast<Piece*>(memory_.allocate(std::max<std::size_t>(1, pieces.size()) * sizeof(Piece), alignof(Piece)));
  std::uninitialized_copy(pieces.begin(), pieces.end(), kept);
  return {kept, pieces.size()};
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
