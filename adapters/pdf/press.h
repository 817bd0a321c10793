// Pango with the module's own fonts, and text that is set with it.
#pragma once

#include <pango/pangocairo.h>

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "paper.h"

namespace unknot::pdf {

// The fonts beside the module could not be read.
struct NoFonts : std::exception {
  const char* what() const noexcept override { return "the fonts beside the module are not whole"; }
};

// Fonts that one thread at a time sets text with.
class Press {
 public:
  Press();  // throws NoFonts

  // Text is set in this language and direction from now on.
  void set_language(const std::string& locale, bool right_to_left);
  PangoContext* context() const { return context_.get(); }
  bool right_to_left() const { return right_to_left_; }

 private:
  Owned<PangoFontMap> fonts_;
  Owned<PangoContext> context_;
  bool right_to_left_ = false;
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
