#include "pack/text.h"

#include <array>

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

}  // namespace

void append_html_escaped(std::string_view plain, std::string& out) {
  constexpr std::string_view markup = "&<>\"'";
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
  std::size_t at = 0;
  while (at < source.size()) {
    const std::size_t open = std::min(source.find('{', at), source.size());
    if (open > at) {
      const std::string_view words = source.substr(at, open - at);
      std::string escaped;
      append_html_escaped(words, escaped);
      Piece piece;
      piece.plain = keep(std::string(words));
      piece.html = piece.plain;
      if (escaped != words) piece.html = keep(std::move(escaped));
      out.pieces.push_back(piece);
    }
    if (open == source.size()) break;
    const std::size_t close = source.find('}', open);
    if (close == std::string_view::npos) return false;
    Piece piece;
    piece.placeholder = placeholder_named(source.substr(open + 1, close - open - 1));
    if (piece.placeholder == Placeholder::none) return false;
    out.pieces.push_back(piece);
    out.placeholders |= bit(piece.placeholder);
    at = close + 1;
  }
  return true;
}

}  // namespace unknot::pack
