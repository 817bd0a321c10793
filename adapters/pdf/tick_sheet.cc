// The table in which the patient ticks off each day.
#include <algorithm>

#include "blocks.h"

namespace unknot::pdf {

namespace {

constexpr double cell_padding = 4.5;
constexpr double rule = 0.75;

struct Head {
  std::shared_ptr<const Text> day;
  std::shared_ptr<const Text> date;  // may be none
};

struct Line {
  std::shared_ptr<const Text> words;
  std::vector<bool> days;
  double height;
};

struct Table {
  double words_width;
  double day_width;
  double head_height = 0;
  std::vector<Head> heads;
  std::vector<Line> lines;
  std::shared_ptr<const Text> to_do;
  std::shared_ptr<const Text> not_to_do;

  double height() const {
    double height = head_height;
    for (const Line& line : lines) height += line.height;
    return height;
  }
};

void draw_head(Canvas& canvas, const Table& table, const Rectangle& place) {
  const Element row(canvas, "TR");
  canvas.fill({place.x, place.y, place.width, table.head_height}, tint);
  { const Element corner(canvas, "TD"); }
  double x = place.x + table.words_width;
  for (const Head& head : table.heads) {
    const Element cell(canvas, "TH");
    canvas.text(*head.day, x, place.y + cell_padding);
    if (head.date) canvas.text(*head.date, x, place.y + cell_padding + head.day->height());
    x += table.day_width;
  }
}

void draw_line(Canvas& canvas, const Table& table, const Line& line, double left, double y) {
  const Element row(canvas, "TR");
  {
    const Element cell(canvas, "TH");
    canvas.text(*line.words, left + cell_padding, y + (line.height - line.words->height()) / 2);
  }
  double x = left + table.words_width;
  for (const bool to_do : line.days) {
    const Text& mark = to_do ? *table.to_do : *table.not_to_do;
    const Element cell(canvas, "TD");
    canvas.text(mark, x, y + (line.height - mark.height()) / 2);
    x += table.day_width;
  }
}

void draw_rules(Canvas& canvas, const Table& table, const Rectangle& place) {
  double y = place.y + table.head_height;
  for (const Line& line : table.lines) {
    canvas.fill({place.x, y - rule / 2, place.width, rule}, line_color);
    y += line.height;
  }
  for (std::size_t day = 0; day < table.heads.size(); ++day) {
    const double x = place.x + table.words_width + table.day_width * static_cast<double>(day);
    canvas.fill({x - rule / 2, place.y, rule, place.height}, line_color);
  }
  canvas.outline(place, accent, 1.25);
}

Piece piece_of(Table table, double gap) {
  const double height = table.height();
  return {.gap = gap, .height = height, .draw = [table = std::move(table)](Canvas& canvas, const Rectangle& place) {
            const Element element(canvas, "Table");
            draw_head(canvas, table, place);
            double y = place.y + table.head_height;
            for (const Line& line : table.lines) {
              draw_line(canvas, table, line, place.x, y);
              y += line.height;
            }
            draw_rules(canvas, table, place);
          }};
}

}  // namespace

void Setter::set_tick_sheet(const Block& block, double width, std::vector<Piece>& pieces) const {
  const std::size_t most_days = look_.large ? 7 : 14;
  const double most_height = look_.sizes.height - 2 * look_.sizes.margin - look_.sizes.foot;
  for (std::size_t first = 0; first < block.days.size(); first += most_days) {
    const std::size_t last = std::min(first + most_days, block.days.size());
    Table table;
    table.words_width = width * (look_.large ? 0.42 : 0.33);
    table.day_width = (width - table.words_width) / static_cast<double>(std::min(most_days, block.days.size()));
    for (std::size_t day = first; day < last; ++day) {
      Head head{text({{block.days[day].text}}, {look_.body, true, accent, true}, table.day_width), nullptr};
      if (!block.days[day].date.empty()) {
        head.date =
            text({{block.days[day].date}}, {look_.body * (look_.large ? 0.75 : 1), false, ink, true}, table.day_width);
      }
      const double height = head.day->height() + (head.date ? head.date->height() : 0) + 2 * cell_padding;
      table.head_height = std::max(table.head_height, height);
      table.heads.push_back(head);
    }
    table.words_width = width - table.day_width * static_cast<double>(last - first);
    table.to_do = text({{"☐"}}, {look_.body * 1.35, false, ink, true}, table.day_width);
    table.not_to_do = text({{"–"}}, {look_.body, false, soft_ink, true}, table.day_width);
    double height = table.head_height;
    for (const Row& row : block.rows) {
      const std::vector<bool> days(row.days.begin() + static_cast<std::ptrdiff_t>(first),
                                   row.days.begin() + static_cast<std::ptrdiff_t>(last));
      if (std::find(days.begin(), days.end(), true) == days.end()) continue;
      Line line{text({{row.text}}, body(), table.words_width - 2 * cell_padding), days, 0};
      line.height = std::max(line.words->height(), look_.body * (look_.large ? 1.4 : 1.9)) + 2 * cell_padding;
      const double room = first == 0 ? most_height * 0.85 : most_height;  // the title stands above the first
      if (height + line.height > room) {
        Table full = table;
        pieces.push_back(piece_of(std::move(full), look_.gap * 2));
        table.lines.clear();
        height = table.head_height;
      }
      height += line.height;
      table.lines.push_back(std::move(line));
    }
    if (!table.lines.empty()) pieces.push_back(piece_of(std::move(table), look_.gap * 2));
  }
}

}  // namespace unknot::pdf
