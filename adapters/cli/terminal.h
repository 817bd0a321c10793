// The patient's terminal, or a pipe in its place: wrapped text, pages, lines that were typed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unknot::cli {

enum class Style { plain, strong, faint, alarm };

// Breaks text into lines of at most `width` characters, at spaces; a longer word stands alone.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

class Terminal {
 public:
  // While it lives a terminal shows pages on a screen of its own, so that no answer stays to be read in its history.
  Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal();

  std::size_t columns() const { return columns_; }
  // Lines of a page; without end unless a person sits at a terminal.
  std::size_t rows() const { return rows_; }

  void start_page();
  // Adds wrapped text to the page; the first line starts with `lead`, the others are indented as far.
  void put(std::string_view text, Style style = Style::plain, std::string_view lead = "");
  // Shows the page and waits for a line; nothing at the end of the input.
  std::optional<std::string> ask(std::string_view prompt);
  // Back to the ordinary screen, where what follows stays.
  void end_pages();
  // Shows what was put since the last page.
  void show();

 private:
  void measure();

  bool is_paged_ = false;
  bool is_styled_ = false;
  std::size_t columns_ = 0;
  std::size_t rows_ = 0;
  std::string page_;
};

}  // namespace unknot::cli
