#include "blocks.h"

namespace unknot::pdf {

namespace {

using Type = Block::Type;

// A stop sign, or a warning triangle, as large as a letter.
void draw_stop_sign(Canvas& canvas, double x, double y, double size) {
  const double a = size * 0.29;
  const double b = size - a;
  canvas.polygon({{x + a, y},
                  {x + b, y},
                  {x + size, y + a},
                  {x + size, y + b},
                  {x + b, y + size},
                  {x + a, y + size},
                  {x, y + b},
                  {x, y + a}},
                 alarm);
  canvas.fill({x + size * 0.2, y + size * 0.41, size * 0.6, size * 0.18}, white);
}

void draw_warning_sign(Canvas& canvas, double x, double y, double size) {
  canvas.polygon({{x + size / 2, y}, {x + size, y + size * 0.92}, {x, y + size * 0.92}}, ink);
  canvas.fill({x + size * 0.45, y + size * 0.3, size * 0.1, size * 0.32}, white);
  canvas.fill({x + size * 0.45, y + size * 0.7, size * 0.1, size * 0.1}, white);
}

}  // namespace

Piece Setter::paragraph(const char* element, const std::vector<Run>& runs, const TextStyle& style, double width) const {
  const auto set = text(runs, style, width);
  return {.gap = look_.gap, .height = set->height(), .draw = [set, element](Canvas& canvas, const Rectangle& place) {
            const Element paragraph(canvas, element);
            canvas.text(*set, place.x, place.y);
          }};
}

Piece Setter::heading(const char* element, const std::string& words, double size, double width) const {
  Piece piece = paragraph(element, {{words}}, {size, true, accent}, width);
  piece.glue = Glue::always;
  return piece;
}

Piece Setter::section_heading(const std::string& words, double width) const {
  Piece piece = heading("H2", words, look_.heading, width);
  piece.gap = look_.gap * 3;
  piece.height += look_.gap;
  piece.draw = [draw = piece.draw](Canvas& canvas, const Rectangle& place) {
    draw(canvas, place);
    canvas.fill({place.x, place.y + place.height - 1.5, place.width, 1.5}, accent);
  };
  return piece;
}

Piece Setter::message(const std::string& words, double width) const {
  const double padding = look_.sizes.padding;
  const bool urgent = look_.urgent;
  const auto set =
      text({{words}}, {look_.message * (urgent ? 1.25 : 1), true, urgent ? white : accent}, width - 2 * padding);
  return {.gap = look_.gap * 2,
          .height = set->height() + 1.6 * padding,
          .draw = [=](Canvas& canvas, const Rectangle& place) {
            canvas.fill(place, urgent ? alarm : tint, 3);
            if (!urgent) canvas.fill({place.x, place.y, 4, place.height}, accent);
            const Element paragraph(canvas, "P");
            canvas.text(*set, place.x + padding, place.y + 0.8 * padding);
          }};
}

// "How much: a little, and often": the dose on a strip, the warnings behind a sign.
Piece Setter::labelled(const Block& block, double width) const {
  const Type type = block.type;
  const bool has_sign = type == Type::stop_if || type == Type::caution;
  const bool is_strip = type == Type::dose;
  const double indent = has_sign ? look_.body * 1.25 : is_strip ? look_.body * 0.5 : 0;
  const double padding = is_strip ? look_.body * 0.1 : 0;
  const Color color = type == Type::evidence ? soft_ink : ink;
  const auto set = text({{block.label + ":", type != Type::evidence}, {" " + block.text}}, {look_.body, false, color},
                        width - indent - (is_strip ? indent : 0));
  const double sign = look_.body * 0.95;
  return {.gap = look_.gap, .height = set->height() + 2 * padding, .draw = [=](Canvas& canvas, const Rectangle& place) {
            if (has_sign || is_strip) {
              if (is_strip) canvas.fill(place, tint, 2.5);
              const double top = place.y + (set->leading() - sign) / 2;
              if (type == Type::stop_if) draw_stop_sign(canvas, place.x, top, sign);
              if (type == Type::caution) draw_warning_sign(canvas, place.x, top, sign);
            }
            const Element paragraph(canvas, "P");
            canvas.text(*set, place.x + indent, place.y + padding);
          }};
}

void Setter::set(const Block& block, double width, const char* label_element, std::vector<Piece>& pieces) const {
  switch (block.type) {
    case Type::message: pieces.push_back(message(block.text, width)); return;
    case Type::paragraph: pieces.push_back(paragraph("P", {{block.text}}, body(), width)); return;
    case Type::list:
    case Type::steps: set_list(block, width, label_element, pieces); return;
    case Type::tick_sheet: set_tick_sheet(block, width, pieces); return;
    case Type::dose:
    case Type::stop_if:
    case Type::caution:
    case Type::evidence: pieces.push_back(labelled(block, width)); return;
  }
}

}  // namespace unknot::pdf
