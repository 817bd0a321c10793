#include "pack/text.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

#include "base/character_set.h"

namespace unknot::pack {

namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(Placeholder::count_of_placeholders)> placeholder_names =
    {"",
#define UNKNOT_PLACEHOLDER(name) #name,
     UNKNOT_PLACEHOLDERS(UNKNOT_PLACEHOLDER)
#undef UNKNOT_PLACEHOLDER
};

Placeholder placeholder_named(std::string_view name) {
  for (std::size_t i = 1; i < placeholder_names.size(); ++i) {
    if (placeholder_names[i] == name) return static_cast<Placeholder>(i);
  }
  return Placeholder::none;
}

constexpr std::string_view markup = "&<>\"'";
constexpr CharacterSet markup_characters(markup);

}  // namespace

std::uint32_t placeholders_in(std::string_view source) {
  std::uint32_t found = 0;
  for (std::size_t open = source.find('{'); open != std::string_view::npos; open = source.find('{', open + 1)) {
    found |= bit(placeholder_named(source.substr(open + 1, source.find('}', open) - open - 1)));
  }
  return found;
}

void append_html_escaped(std::string_view plain, std::string& out) {
  for (std::size_t at = 0;;) {
    const std::size_t next = std::min(plain.find_first_of(markup, at), plain.size());
    out += plain.substr(at, next - at);
    if (next == plain.size()) return;
    switch (plain[next]) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += "&#39;";
    }
    at = next + 1;
  }
}

bool TextStore::make(std::string_view source, Text& out) {
  out = {};
  std::size_t placeholders = 0;
  const std::size_t first = std::min(source.find('{'), source.size());
  for (std::size_t open = first; open < source.size(); open = source.find('{', open + 1)) ++placeholders;
  auto* const pieces = static_cast<Piece*>(memory_.allocate((2 * placeholders + 1) * sizeof(Piece), alignof(Piece)));
  std::size_t count = 0;
  const auto add = [&](const Piece& piece) { new (pieces + count++) Piece(piece); };
  std::size_t at = 0;
  while (at < source.size()) {
    const std::size_t open = at == 0 ? first : std::min(source.find('{', at), source.size());
    if (open > at) {
      const std::string_view words = source.substr(at, open - at);
      Piece piece;
      piece.plain = words;
      piece.html = words;
      if (markup_characters.holds_any_of(words)) {
        std::string escaped;
        append_html_escaped(words, escaped);
        piece.html = keep(escaped);
      }
      add(piece);
    }
    if (open == source.size()) break;
    const std::size_t close = source.find('}', open);
    if (close == std::string_view::npos) return false;
    Piece piece;
    piece.placeholder = placeholder_named(source.substr(open + 1, close - open - 1));
    if (piece.placeholder == Placeholder::none) return false;
    add(piece);
    out.placeholders |= bit(piece.placeholder);
    at = close + 1;
  }
  out.pieces = {pieces, count};
  return true;
}

std::string_view TextStore::keep(std::string_view bytes) {
  auto* const kept = static_cast<char*>(memory_.allocate(bytes.size() + 1, 1));
  std::memcpy(kept, bytes.data(), bytes.size());
  kept[bytes.size()] = '\0';
  return {kept, bytes.size()};
}

}  // namespace unknot::pack
