#include "render/html.h"

#include "render/html_writer.h"
#include "render/style_sheet.h"

namespace unknot::render {

namespace {

using compose::Block;
using compose::Handout;
using compose::Section;
using Form = compose::Section::Form;

constexpr std::size_t days_per_table = 7;

class PageWriter {
 public:
  PageWriter(const Handout& handout, Buffer& out) : handout_(handout), html_(out) {}

  void write() {
    html_.markup("<div class=\"handout ");
    html_.plain(handout_.kind);
    if (handout_.large_print) html_.markup(" large");
    html_.markup("\" lang=\"");
    html_.plain(handout_.locale);
    html_.markup("\" dir=\"");
    html_.plain(handout_.direction);
    html_.markup("\">\n<header>\n");
    html_.element("<h1>", handout_.title, "</h1>\n");
    if (!handout_.patient.empty()) html_.element("<p class=\"patient\">", handout_.patient, "</p>\n");
    html_.markup("</header>\n");
    for (const Section& section : handout_.sections) {
      if (section.box.empty() || section.form == Form::box) close_box();
      if (section.prepared != nullptr) {
        html_.plain(section.prepared->html);
      } else {
        write_section(section, handout_.blocks_of(section));
      }
    }
    close_box();
    close_section();
    html_.markup("</div>\n");
  }

  void write_section(const Section& section, std::span<const Block> blocks) {
    switch (section.form) {
      case Form::plain:
        close_section();
        html_.markup("<section class=\"");
        html_.plain(pack::section_id(section.id));
        html_.markup("\">\n");
        section_open_ = true;
        if (!section.heading.empty()) html_.element("<h2>", section.heading, "</h2>\n");
        write_blocks(blocks);
        break;
      case Form::box:
        html_.element("<div class=\"box\">\n<h3>", section.heading, "</h3>\n");
        box_open_ = true;
        write_blocks(blocks);
        break;
      case Form::topic:
        html_.markup("<article class=\"topic\">\n");
        write_topic(section, blocks);
        break;
      case Form::brief_topic:
        html_.markup("<article class=\"brief\">\n");
        write_topic(section, blocks);
        break;
    }
  }

 private:
  void close_section() {
    if (section_open_) html_.markup("</section>\n");
    section_open_ = false;
  }

  void close_box() {
    if (box_open_) html_.markup("</div>\n");
    box_open_ = false;
  }

  // Under the box's heading, if it stands in one.
  void write_topic(const Section& section, std::span<const Block> blocks) {
    if (section.box.empty()) {
      html_.element("<h3>", section.heading, "</h3>\n");
    } else {
      html_.element("<h4>", section.heading, "</h4>\n");
    }
    write_blocks(blocks);
    html_.markup("</article>\n");
  }

  void write_blocks(std::span<const Block> blocks) {
    for (const Block& block : blocks) write_block(block);
  }

  void write_block(const Block& block) {
    switch (block.type) {
      case Block::Type::message: html_.element("<p class=\"message\">", block.lines[0], "</p>\n"); return;
      case Block::Type::paragraph: html_.element("<p>", block.lines[0], "</p>\n"); return;
      case Block::Type::list:
        if (!block.label.empty()) html_.element("<h3>", block.label, "</h3>\n");
        html_.markup("<ul");
        write_items(block);
        html_.markup("</ul>\n");
        return;
      case Block::Type::steps:
        html_.markup("<ol");
        write_items(block);
        html_.markup("</ol>\n");
        return;
      case Block::Type::tick_sheet: write_tick_sheet(); return;
      case Block::Type::dose:
      case Block::Type::stop_if:
      case Block::Type::caution:
      case Block::Type::evidence: break;
    }
    html_.markup("<p class=\"");
    html_.plain(compose::block_type_id(block.type));
    html_.element("\"><b>", block.label, ":</b> ");
    html_.line(block.lines[0]);
    html_.markup("</p>\n");
  }

