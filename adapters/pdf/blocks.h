// Blocks of the document as pieces of a given width.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "document.h"
#include "flow.h"
#include "look.h"
#include "press.h"

namespace unknot::pdf {

// The SVG of each picture, by its id.
using Drawings = std::map<std::string_view, std::string_view>;

class Setter {
 public:
  Setter(Press& press, const Look& look, const Drawings& drawings) : press_(press), look_(look), drawings_(drawings) {}

  const Look& look() const { return look_; }

  // Whether what is set now stands on other sheets, too: not a patient's or a clinic's name, not a request's id.
  bool sets_common_texts = false;

  // A paragraph, as an element of this name.
  Piece paragraph(const char* element, const std::vector<Run>& runs, const TextStyle& style, double width) const;
  Piece heading(const char* element, const std::string& text, double size, double width) const;
  // A heading with a rule below it.
  Piece section_heading(const std::string& text, double width) const;
  // The one thing to know, in a box of its own.
  Piece message(const std::string& text, double width) const;

  // Each of the block's pieces, at the end of `pieces`; a list's label is an element `label_element`.
  void set(const Block& block, double width, const char* label_element, std::vector<Piece>& pieces) const;

 private:
  std::shared_ptr<const Text> text(const std::vector<Run>& runs, const TextStyle& style, double width) const {
    return sets_common_texts ? press_.common_text(runs, style, width)
                             : std::make_shared<const Text>(press_, runs, style, width);
  }
  TextStyle body(bool bold = false) const { return {look_.body, bold, ink}; }

  Piece labelled(const Block& block, double width) const;
  void set_list(const Block& block, double width, const char* label_element, std::vector<Piece>& pieces) const;
  struct Item {
    std::shared_ptr<const Text> number;  // none in a plain list
    std::shared_ptr<const Text> words;
  };
  Item item(const Block& block, std::size_t index, double width) const;
  Piece list_item(const Block& block, std::size_t index, double width) const;
  Piece pictures_in_a_row(const Block& block, const Picture* first, std::size_t count, double width) const;
  // A picture at the side of its own item and of those before `last` that find room beside it.
  Piece picture_beside_items(const Block& block, const Picture& picture, std::size_t& last, double width) const;
  std::string_view drawing(const Picture& picture) const;
  void set_tick_sheet(const Block& block, double width, std::vector<Piece>& pieces) const;

  Press& press_;
  const Look& look_;
  const Drawings& drawings_;
};

}  // namespace unknot::pdf
