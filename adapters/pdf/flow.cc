#include "flow.h"

#include <algorithm>
#include <array>
#include <span>

namespace unknot::pdf {

namespace {

using Pieces = std::vector<Piece>;

struct Density {
  double gaps;              // times each gap
  Glue breaks;              // the strongest glue after which a column may end
  bool keeps_whole = true;  // what had best stand on one page
};

// From loose to dense.
constexpr std::array densities{
    Density{1.3, Glue::none},  Density{1, Glue::none},    Density{0.8, Glue::none}, Density{0.8, Glue::topic},
    Density{0.6, Glue::topic}, Density{0.45, Glue::near}, Density{0.3, Glue::near}, Density{0.15, Glue::near, false},
};

class Flow {
 public:
  Flow(const Sizes& sizes, const Density& density) : sizes_(sizes), density_(density), y_(sizes.margin) {}

  Layout run(std::span<const Group> groups) {
    for (const Group& group : groups) place(group);
    layout_.pages = page_ + 1;
    return std::move(layout_);
  }

 private:
  bool at_top() const { return y_ == sizes_.margin; }
  double bottom() const { return sizes_.height - sizes_.margin - sizes_.foot; }
  void next_page() {
    ++page_;
    y_ = sizes_.margin;
  }

  bool breaks_after(const Piece& piece) const { return piece.glue <= density_.breaks; }

  double stacked(const Pieces& pieces, std::size_t first, std::size_t last) const {
    double height = 0;
    for (std::size_t i = first; i < last; ++i) height += height_of(pieces[i], i == first);
    return height;
  }
  // With what stands above it.
  double height_of(const Piece& piece, bool is_first) const {
    const double head = piece.head == nullptr ? 0 : piece.head->height;
    return piece.height + (is_first ? head : gap(piece));
  }
  double gap(const Piece& piece) const { return piece.gap * density_.gaps; }

  // The end of the pieces from `first` on that a column of this height holds; `first` itself if there are none.
  std::size_t fill(const Pieces& pieces, std::size_t first, double height) const {
    std::size_t last = first;
    double used = 0;
    for (std::size_t i = first; i < pieces.size(); ++i) {
      used += height_of(pieces[i], i == first);
      if (used > height) break;
      if (i + 1 == pieces.size() || breaks_after(pieces[i])) last = i + 1;
    }
    return last;
  }

  // The ends of the columns from `first` on, as high as given.
  std::vector<std::size_t> columns(const Group& group, std::size_t first, double height) const {
    std::vector<std::size_t> ends;
    for (std::size_t column = 0; column < group.columns; ++column) {
      first = fill(group.pieces, first, height);
      ends.push_back(first);
    }
    return ends;
  }

  // The same, all equally high, if the rest of the group fits.
  std::vector<std::size_t> balanced(const Group& group, std::size_t first, double height) const {
    double low = 0;
    for (int i = 0; i < 16; ++i) {
      const double middle = (low + height) / 2;
      (columns(group, first, middle).back() == group.pieces.size() ? height : low) = middle;
    }
    return columns(group, first, height);
  }

  void place(const Group& group) {
    const double inset = sizes_.inset(group);
    std::size_t first = 0;
    bool head_stands = group.head.empty();
    for (;;) {
      const double above = at_top() ? 0 : group.gap * density_.gaps;
      const double head = head_stands ? 0 : stacked(group.head, 0, group.head.size()) + sizes_.padding / 2;
      const double height = bottom() - y_ - above - head - 2 * inset;
      std::vector<std::size_t> ends = columns(group, first, height);
      if (ends.front() == first && first < group.pieces.size()) {
        if (!at_top()) {
          next_page();
          continue;
        }
        // Longer than a page though it should stand in one place: what cannot be kept together is still told.
        if (group.pieces[first].height > height) throw TooLong();
        ends.assign(group.columns, first + 1);
      }
      const bool all_fit = ends.back() == group.pieces.size() && height >= 0;
      if (!all_fit && !at_top() && ((group.whole && density_.keeps_whole) || group.pieces.empty())) {
        next_page();
        continue;
      }
      if (all_fit && group.columns > 1) ends = balanced(group, first, height);
      y_ += above;
      put(group, first, ends, !head_stands);
      head_stands = true;
      first = ends.back();
      if (first == group.pieces.size()) return;
      next_page();
    }
  }

