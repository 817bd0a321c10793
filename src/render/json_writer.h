// Writes compact JSON into a buffer. The caller keeps objects and lists in balance.
#pragma once

#include <charconv>
#include <cstdint>
#include <string_view>

#include "pack/text.h"
#include "render/buffer.h"

namespace unknot::render {

class JsonWriter {
 public:
  explicit JsonWriter(Buffer& out) : out_(out) {}

  void open_object() { open('{'); }
  void close_object() { close('}'); }
  void open_list() { open('['); }
  void close_list() { close(']'); }

  // A member's name; its value follows.
  void name(std::string_view name) {
    separate();
    out_.append('"');
    out_.append(name);
    out_.literal("\":");
    needs_comma_ = false;
  }

  void text(std::string_view value) {
    separate();
    out_.append('"');
    append_escaped(value);
    out_.append('"');
  }
  void line(pack::Line pieces) {
    separate();
    out_.append('"');
    for (const pack::Piece& piece : pieces) append_escaped(piece.plain);
    out_.append('"');
  }
  void number(std::int64_t value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    raw({digits, static_cast<std::size_t>(end - digits)});
  }
  void boolean(bool value) { raw(value ? "true" : "false"); }
  void null() { raw("null"); }

  void text(std::string_view name, std::string_view value) { this->name(name), text(value); }
  // Of characters that JSON does not escape.
  void plain_text(std::string_view name, std::string_view value) {
    this->name(name);
    out_.append('"');
    out_.append(value);
    out_.append('"');
    needs_comma_ = true;
  }
  void line(std::string_view name, pack::Line pieces) { this->name(name), line(pieces); }
  void boolean(std::string_view name, bool value) { this->name(name), boolean(value); }
  // null if empty.
  void text_or_null(std::string_view name, std::string_view value) {
    this->name(name);
    value.empty() ? null() : text(value);
  }

 private:
  void separate() {
    if (needs_comma_) out_.append(',');
    needs_comma_ = true;
  }
  void open(char bracket) {
    separate();
    out_.append(bracket);
    needs_comma_ = false;
  }
  void close(char bracket) {
    out_.append(bracket);
    needs_comma_ = true;
  }
  void raw(std::string_view value) {
    separate();
    out_.append(value);
  }
  void append_escaped(std::string_view value);

  Buffer& out_;
  bool needs_comma_ = false;
};

}  // namespace unknot::render
