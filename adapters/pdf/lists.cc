// Lists and steps: plain items, and cards whose caption is the item.
#include <algorithm>
#include <type_traits>

#include "blocks.h"

namespace unknot::pdf {

namespace {

constexpr double picture_height_of_width = 0.75;
constexpr double card_gap = 4;

double indent_of(const Look& look, bool numbered) { return look.body * (numbered ? 1.35 : 0.95); }

void draw_frame(Canvas& canvas, const Rectangle& place) { canvas.outline(place, line_color, 0.75, 3); }

// How many of these cards stand in the next row: rows that are about equally long.
std::size_t in_next_row(std::size_t cards, std::size_t most) {
  const std::size_t rows = (cards + most - 1) / most;
  return (cards + rows - 1) / rows;
}

}  // namespace

std::string_view Setter::drawing(const Picture& picture) const {
  const auto found = drawings_.find(picture.id);
  if (found == drawings_.end()) throw BadInput();
  return found->second;
}

Setter::Item Setter::item(const Block& block, std::size_t index, double width) const {
  const bool numbered = block.type == Block::Type::steps;
  const double indent = indent_of(look_, numbered);
  return {numbered ? text({{std::to_string(index + 1) + "."}}, {look_.body, true, accent}, indent) : nullptr,
          text({{block.items[index]}}, body(), width - indent)};
}

namespace {

// An item behind its number or bullet; `draw_figure`, unless it is nullptr, draws what else belongs to it.
template <typename Words, typename DrawFigure>
void draw_item(Canvas& canvas, const Words& item, const Look& look, double x, double y, DrawFigure draw_figure) {
  const Element element(canvas, "LI");
  if (item.number) {
    const Element label(canvas, "Lbl");
    canvas.text(*item.number, x, y);
  } else {
    canvas.disc(x + look.body * 0.3, y + item.words->leading() * 0.53, look.body * 0.17, accent);
  }
  const Element body(canvas, "LBody");
  const double indent = indent_of(look, item.number != nullptr);
  if constexpr (std::is_null_pointer_v<DrawFigure>) {
    canvas.text(*item.words, x + indent, y);
  } else {
    draw_figure();
    const Element words(canvas, "P");
    canvas.text(*item.words, x + indent, y);
  }
}

}  // namespace

Piece Setter::list_item(const Block& block, std::size_t index, double width) const {
  const Item item = this->item(block, index, width);
  return {.gap = look_.gap * 0.5,
          .height = item.words->height(),
          .draw = [item, look = look_](Canvas& canvas, const Rectangle& place) {
            draw_item(canvas, item, look, place.x, place.y, nullptr);
          }};
}

// Cards side by side, each a picture over its words.
Piece Setter::pictures_in_a_row(const Block& block, const Picture* first, std::size_t count, double width) const {
  const bool numbered = block.type == Block::Type::steps;
  const double cell = (width - card_gap * static_cast<double>(count - 1)) / static_cast<double>(count);
  const double picture_width = std::min(cell, look_.picture_width);
  const double picture_height = picture_width * picture_height_of_width;
  const double badge = look_.body * 1.45;
  const double words_gap = look_.gap * 0.6;
  struct Card {
    std::string_view svg;
    std::string alternative_text;
    Item item;
  };
  std::vector<Card> cards;
  double words_height = 0;
  for (const Picture* picture = first; picture != first + count; ++picture) {
    const Item item{
        numbered ? text({{std::to_string(picture->item + 1)}}, {look_.body, true, white, true}, badge) : nullptr,
        text({{block.items[picture->item]}}, body(), cell)};
    words_height = std::max(words_height, item.words->height());
    cards.push_back({drawing(*picture), picture->alternative_text, item});
  }
  return {.gap = look_.gap,
          .height = picture_height + words_gap + words_height,
          .draw = [=, cards = std::move(cards)](Canvas& canvas, const Rectangle& place) {
            double x = place.x;
            for (const Card& card : cards) {
              const Element element(canvas, "LI");
              const Rectangle frame{x, place.y, picture_width, picture_height};
              {
                const Element body(canvas, "LBody");
                canvas.figure(card.svg, card.alternative_text, frame);
                draw_frame(canvas, frame);
                if (card.item.number) {
                  canvas.fill({x, place.y, badge, badge}, accent, 3);
                  const Element number(canvas, "Span");
                  canvas.text(*card.item.number, x, place.y + (badge - card.item.number->height()) / 2);
                }
                const Element words(canvas, "P");
                canvas.text(*card.item.words, x, place.y + picture_height + words_gap);
              }
              x += cell + card_gap;
            }
          }};
}

Piece Setter::picture_beside_items(const Block& block, const Picture& picture, std::size_t& last, double width) const {
  const double picture_width = look_.narrow_picture_width;
  const double picture_height = picture_width * picture_height_of_width;
  const double indent = picture_width + look_.body * 0.7;
  const double gap = look_.gap * 0.5;
  std::vector<Item> items;
  double height = 0;
  std::size_t index = picture.item;
  for (; index < last && (items.empty() || height < picture_height * 0.8); ++index) {
    items.push_back(item(block, index, width - indent));
    height += items.back().words->height() + gap;
  }
  last = index;
  return {.gap = look_.gap,
          .height = std::max(picture_height, height - gap),
          .draw = [=, look = look_, svg = drawing(picture), alternative_text = picture.alternative_text,
                   items = std::move(items)](Canvas& canvas, const Rectangle& place) {
            const Rectangle frame{place.x, place.y, picture_width, picture_height};
            double y = place.y;
            for (const Item& item : items) {
              if (&item == &items.front()) {
                draw_item(canvas, item, look, place.x + indent, y, [&] {
                  canvas.figure(svg, alternative_text, frame);
                  draw_frame(canvas, frame);
                });
              } else {
                draw_item(canvas, item, look, place.x + indent, y, nullptr);
              }
              y += item.words->height() + gap;
            }
          }};
}

void Setter::set_list(const Block& block, double width, const char* label_element, std::vector<Piece>& pieces) const {
  if (!block.label.empty()) {
    pieces.push_back(heading(label_element, block.label, look_.body, width));
    pieces.back().gap = look_.gap * 1.5;
  }
  const std::size_t first_piece = pieces.size();
  const auto most = static_cast<std::size_t>((width + card_gap) / (look_.body * 6.2 + card_gap));
  const Picture* picture = block.pictures.data();
  const Picture* const end = picture + block.pictures.size();
  for (std::size_t item = 0; item < block.items.size();) {
    std::size_t pictured = 0;
    while (picture + pictured != end && picture[pictured].item == item + pictured) ++pictured;
    if (pictured == 0) {
      pieces.push_back(list_item(block, item++, width));
    } else if (pictured == 1) {
      std::size_t last = picture + 1 == end ? block.items.size() : picture[1].item;
      pieces.push_back(picture_beside_items(block, *picture++, last, width));
      item = last;
    } else {
      const std::size_t count = in_next_row(pictured, std::max<std::size_t>(most, 1));
      pieces.push_back(pictures_in_a_row(block, picture, count, width));
      picture += count;
      item += count;
    }
  }
  pieces[first_piece].gap = look_.gap;
  pieces[first_piece].begins.push_back("L");
  pieces.back().ends.push_back("L");
}

}  // namespace unknot::pdf
