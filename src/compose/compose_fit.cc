// What finds room on the paper: two pages, or five in large print, and the check sheet on one more.
#include <algorithm>

#include "compose/composer.h"

namespace unknot::compose {

namespace {

// A column of an edition, as the style sheet lays it out: tests/pages holds the rooms against real pages.
struct Paper {
  int letters;     // in a line
  int in_row;      // pictures side by side, their captions beneath; 1: the caption stands beside
  int caption;     // letters in a line of it
  int drawing;     // a picture's height, in lines
  int room_on_a4;  // for all of the sheet but the check sheet, in lines
  int room_on_letter;
};
constexpr Paper normal_print{53, 3, 17, 5, 187, 169};
constexpr Paper large_print{70, 1, 52, 5, 104, 88};

int letters_of(Line line) {
  std::size_t count = 0;
  for (const Piece& piece : line) count += piece.plain.size();
  return static_cast<int>(count);
}

const Paper& paper_of(bool is_large_print) { return is_large_print ? large_print : normal_print; }

bool draws_steps(std::span<const Block> blocks) {
  return std::any_of(blocks.begin(), blocks.end(),
                     [](const Block& block) { return block.type == Block::Type::steps && !block.pictures.empty(); });
}

class Ruler {
 public:
  explicit Ruler(const Paper& paper) : paper_(paper) {}

  int lines_of(const Section& section, std::span<const Block> blocks) {
    beside_ = 0;
    int lines = section.form == Section::Form::brief_topic || section.heading.empty() ? 0 : 2;
    bool has_pictures = false;
    for (const Block& block : blocks) {
      lines += lines_of(block);
      has_pictures = has_pictures || !block.pictures.empty();
    }
    // What is not broken leaves the end of a column empty: the more the taller it is, and most of all above the plan,
    // where the columns end together.
    switch (section.id) {
      case SectionId::why:
      case SectionId::advice:
      case SectionId::tell: return lines + 10;
      case SectionId::unfinished:
      case SectionId::notices: return lines + 5;
      default: return has_pictures ? lines + lines / 4 : lines;
    }
  }

 private:
  int lines_of(const Block& block) {
    int lines = 0;
    if (!block.pictures.empty()) return lines_of_pictured(block);
    for (const Line line : block.lines) lines += lines_of_text(letters_of(block.label) + letters_of(line) + 3);
    return lines;
  }

  // Text stands beside pictures first, as far as they leave room.
  int lines_of_text(int letters) {
    if (beside_ == 0) return (letters + paper_.letters - 1) / paper_.letters;
    const int in_cells = cell_lines(letters);
    const int stood_beside = std::min(beside_, in_cells);
    beside_ -= stood_beside;
    return stood_beside == in_cells
               ? 0
               : (letters * (in_cells - stood_beside) / in_cells + paper_.letters - 1) / paper_.letters;
  }

  int lines_of_pictured(const Block& block) {
    int lines = 0;
    int row = 0;
    int in_row = 0;
    const auto end_row = [&] {
      lines += row;
      beside_ = (paper_.in_row - in_row) * row;
      row = in_row = 0;
    };
    int text = 0;
    for (std::size_t i = 0; i < block.lines.size(); ++i) {
      const int letters = letters_of(block.lines[i]) + 3;
      const bool is_drawn = block.pictures[i].drawing != nullptr;
      if (!is_drawn && (block.type == Block::Type::steps || paper_.in_row == 1)) {
        text += letters;
        continue;
      }
      if (in_row == paper_.in_row) end_row();
      ++in_row;
      const int drawing = is_drawn ? paper_.drawing : 0;
      row = std::max(row, paper_.in_row > 1 ? drawing + cell_lines(letters) : std::max(drawing, cell_lines(letters)));
    }
    end_row();
    if (block.type == Block::Type::list) beside_ = 0;
    return lines + lines_of_text(text);
  }

  int cell_lines(int letters) const { return (letters + paper_.caption - 1) / paper_.caption; }

  const Paper& paper_;
  int beside_ = 0;
};

}  // namespace

int lines_of(const Section& section, std::span<const Block> blocks, bool is_large_print) {
  return Ruler(paper_of(is_large_print)).lines_of(section, blocks);
}

int Composer::lines_from(std::size_t first) const {
  int lines = 0;
  for (std::size_t i = first; i < out_.sections.size(); ++i) {
    const Section& section = out_.sections[i];
    if (section.prepared != nullptr) {
      lines += section.prepared->lines[out_.large_print ? 1 : 0];
    } else if (section.id != SectionId::tick_sheet) {
      lines += lines_of(section, out_.blocks_of(section), out_.large_print);
    }
  }
  return lines;
}

// Tells a topic of the plan in brief, its dose with it; how many lines that saves.
int Composer::shorten(std::size_t topic) {
  const std::size_t end = out_.sections.size();
  add_brief_topic(SectionId::plan, static_cast<pack::Index>(source_.pack.topic_ids.find(out_.sections[topic].topic)));
  const int brief = lines_from(end);
  std::swap(out_.sections[topic], out_.sections[end]);
  const int whole = lines_from(end);
  out_.sections.pop_back();
  return whole - brief;
}

// Of what is beyond the plan and is told whatever the room.
int Composer::lines_of_what_follows() {
  const std::size_t end = out_.sections.size();
  for (const pack::Index topic : source_.plan.more) {
    if (follows_in_plan(source_, topic)) add_brief_topic(SectionId::more, topic);
  }
  const int lines = lines_from(end);
  out_.sections.erase(out_.sections.begin() + static_cast<std::ptrdiff_t>(end), out_.sections.end());
  return lines;
}

// Where there is no room for the whole plan its last topics are told in brief, those whose steps are drawn last of all.
// What is beyond the plan is told as far as there is room, and named where there is none.
void Composer::fit(std::size_t more_at) {
  const Paper& paper = paper_of(out_.large_print);
  const int heads = (letters_of(out_.title) + letters_of(out_.patient)) / paper.letters;
  const int room = out_.page == "A4" ? paper.room_on_a4 : paper.room_on_letter;
  int left = room - heads - lines_from(0) - lines_of_what_follows();
  for (const bool has_drawn_steps : {false, true}) {
    for (std::size_t i = more_at; left < 0 && i-- > 0;) {
      if (out_.sections[i].id != SectionId::plan || out_.sections[i].form != Section::Form::topic) continue;
      if (draws_steps(out_.blocks_of(out_.sections[i])) == has_drawn_steps) left += shorten(i);
    }
  }
  const std::size_t end = out_.sections.size();
  add_more(left);
  std::rotate(out_.sections.begin() + static_cast<std::ptrdiff_t>(more_at),
              out_.sections.begin() + static_cast<std::ptrdiff_t>(end), out_.sections.end());
}

}  // namespace unknot::compose
