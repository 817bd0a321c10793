#include "render/text_layout.h"

#include <algorithm>

#include "base/utf8.h"

namespace unknot::render {

std::pmr::string words_of(pack::Line line, std::pmr::memory_resource& memory) {
  std::pmr::string words(&memory);
  for (const pack::Piece& piece : line) words += piece.plain;
  return words;
}

void append_wrapped(std::string_view words, std::string_view first, std::string_view rest, Buffer& out) {
  out.append(first);
  std::size_t column = utf8::length(first);
  const std::size_t indent = utf8::length(rest);
  const bool is_ascii = utf8::length(words) == words.size();
  bool row_is_empty = true;
  for (std::size_t at = 0; at < words.size();) {
    const std::size_t end = std::min(words.find(' ', at), words.size());
    const std::string_view word = words.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    const std::size_t width = is_ascii ? word.size() : utf8::length(word);
    if (!row_is_empty && column + 1 + width > text_columns) {
      out.append('\n');
      out.append(rest);
      column = indent;
      row_is_empty = true;
    }
    if (!row_is_empty) {
      out.append(' ');
      ++column;
    }
    out.append(word);
    column += width;
    row_is_empty = false;
  }
  out.append('\n');
}

}  // namespace unknot::render
