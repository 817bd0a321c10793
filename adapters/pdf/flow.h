// From pieces that are never cut to columns on pages.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "canvas.h"

namespace unknot::pdf {

// How a piece holds on to the next one: a column ends after it the less readily, the later it stands here.
enum class Glue {
  none,
  topic,   // a topic is best read in one place
  near,    // the beginning and the end of a topic do not stand alone
  always,  // a heading stands above what it heads
};

// What is drawn in one place: a paragraph, a heading, a row of pictures.
struct Piece {
  double gap = 0;  // above it, but not at the top of a column
  double height = 0;
  Glue glue = Glue::none;
  int box = 0;                           // which box it stands in, beside its bar; 0: none
  std::vector<const char*> begins = {};  // elements that begin before it
  std::vector<const char*> ends = {};    // and end after it
  std::function<void(Canvas&, const Rectangle&)> draw = {};
  std::shared_ptr<const Piece> head = {};  // drawn above it where it is the first in a column: a table's, once more
};

// Pieces that share their columns.
struct Group {
  enum class Frame { none, solid, dashed };
  std::size_t columns = 1;
  Frame frame = Frame::none;
  bool own_pages = false;          // which nothing else stands on
  bool whole = false;              // on one page, if it is not longer and costs no page
  double gap = 0;                  // above it, but not at the top of a page
  std::vector<Piece> head = {};    // above the columns; stays with what comes first in them
  std::vector<Piece> pieces = {};  // in the columns
};

struct Sizes {
  double width, height;  // of the page
  double margin;
  double foot;  // the line below everything
  double gutter;
  double padding;  // within a frame
  double bar;      // from a box's edge to what stands in it

  double inner_width() const { return width - 2 * margin; }
  double column_width(const Group& group) const {
    const auto columns = static_cast<double>(group.columns);
    return (inner_width() - 2 * inset(group) - (columns - 1) * gutter) / columns;
  }
  double inset(const Group& group) const { return group.frame == Group::Frame::none ? 0 : padding; }
};

struct Placed {
  const Piece* piece;
  std::size_t page;
  Rectangle place;
};

struct Decoration {
  enum class Kind { solid, dashed, bar };
  Kind kind;
  std::size_t page;
  Rectangle place;
};

struct Layout {
  std::size_t pages = 0;
  std::vector<Placed> placed;  // in the order of reading
  std::vector<Decoration> decorations;
};

// A text that is longer than a page: better none than one that is cut.
struct TooLong : std::exception {
  const char* what() const noexcept override { return "a text that is longer than a page"; }
};

// On as few pages as can be and, on so many, as loosely as can be: what stands before, on and after own pages each.
// Throws TooLong.
Layout lay_out(const std::vector<Group>& groups, const Sizes& sizes);

}  // namespace unknot::pdf
