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

  // In a quoted string of a style sheet: whatever could end it, or the sheet, is written as its number.
  void style_text(pack::Line pieces) {
    constexpr std::string_view digits = "0123456789abcdef";
    for (const pack::Piece& piece : pieces) {
      for (const char c : piece.plain) {
        const auto code = static_cast<unsigned char>(c);
        const bool is_plain =
            code >= 0x80 || c == ' ' || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        if (is_plain) {
          out_.append(c);
        } else {
          out_.literal("\\0000");
          out_.append(digits[code >> 4]);
          out_.append(digits[code & 15]);
        }
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