  // The line that a picture shows is its caption.
  void write_items(const Block& block) {
    html_.plain(block.pictures.empty() ? ">\n" : " class=\"pictured\">\n");
    for (std::size_t i = 0; i < block.lines.size(); ++i) {
      if (block.pictures.empty() || block.pictures[i].drawing == nullptr) {
        html_.element("<li>", block.lines[i], "</li>\n");
        continue;
      }
      const compose::Picture& picture = block.pictures[i];
      html_.element("<li><figure><svg viewBox=\"0 0 240 180\" role=\"img\" aria-label=\"", picture.alternative_text,
                    "\">");
      html_.plain(picture.drawing->paths());
      html_.element("</svg><figcaption>", block.lines[i], "</figcaption></figure></li>\n");
    }
  }

  void write_tick_sheet() {
    const compose::TickSheet& sheet = handout_.tick_sheet;
    for (std::size_t first = 0; first < sheet.days.size(); first += days_per_table) {
      const std::size_t last = std::min(first + days_per_table, sheet.days.size());
      html_.markup("<table>\n<thead><tr><td></td>");
      for (std::size_t day = first; day < last; ++day) {
        html_.element("<th scope=\"col\">", sheet.days[day], "");
        if (!sheet.dates.empty()) html_.element("<br><span>", sheet.dates[day], "</span>");
        html_.markup("</th>");
      }
      html_.markup("</tr></thead>\n<tbody>\n");
      for (const compose::TickSheetRow& row : sheet.rows) write_tick_row(row, first, last);
      html_.markup("</tbody>\n</table>\n");
    }
  }

  void write_tick_row(const compose::TickSheetRow& row, std::size_t first, std::size_t last) {
    const std::uint32_t shown = (row.days >> first) & ((std::uint32_t{1} << (last - first)) - 1);
    if (shown == 0) return;
    html_.element("<tr><th scope=\"row\">", row.action, "</th>");
    static_assert(days_per_table == 7);
    constexpr std::uint32_t every_day = (std::uint32_t{1} << days_per_table) - 1;
    if (shown == every_day) {
      html_.markup("<td>☐</td><td>☐</td><td>☐</td><td>☐</td><td>☐</td><td>☐</td><td>☐</td>");
    } else {
      for (std::size_t day = 0; day < last - first; ++day) {
        html_.plain((shown >> day & 1) != 0 ? "<td>☐</td>" : "<td>–</td>");
      }
    }
    html_.markup("</tr>\n");
  }

  const Handout& handout_;
  HtmlWriter html_;
  bool section_open_ = false;
  bool box_open_ = false;
};

}  // namespace

void append_html_head(const Handout& handout, std::string_view locale, std::string_view direction, pack::Line title,
                      Buffer& out) {
  HtmlWriter html(out);
  html.markup("<!DOCTYPE html>\n<html lang=\"");
  html.plain(locale);
  html.markup("\" dir=\"");
  html.plain(direction);
  html.markup(
      "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n");
  html.element("<title>", title, "</title>\n");
  html.markup("<style>\n");
  html.plain(style_sheet());
  html.markup("@page{size:");
  html.plain(handout.page);
  html.markup(";@bottom-left{content:\"");
  html.style_text(handout.patient);
  if (!handout.patient.empty() && !handout.reference.empty()) html.markup("\\0000a0\\0000b7\\0000a0");
  html.style_text(handout.reference);
  html.markup("\"}}\n");
  html.markup("</style>\n</head>\n");
}

std::string_view html_of_section(const compose::PreparedSection& prepared, Arena& memory) {
  Buffer out(memory, 4 * 1024);
  const Handout alone(memory);
  PageWriter(alone, out).write_section(prepared.section, prepared.blocks);
  return out.finish();
}

void append_html_handout(const Handout& handout, Buffer& out) { PageWriter(handout, out).write(); }

std::string_view html(const Handout& handout, Arena& memory) {
  Buffer out(memory, 28 * 1024);
  append_html_head(handout, handout.locale, handout.direction, handout.title, out);
  out.literal("<body>\n<main>\n");
  append_html_handout(handout, out);
  out.literal("</main>\n</body>\n</html>\n");
  return out.finish();
}

}  // namespace unknot::render
