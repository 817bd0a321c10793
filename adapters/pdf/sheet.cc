#include "sheet.h"

namespace unknot::pdf {

namespace {

using Form = Section::Form;

class Sheet {
 public:
  Sheet(const Document& document, Setter& setter) : document_(document), setter_(setter), look_(setter.look()) {}

  std::vector<Group> set() {
    set_title();
    for (const Section& section : document_.sections) {
      setter_.sets_common_texts = section.id != "contact" && section.id != "foot";
      if (section.form == Form::plain) {
        set_section(section);
      } else {
        set_topic(section);
      }
    }
    return std::move(groups_);
  }

 private:
  std::size_t columns() const { return look_.large ? 1 : 2; }

  Group& open(Group group) {
    group.gap = look_.gap * 3;
    return groups_.emplace_back(std::move(group));
  }
  double width() const { return look_.sizes.column_width(groups_.back()); }
  double head_width() const { return look_.sizes.inner_width() - 2 * look_.sizes.inset(groups_.back()); }

  void set_title() {
    std::vector<Piece>& pieces = open({}).pieces;
    pieces.push_back(setter_.heading("H1", document_.title, look_.title, width()));
    pieces.back().glue = Glue::always;
    if (!document_.patient.empty()) {
      pieces.push_back(setter_.paragraph("P", {{document_.patient, true}}, {look_.body, false, soft_ink}, width()));
      pieces.back().gap = 0;
    }
  }

  // Sections that stand side by side in the columns that the one before has begun.
  static bool is_side_by_side(const std::string& id) {
    return id == "why" || id == "advice" || id == "tell" || id == "contact";
  }

  void set_section(const Section& section) {
    const std::string& id = section.id;
    if (is_side_by_side(id)) {
      if (!in_columns_) open({.columns = columns()});
      if (!in_columns_ && id == "contact") return set_under_head(section);  // nothing stands beside it
      in_columns_ = true;
      return set_in_column(section);
    }
    in_columns_ = false;
    if (id == "message" || id == "unfinished" || id == "notices") {
      open({.frame = id == "unfinished" ? Group::Frame::dashed : Group::Frame::none});
      set_in_column(section);
      groups_.back().gap = look_.gap * 2;
    } else if (id == "tick_sheet") {
      open({.own_pages = !look_.large});
      set_in_column(section);
    } else if (id == "safety_net") {
      open({.columns = columns(), .frame = Group::Frame::solid, .whole = !look_.large});
      set_under_head(section);
    } else {
      // What only names topics stays with the heading above it, where no topic stands between them.
      const bool goes_on = section.heading.empty() && groups_.back().pieces.empty();
      if (!goes_on) open({.columns = columns()});
      set_under_head(section);
    }
  }

  // A heading that is as wide as the page, and blocks in columns; before topics, the blocks are as wide, too.
  void set_under_head(const Section& section) {
    Group& group = groups_.back();
    if (!section.heading.empty()) {
      group.head.push_back(group.frame == Group::Frame::none
                               ? setter_.section_heading(section.heading, head_width())
                               : setter_.heading("H2", section.heading, look_.heading, head_width()));
    }
    const bool before_topics = section.id == "plan" || section.id == "more";
    for (const Block& block : section.blocks) {
      setter_.set(block, before_topics ? head_width() : width(), "H3", before_topics ? group.head : group.pieces);
    }
    if (section.id == "left_out" && group.pieces.size() > 1) group.pieces.front().glue = Glue::always;
    if (section.id == "foot") soften(group.pieces);
  }

  void soften(std::vector<Piece>& pieces) {
    for (Piece& piece : pieces) piece.gap = look_.gap * 0.5;
  }

  void set_in_column(const Section& section) {
    std::vector<Piece>& pieces = groups_.back().pieces;
    const std::size_t first = pieces.size();
    if (!section.heading.empty()) pieces.push_back(setter_.section_heading(section.heading, width()));
    for (const Block& block : section.blocks) setter_.set(block, width(), "H3", pieces);
    hold_together(pieces, first, Glue::topic);
  }

  void set_topic(const Section& section) {
    in_columns_ = false;
    std::vector<Piece>& pieces = groups_.back().pieces;
    const std::size_t first = pieces.size();
    if (section.form == Form::box) ++boxes_;
    const bool in_box = !section.box.empty();
    const double width = this->width() - (in_box ? look_.sizes.bar + look_.gap : 0);
    const bool brief = section.form == Form::brief_topic;
    const char* const element = in_box && section.form != Form::box ? "H4" : "H3";
    pieces.push_back(setter_.heading(element, section.heading, brief ? look_.body : look_.topic, width));
    pieces.back().gap = look_.gap * (brief ? 2 : 3);
    if (brief) {
      set_briefly(section, width, pieces);
    } else {
      for (const Block& block : section.blocks) setter_.set(block, width, "H4", pieces);
    }
    hold_together(pieces, first, Glue::topic);
    if (section.form == Form::box) pieces.back().glue = section.blocks.empty() ? Glue::always : Glue::topic;
    for (std::size_t i = first; i < pieces.size(); ++i) pieces[i].box = in_box ? boxes_ : 0;
  }

  // Its text, and how sure we are of it, as one paragraph.
  void set_briefly(const Section& section, double width, std::vector<Piece>& pieces) {
    std::vector<Run> runs;
    const auto flush = [&] {
      if (runs.empty()) return;
      pieces.push_back(setter_.paragraph("P", runs, {look_.body, false, ink}, width));
      pieces.back().gap = 0;
      runs.clear();
    };
    for (const Block& block : section.blocks) {
      if (block.type == Block::Type::paragraph) {
        runs.push_back({(runs.empty() ? "" : " ") + block.text});
      } else if (block.type == Block::Type::evidence) {
        runs.push_back({(runs.empty() ? "" : " ") + block.label + ": " + block.text, false, &soft_ink});
      } else {
        flush();
        setter_.set(block, width, "H4", pieces);
      }
    }
    flush();
  }

  // What begins a topic, or ends it, does not stand alone in a column.
  static void hold_together(std::vector<Piece>& pieces, std::size_t first, Glue glue) {
    for (std::size_t i = first; i + 1 < pieces.size(); ++i) {
      const bool begins = glue == Glue::topic && i == first + 1;
      const bool ends = glue == Glue::topic && i + 2 == pieces.size();
      if (pieces[i].glue != Glue::always) pieces[i].glue = begins || ends ? Glue::near : glue;
    }
  }

  const Document& document_;
  Setter& setter_;
  const Look& look_;
  std::vector<Group> groups_;
  bool in_columns_ = false;
  int boxes_ = 0;  // so far
};

}  // namespace

std::vector<Group> set_sheet(const Document& document, Setter& setter) { return Sheet(document, setter).set(); }

}  // namespace unknot::pdf
