// Writes escaped text and plain markup into a page.
#pragma once

#include <memory_resource>
#include <string>
#include <string_view>

#include "pack/text.h"

namespace unknot::render {

class HtmlWriter {
 public:
  explicit HtmlWriter(std::pmr::string& out) : out_(out) {}

  void markup(std::string_view bytes) { out_ += bytes; }

  void text(std::string_view plain) {
    std::size_t from = 0;
    for (std::size_t i = 0; i < plain.size(); ++i) {
      const std::string_view entity = entity_of(plain[i]);
      if (entity.empty()) continue;
      out_ += plain.substr(from, i - from);
      out_ += entity;
      from = i + 1;
    }
    out_ += plain.substr(from);
  }

  // The pack's words were escaped when it was opened; a patient's values are escaped here.
  void line(pack::Line pieces) {
    for (const pack::Piece& piece : pieces) {
      if (piece.html.empty()) {
        text(piece.plain);
      } else {
        out_ += piece.html;
      }
    }
  }

  // <name>line</name>
  void element(std::string_view open, pack::Line pieces, std::string_view close) {
    markup(open);
    line(pieces);
    markup(close);
  }

 private:
  static std::string_view entity_of(char c) {
    switch (c) {
      case '&': return "&amp;";
      case '<': return "&lt;";
      case '>': return "&gt;";
      case '"': return "&quot;";
      case '\'': return "&#39;";
      default: return {};
    }
  }

  std::pmr::string& out_;
};

}  // namespace unknot::render
