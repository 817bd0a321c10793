#include "terminal.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "files.h"
#include "system.h"

namespace unknot::cli {

namespace {

constexpr std::string_view own_screen = "\x1b[?1049h";
constexpr std::string_view ordinary_screen = "\x1b[0m\x1b[?1049l";
constexpr std::string_view empty_screen = "\x1b[H\x1b[2J";
constexpr std::size_t line_bytes = 4096;  // of a line that is typed; no answer is near that long

std::string_view code_of(Style style) {
  switch (style) {
    case Style::strong: return "\x1b[1m";
    case Style::faint: return "\x1b[2m";
    case Style::alarm: return "\x1b[1;37;41m";
    case Style::plain: break;
  }
  return {};
}

// Characters, not bytes, of UTF-8.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool is_set(const char* variable) {
  const char* const value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  std::size_t used = 0;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(word.size() + 1, text.size()));
    const std::size_t word_width = width_of(word);
    if (used > 0 && used + 1 + word_width > width) {
      lines.emplace_back();
      used = 0;
    }
    if (used > 0) lines.back() += ' ';
    lines.back() += word;
    used += word_width + (used > 0 ? 1 : 0);
  }
  return lines;
}

Terminal::Terminal() {
  const char* const kind = std::getenv("TERM");
  const bool is_able = kind != nullptr && std::string_view(kind) != "dumb" && ::isatty(STDOUT_FILENO) == 1;
  is_paged_ = is_able && ::isatty(STDIN_FILENO) == 1;
  is_styled_ = is_able && !is_set("NO_COLOR");
  measure();
  if (!is_paged_) return;
  write_when_ended(ordinary_screen);
  write_all(STDOUT_FILENO, own_screen);
}

Terminal::~Terminal() {
  try {
    end_pages();
  } catch (...) {
    // The terminal is gone; there is nobody to tell.
  }
}

void Terminal::measure() {
  const std::optional<ScreenSize> size = screen_size();
  columns_ = size ? std::clamp<std::size_t>(size->columns, 40, 80) : 80;
  rows_ = is_paged_ && size ? size->rows : std::numeric_limits<std::size_t>::max();
}

void Terminal::start_page() {
  measure();
  page_ = is_paged_ ? empty_screen : "\n";
}

void Terminal::put(std::string_view text, Style style, std::string_view lead) {
  const std::string_view code = is_styled_ ? code_of(style) : std::string_view();
  const std::size_t indent = width_of(lead);
  std::string start(lead);
  for (const std::string& line : wrap(text, columns_ - 1 - indent)) {
    page_ += start;
    page_ += code;
    page_ += line;
    if (!code.empty()) page_ += "\x1b[0m";
    page_ += '\n';
    start.assign(indent, ' ');
  }
}

std::optional<std::string> Terminal::ask(std::string_view prompt) {
  page_ += prompt;
  show();
  std::string line;
  for (;;) {
    char byte = 0;
    if (read_some(STDIN_FILENO, &byte, 1) == 0) return line.empty() ? std::nullopt : std::optional(line);
    if (byte == '\n') return line;
    if (line.size() < line_bytes) line += byte;
  }
}

void Terminal::end_pages() {
  if (!is_paged_) return;
  is_paged_ = false;
  write_all(STDOUT_FILENO, ordinary_screen);
  write_when_ended({});
}

void Terminal::show() {
  write_all(STDOUT_FILENO, page_);
  page_.clear();
}

}  // namespace unknot::cli
