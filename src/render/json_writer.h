// Writes compact JSON into a buffer. The caller keeps objects and lists in balance.
#pragma once

#include <charconv>
#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>

#include "pack/text.h"

namespace unknot::render {

class JsonWriter {
 public:
  explicit JsonWriter(std::pmr::string& out) : out_(out) {}

  void open_object() { open('{'); }
  void close_object() { close('}'); }
  void open_list() { open('['); }
  void close_list() { close(']'); }

  // A member's name; its value follows.
  void name(std::string_view name) {
    separate();
    out_ += '"';
    out_ += name;
    out_ += "\":";
    needs_comma_ = false;
  }

  void text(std::string_view value) {
    separate();
    out_ += '"';
    append_escaped(value);
    out_ += '"';
  }
  void line(pack::Line pieces) {
    separate();
    out_ += '"';
    for (const pack::Piece& piece : pieces) append_escaped(piece.plain);
    out_ += '"';
  }
  void number(std::int64_t value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    raw({digits, static_cast<std::size_t>(end - digits)});
  }
  void boolean(bool value) { raw(value ? "true" : "false"); }
  void null() { raw("null"); }

  void text(std::string_view name, std::string_view value) { this->name(name), text(value); }
  void line(std::string_view name, pack::Line pieces) { this->name(name), line(pieces); }
  void boolean(std::string_view name, bool value) { this->name(name), boolean(value); }
  // null if empty.
  void text_or_null(std::string_view name, std::string_view value) {
    this->name(name);
    value.empty() ? null() : text(value);
  }

 private:
  void separate() {
    if (needs_comma_) out_ += ',';
    needs_comma_ = true;
  }
  void open(char bracket) {
    separate();
    out_ += bracket;
    needs_comma_ = false;
  }
  void close(char bracket) {
    out_ += bracket;
    needs_comma_ = true;
  }
  void raw(std::string_view value) {
    separate();
    out_ += value;
  }
  void append_escaped(std::string_view value);

  std::pmr::string& out_;
  bool needs_comma_ = false;
};

}  // namespace unknot::render
