// Pango with the module's own fonts, and text that is set with it.
#pragma once

#include <pango/pangocairo.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "paper.h"

namespace unknot::pdf {

// The fonts beside the module could not be read.
struct NoFonts : std::exception {
  const char* what() const noexcept override { return "the fonts beside the module are not whole"; }
};

class Text;
struct Run;
struct TextStyle;

// Fonts that one thread at a time sets text with, and what it has set.
class Press {
 public:
  Press();  // throws NoFonts
  Press(const Press&) = delete;
  Press& operator=(const Press&) = delete;
  ~Press();

  // Text is set in this language and direction from now on.
  void set_language(const std::string& locale, bool right_to_left);
  PangoContext* context() const { return language_->context.get(); }
  bool right_to_left() const { return language_->right_to_left; }

  // A text that stands on other sheets, too, and is no patient's own: it is set once.
  std::shared_ptr<const Text> common_text(const std::vector<Run>& runs, const TextStyle& style, double width);

 private:
  struct Language {
    Owned<PangoContext> context;
    bool right_to_left;
    std::unordered_map<std::string, std::shared_ptr<const Text>> texts;
  };

  Owned<PangoFontMap> fonts_;
  std::map<std::string, Language> languages_;  // by locale and direction
  Language* language_ = nullptr;
};

// Pango's fonts belong to one thread at a time, and are slow to make: each call borrows a press that is idle.
class BorrowedPress {
 public:
  BorrowedPress();
  BorrowedPress(const BorrowedPress&) = delete;
  BorrowedPress& operator=(const BorrowedPress&) = delete;
  ~BorrowedPress();
  Press& operator*() const { return *press_; }

 private:
  std::unique_ptr<Press> press_;
};

struct Color {
  double red, green, blue;
};

struct TextStyle {
  double size;
  bool bold = false;
  Color color{0, 0, 0};
  bool centered = false;
};

// Words within a text that look different.
struct Run {
  std::string text;
  bool bold = false;
  const Color* color = nullptr;  // nullptr: the text's own
};

// One paragraph, broken into lines of a width.
class Text {
 public:
  Text(const Press& press, const std::vector<Run>& runs, const TextStyle& style, double width);
  double width() const { return width_; }
  double height() const { return height_; }
  double leading() const { return leading_; }

  // Its left upper corner stands at x, y.
  void draw(cairo_t* paper, double x, double y) const;

 private:
  Owned<PangoLayout> layout_;
  Color color_;
  double width_;
  double leading_;
  double height_;
};

}  // namespace unknot::pdf
