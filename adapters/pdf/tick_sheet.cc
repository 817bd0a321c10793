// The table in which the patient ticks off each day.
#include <algorithm>

#include "blocks.h"

namespace unknot::pdf {

namespace {

constexpr double cell_padding = 3;
constexpr double rule = 0.75;
constexpr double edge = 1.25;

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
};

// Left and right of everything, and between the days.
void draw_edges(Canvas& canvas, const Table& table, const Rectangle& place) {
  for (std::size_t day = 0; day < table.heads.size(); ++day) {
    const double x = place.x + table.words_width + table.day_width * static_cast<double>(day);
    canvas.fill({x - rule / 2, place.y, rule, place.height}, line_color);
  }
  for (const double x : {place.x, place.x + place.width}) {
    canvas.fill({x - edge / 2, place.y - edge / 2, edge, place.height + edge}, accent);
  }
}

// The days, in cells of the table's structure or, where they stand once more, as a decoration.
void draw_head(Canvas& canvas, const Table& table, const Rectangle& place, bool in_cells) {
  canvas.fill(place, tint);
  draw_edges(canvas, table, place);
  canvas.fill({place.x, place.y - edge / 2, place.width, edge}, accent);
  const auto begin = [&](const char* element) { in_cells ? canvas.begin(element) : void(); };
  const auto end = [&](const char* element) { in_cells ? canvas.end(element) : void(); };
  begin("TR");
  begin("TD");
  end("TD");
  double x = place.x + table.words_width;
  for (const Head& head : table.heads) {
    begin("TH");
    canvas.text(*head.day, x, place.y + cell_padding);
    if (head.date) canvas.text(*head.date, x, place.y + cell_padding + head.day->height());
    end("TH");
    x += table.day_width;
  }
  end("TR");
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

Piece head_of(const std::shared_ptr<const Table>& table, bool in_cells) {
  return {.height = table->head_height,
          .glue = Glue::always,
          .draw = [table, in_cells](Canvas& canvas, const Rectangle& place) {
            draw_head(canvas, *table, place, in_cells);
          }};
}

Piece row_of(const std::shared_ptr<const Table>& table, std::size_t index, const std::shared_ptr<const Piece>& head) {
  return {.height = table->lines[index].height,
          .draw =
              [table, index](Canvas& canvas, const Rectangle& place) {
                draw_edges(canvas, *table, place);
                draw_line(canvas, *table, table->lines[index], place.x, place.y);
                const bool is_last = index + 1 == table->lines.size();
                canvas.fill({place.x, place.y - rule / 2, place.width, rule}, line_color);
                const double width = is_last ? edge : rule;
                canvas.fill({place.x, place.y + place.height - width / 2, place.width, width},
                            is_last ? accent : line_color);
              },
          .head = head};
}

}  // namespace

void Setter::set_tick_sheet(const Block& block, double width, std::vector<Piece>& pieces) const {
  if (!pieces.empty()) pieces.back().glue = Glue::always;
  const std::size_t most_days = look_.large ? 7 : 14;
  for (std::size_t first = 0; first < block.days.size(); first += most_days) {
    const std::size_t last = std::min(first + most_days, block.days.size());
    Table table;
    table.words_width = width * (look_.large ? 0.46 : 0.33);
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
    for (const Row& row : block.rows) {
      const std::vector<bool> days(row.days.begin() + static_cast<std::ptrdiff_t>(first),
                                   row.days.begin() + static_cast<std::ptrdiff_t>(last));
      if (std::find(days.begin(), days.end(), true) == days.end()) continue;
      Line line{text({{row.text}}, body(), table.words_width - 2 * cell_padding), days, 0};
      line.height = std::max(line.words->height(), look_.body * (look_.large ? 1.4 : 2.15)) + 2 * cell_padding;
      table.lines.push_back(std::move(line));
    }
    if (table.lines.empty()) continue;
    const auto whole = std::make_shared<const Table>(std::move(table));
    const auto head_once_more = std::make_shared<const Piece>(head_of(whole, false));
    pieces.push_back(head_of(whole, true));
    pieces.back().gap = look_.gap * 2;
    pieces.back().begins.push_back("Table");
    for (std::size_t row = 0; row < whole->lines.size(); ++row) pieces.push_back(row_of(whole, row, head_once_more));
    pieces.back().ends.push_back("Table");
  }
}

}  // namespace unknot::pdf