  // A part of a group that stands on one page.
  void put(const Group& group, std::size_t first, const std::vector<std::size_t>& ends, bool with_head) {
    const double inset = sizes_.inset(group);
    const double top = y_;
    y_ += inset;
    if (with_head && !group.head.empty()) {
      stack(group.head, 0, group.head.size(), sizes_.margin + inset, sizes_.inner_width() - 2 * inset);
      y_ += stacked(group.head, 0, group.head.size()) + sizes_.padding / 2;
    }
    const double width = sizes_.column_width(group);
    double x = sizes_.margin + inset;
    double highest = 0;
    for (const std::size_t end : ends) {
      stack(group.pieces, first, end, x, width);
      highest = std::max(highest, stacked(group.pieces, first, end));
      first = end;
      x += width + sizes_.gutter;
    }
    y_ += highest + inset;
    if (group.frame == Group::Frame::none) return;
    const auto kind = group.frame == Group::Frame::solid ? Decoration::Kind::solid : Decoration::Kind::dashed;
    layout_.decorations.push_back({kind, page_, {sizes_.margin, top, sizes_.inner_width(), y_ - top}});
  }

  void stack(const Pieces& pieces, std::size_t first, std::size_t last, double x, double width) {
    double y = y_;
    int box = 0;
    for (std::size_t i = first; i < last; ++i) {
      const Piece& piece = pieces[i];
      if (i != first) {
        y += gap(piece);
      } else if (piece.head != nullptr) {
        layout_.placed.push_back({piece.head.get(), page_, {x, y, width, piece.head->height}});
        y += piece.head->height;
      }
      const double shift = piece.box == 0 ? 0 : sizes_.bar;
      layout_.placed.push_back({&piece, page_, {x + shift, y, width - shift, piece.height}});
      if (piece.box != 0 && piece.box != box) {
        layout_.decorations.push_back({Decoration::Kind::bar, page_, {x, y, sizes_.bar, 0}});
      }
      box = piece.box;
      y += piece.height;
      if (box != 0) layout_.decorations.back().place.height = y - layout_.decorations.back().place.y;
    }
  }

  const Sizes& sizes_;
  const Density& density_;
  double y_;
  std::size_t page_ = 0;
  Layout layout_;
};

}  // namespace

namespace {

using Groups = std::span<const Group>;

Layout lay_out_part(Groups groups, const Sizes& sizes) {
  const std::size_t fewest = Flow(sizes, densities.back()).run(groups).pages;
  for (const Density& density : densities) {
    Layout layout = Flow(sizes, density).run(groups);
    if (layout.pages <= fewest) return layout;
  }
  return Flow(sizes, densities.back()).run(groups);
}

void append(Layout& layout, Layout part) {
  for (Placed& placed : part.placed) {
    placed.page += layout.pages;
    layout.placed.push_back(placed);
  }
  for (Decoration& decoration : part.decorations) {
    decoration.page += layout.pages;
    layout.decorations.push_back(decoration);
  }
  layout.pages += part.pages;
}

}  // namespace

Layout lay_out(const std::vector<Group>& groups, const Sizes& sizes) {
  Layout layout;
  for (std::size_t first = 0; first < groups.size();) {
    std::size_t last = first + 1;
    while (last < groups.size() && !groups[first].own_pages && !groups[last].own_pages) ++last;
    append(layout, lay_out_part(Groups(groups).subspan(first, last - first), sizes));
    first = last;
  }
  return layout;
}

}  // namespace unknot::pdf
