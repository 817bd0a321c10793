#include "render/text.h"

#include <algorithm>

#include "base/utf8.h"
#include "render/text_layout.h"

namespace unknot::render {

namespace {

using compose::Block;
using compose::Handout;
using compose::Section;
using Form = compose::Section::Form;

class TextWriter {
 public:
  TextWriter(const Handout& handout, Buffer& out, std::pmr::memory_resource& memory)
      : handout_(handout), out_(out), memory_(memory) {}

  void write() {
    write_heading(handout_.title, '=');
    if (!handout_.patient.empty()) append_wrapped(words(handout_.patient), "", "", out_);
    for (const Section& section : handout_.sections) write_section(section);
  }

 private:
  std::pmr::string words(pack::Line line) { return words_of(line, memory_); }

  void write_heading(pack::Line line, char underline) {
    const std::pmr::string heading = words(line);
    append_wrapped(heading, "", "", out_);
    out_.append(std::min(utf8::length(heading), text_columns), underline);
    out_.append('\n');
  }

  void write_section(const Section& section) {
    out_.append('\n');
    const bool is_topic = section.form == Form::topic || section.form == Form::brief_topic;
    if (section.form == Form::plain) {
      if (!section.heading.empty()) write_heading(section.heading, '-');
      write_blocks(section, "");
    } else if (is_topic && !section.box.empty()) {
      write_topic(section, "  * ", "    ");
    } else {
      write_topic(section, "* ", "  ");
    }
  }

  void write_blocks(const Section& section, std::string_view indent) {
    for (const Block& block : handout_.blocks_of(section)) write_block(block, indent);
  }

  // A topic, or the head of a box; the topics of a box stand further in than it does.
  void write_topic(const Section& section, std::string_view bullet, std::string_view indent) {
    if (section.form == Form::brief_topic) return write_brief(section, bullet, indent);
    append_wrapped(words(section.heading), bullet, indent, out_);
    write_blocks(section, indent);
  }

  void write_brief(const Section& section, std::string_view bullet, std::string_view indent) {
    std::pmr::string entry = words(section.heading);
    entry += '.';
    for (const Block& block : handout_.blocks_of(section)) {
      entry += ' ';
      if (!block.label.empty()) entry += words(block.label) + ": ";
      entry += words(block.lines[0]);
    }
    append_wrapped(entry, bullet, indent, out_);
  }

  void write_block(const Block& block, std::string_view indent) {
    std::pmr::string first(indent, &memory_);
    switch (block.type) {
      case Block::Type::tick_sheet: return write_tick_sheet();
      case Block::Type::message:
      case Block::Type::paragraph: return append_wrapped(words(block.lines[0]), indent, indent, out_);
      case Block::Type::list:
      case Block::Type::steps: return write_list(block, indent);
      case Block::Type::dose:
      case Block::Type::stop_if:
      case Block::Type::caution:
      case Block::Type::evidence: break;
    }
    first += words(block.label);
    first += ": ";
    append_wrapped(words(block.lines[0]), first, indent, out_);
  }

  void write_list(const Block& block, std::string_view indent) {
    if (!block.label.empty()) append_wrapped(words(block.label), indent, indent, out_);
    for (std::size_t i = 0; i < block.lines.size(); ++i) {
      std::pmr::string first(indent, &memory_);
      first += block.type == Block::Type::steps ? std::to_string(i + 1) + ". " : std::string("- ");
      const std::pmr::string rest(first.size(), ' ', &memory_);
      append_wrapped(words(block.lines[i]), first, rest, out_);
    }
  }

  void append_padded(std::string_view cell, std::size_t width) {
    out_.append(cell);
    const std::size_t used = utf8::length(cell);
    if (used < width) out_.append(width - used, ' ');
  }

  void write_tick_sheet() {
    const compose::TickSheet& sheet = handout_.tick_sheet;
    std::size_t width = 5;
    for (const auto* heads : {&sheet.days, &sheet.dates}) {
      for (const pack::Line head : *heads) width = std::max(width, utf8::length(words(head)) + 1);
    }
    for (std::size_t first = 0; first < sheet.days.size(); first += 7) {
      const std::size_t last = std::min(first + 7, sheet.days.size());
      out_.append('\n');
      write_tick_heads(sheet.days, first, last, width);
      write_tick_heads(sheet.dates, first, last, width);
      for (const compose::TickSheetRow& row : sheet.rows) write_tick_row(row, first, last, width);
    }
  }

  void write_tick_heads(const std::pmr::vector<pack::Line>& heads, std::size_t first, std::size_t last,
                        std::size_t width) {
    if (heads.empty()) return;
    for (std::size_t day = first; day < last; ++day) append_padded(words(heads[day]), width);
    end_row();
  }

  // The boxes, then the action, so that long actions wrap at the right.
  void write_tick_row(const compose::TickSheetRow& row, std::size_t first, std::size_t last, std::size_t width) {
    const std::uint32_t shown = (row.days >> first) & ((std::uint32_t{1} << (last - first)) - 1);
    if (shown == 0) return;
    std::pmr::string boxes(&memory_);
    for (std::size_t day = first; day < last; ++day) {
      boxes += (row.days >> day & 1) != 0 ? "[ ]" : " - ";
      boxes.append(width - 3, ' ');
    }
    const std::pmr::string rest(boxes.size(), ' ', &memory_);
    append_wrapped(words(row.action), boxes, rest, out_);
  }

  void end_row() {
    while (out_.last() == ' ') out_.drop_last();
    out_.append('\n');
  }

  const Handout& handout_;
  Buffer& out_;
  std::pmr::memory_resource& memory_;
};

}  // namespace

std::string_view text(const Handout& handout, Arena& memory) {
  Buffer out(memory, 12 * 1024);
  TextWriter(handout, out, memory).write();
  return out.finish();
}

}  // namespace unknot::render
