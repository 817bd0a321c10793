// Writes escaped text and plain markup into a page.
#pragma once

#include <string_view>

#include "pack/text.h"
#include "render/buffer.h"

namespace unknot::render {

class HtmlWriter {
 public:
  explicit HtmlWriter(Buffer& out) : out_(out) {}

  template <std::size_t size>
  void markup(const char (&bytes)[size]) {
    out_.literal(bytes);
  }
  // An id, or other words that hold nothing to escape.
  void plain(std::string_view words) { out_.append(words); }

  void text(std::string_view plain) {
    std::size_t from = 0;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      if (!is_markup(plain[i])) continue;
      out_.append(plain.substr(from, i - from));
      out_.append(entity_of(plain[i]));
      from = i + 1;
    }
    out_.append(plain.substr(from));
  }

  // The pack's words were escaped when it was opened; a patient's values are escaped here.
  void line(pack::Line pieces) {
    for (const pack::Piece& piece : pieces) {
      if (piece.html.empty()) {
        text(piece.plain);
      } else {
        out_.append(piece.html);
      }
    }
  }

  // <name>line</name>
  template <std::size_t open_size, std::size_t close_size>
  void element(const char (&open)[open_size], pack::Line pieces, const char (&close)[close_size]) {
    markup(open);
    line(pieces);
    markup(close);
  }

 private:
  static constexpr bool is_markup(char c) { return c == '&' || c == '<' || c == '>' || c == '"' || c == '\''; }
  static std::string_view entity_of(char c) {
    switch (c) {
      case '&': return "&amp;";
      case '<': return "&lt;";
      case '>': return "&gt;";
      case '"': return "&quot;";
      default: return "&#39;";
    }
  }

  Buffer& out_;
};

}  // namespace unknot::render
