// The paper: pages that are drawn on and, at once, told what each part of them is.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "drawing.h"
#include "paper.h"
#include "press.h"

namespace unknot::pdf {

struct Rectangle {
  double x, y, width, height;
};

// What Cairo keeps a place for in the structure, and finish_pdf draws there.
struct Figure {
  std::shared_ptr<const Drawing> drawing;
  std::string alternative_text;
  Rectangle place;
};

// All places are those of a sheet that is read from left to right; another is mirrored when it is drawn.
class Canvas {
 public:
  Canvas(double width, double height, bool right_to_left);

  void set_title(const std::string& title, std::int64_t created_unix_seconds);
  void end_page() { cairo_show_page(paper_.cairo()); }

  // An element of the document's structure; what it holds is drawn until end(). What is drawn in none, or in one that
  // holds others, is a decoration.
  void begin(const char* element) { cairo_tag_begin(paper_.cairo(), element, nullptr); }
  void end(const char* element) { cairo_tag_end(paper_.cairo(), element); }

  void text(const Text& text, double x, double y);
  void fill(const Rectangle& place, const Color& color, double radius = 0);
  void outline(const Rectangle& place, const Color& color, double width, double radius = 0, bool dashed = false);
  void disc(double x, double y, double radius, const Color& color);
  // Corners as steps of x, y from the first.
  void polygon(const std::vector<std::pair<double, double>>& corners, const Color& color);
  // A picture, as the element that stands for it.
  void figure(std::string_view svg, const std::string& alternative_text, const Rectangle& place);

  // What has been drawn, as a PDF, and the figures that it lacks, in the order of reading.
  std::string finish() { return paper_.finish(); }
  const std::vector<Figure>& figures() const { return figures_; }

 private:
  double left(double x, double width) const { return right_to_left_ ? width_ - x - width : x; }
  void shape(const Rectangle& place, double radius);
  void color(const Color& color) { cairo_set_source_rgb(paper_.cairo(), color.red, color.green, color.blue); }

  double width_;
  bool right_to_left_;
  Paper paper_;
  std::vector<Figure> figures_;
};

// An element as long as it lives.
class Element {
 public:
  Element(Canvas& canvas, const char* name) : canvas_(canvas), name_(name) { canvas_.begin(name_); }
  Element(const Element&) = delete;
  Element& operator=(const Element&) = delete;
  ~Element() { canvas_.end(name_); }

 private:
  Canvas& canvas_;
  const char* name_;
};

}  // namespace unknot::pdf
