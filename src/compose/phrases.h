// Puts lines together out of the pack's texts and this patient's values.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

#include "base/arena.h"
#include "pack/text.h"

namespace unknot::compose {

using pack::Line;
using pack::Piece;
using pack::Placeholder;

// Fixed words of punctuation between texts, the same in both written forms.
constexpr Piece fixed(std::string_view words) { return {words, words, Placeholder::none}; }

class Phrases {
 public:
  explicit Phrases(Arena& memory) : memory_(memory) {}

  // What a placeholder stands for; the bytes are borrowed.
  void set(Placeholder placeholder, std::string_view value) { values_[static_cast<std::size_t>(placeholder)] = value; }
  void set_number(Placeholder placeholder, std::int64_t value);

  // The text with its placeholders filled as they are set now.
  Line fill(const pack::Text& text);
  // The same, and `lines` one after the other, `separator` between them, in the place of `placeholder`.
  Line fill(const pack::Text& text, Placeholder placeholder, std::span<const Line> lines, Line separator);
  // `lines` one after the other.
  Line join(std::initializer_list<Line> lines);
  Line join(std::span<const Line> lines, Line separator);

  std::span<const Line> keep(std::initializer_list<Line> lines);
  std::string_view keep(std::string_view bytes);

 private:
  Piece value_of(const Piece& placeholder) const;

  Arena& memory_;
  std::array<std::string_view, static_cast<std::size_t>(Placeholder::count_of_placeholders)> values_{};
};

}  // namespace unknot::compose
