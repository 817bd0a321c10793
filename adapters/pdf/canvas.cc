#include "canvas.h"

#include <cairo/cairo-pdf.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <numbers>

namespace unknot::pdf {

namespace {

std::string date_of(std::int64_t unix_seconds) {
  using namespace std::chrono;
  const sys_seconds time{seconds(unix_seconds)};
  const sys_days day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

}  // namespace

Canvas::Canvas(double width, double height, bool right_to_left)
    : width_(width), right_to_left_(right_to_left), paper_(width, height) {}

void Canvas::set_title(const std::string& title, std::int64_t created_unix_seconds) {
  cairo_surface_t* const surface = paper_.surface();
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR, "unknot");
  cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, date_of(created_unix_seconds).c_str());
}

void Canvas::text(const Text& text, double x, double y) { text.draw(paper_.cairo(), left(x, text.width()), y); }

void Canvas::shape(const Rectangle& place, double radius) {
  cairo_t* const paper = paper_.cairo();
  const double x = left(place.x, place.width);
  const auto& [_, y, width, height] = place;
  cairo_new_path(paper);
  if (radius == 0) return cairo_rectangle(paper, x, y, width, height);
  using std::numbers::pi;
  cairo_new_sub_path(paper);
  cairo_arc(paper, x + width - radius, y + radius, radius, -pi / 2, 0);
  cairo_arc(paper, x + width - radius, y + height - radius, radius, 0, pi / 2);
  cairo_arc(paper, x + radius, y + height - radius, radius, pi / 2, pi);
  cairo_arc(paper, x + radius, y + radius, radius, pi, 3 * pi / 2);
  cairo_close_path(paper);
}

void Canvas::fill(const Rectangle& place, const Color& with, double radius) {
  color(with);
  shape(place, radius);
  cairo_fill(paper_.cairo());
}

void Canvas::outline(const Rectangle& place, const Color& with, double width, double radius, bool dashed) {
  color(with);
  cairo_set_line_width(paper_.cairo(), width);
  const double dash = 4;
  cairo_set_dash(paper_.cairo(), &dash, dashed ? 1 : 0, 0);
  shape(place, radius);
  cairo_stroke(paper_.cairo());
}

void Canvas::disc(double x, double y, double radius, const Color& with) {
  color(with);
  cairo_new_path(paper_.cairo());
  cairo_arc(paper_.cairo(), left(x, 0), y, radius, 0, 2 * std::numbers::pi);
  cairo_fill(paper_.cairo());
}

void Canvas::polygon(const std::vector<std::pair<double, double>>& corners, const Color& with) {
  color(with);
  cairo_new_path(paper_.cairo());
  for (const auto& [x, y] : corners) cairo_line_to(paper_.cairo(), left(x, 0), y);
  cairo_close_path(paper_.cairo());
  cairo_fill(paper_.cairo());
}

void Canvas::figure(std::string_view svg, const std::string& alternative_text, const Rectangle& place) {
  const Element element(*this, "Figure");
  figures_.push_back(
      {drawing_of(svg), alternative_text, {left(place.x, place.width), place.y, place.width, place.height}});
}

}  // namespace unknot::pdf
