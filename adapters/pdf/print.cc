#include "print.h"

#include "finish.h"
#include "sheet.h"

namespace unknot::pdf {

namespace {

double number_width(const Look& look) { return look.small * 5; }

// Whose sheet it is.
Text foot_of(const std::string& patient, const std::string& request_id, const Press& press, const Look& look) {
  const std::string words = patient + (patient.empty() || request_id.empty() ? "" : "  ·  ") + request_id;
  return {press, {{words}}, {look.small, false, soft_ink}, look.sizes.inner_width() - number_width(look)};
}

class Printer {
 public:
  Printer(const Press& press, const Look& look, const Layout& layout, const Text& foot, Canvas& canvas)
      : press_(press), look_(look), layout_(layout), foot_(foot), canvas_(canvas) {}

  void print() {
    const Element document(canvas_, "Document");
    std::size_t piece = 0;
    for (std::size_t page = 0; page < layout_.pages; ++page) {
      print_decorations(page);
      for (; piece < layout_.placed.size() && layout_.placed[piece].page == page; ++piece) {
        print_piece(layout_.placed[piece]);
      }
      print_foot(page);
      canvas_.end_page();
    }
  }

 private:
  void print_piece(const Placed& placed) {
    for (const char* element : placed.piece->begins) canvas_.begin(element);
    placed.piece->draw(canvas_, placed.place);
    for (const char* element : placed.piece->ends) canvas_.end(element);
  }

  void print_decorations(std::size_t page) {
    for (const Decoration& decoration : layout_.decorations) {
      if (decoration.page != page) continue;
      const Rectangle& place = decoration.place;
      switch (decoration.kind) {
        case Decoration::Kind::bar: canvas_.fill({place.x, place.y, 2.5, place.height}, accent); break;
        case Decoration::Kind::solid: canvas_.outline(place, look_.urgent ? alarm : accent, 1.75, 4); break;
        case Decoration::Kind::dashed: canvas_.outline(place, ink, 1.25, 4, true); break;
      }
    }
  }

  // On each page, so that two patients' sheets can be told apart when they fall from the printer.
  void print_foot(std::size_t page) {
    const Sizes& sizes = look_.sizes;
    const double y = sizes.height - sizes.margin - look_.small * 0.55 - (foot_.height() - foot_.leading());
    canvas_.text(foot_, sizes.margin, y);
    // Also between words that are read from right to left: "1 / 4".
    const std::string number = "\u2066" + std::to_string(page + 1) + " / " + std::to_string(layout_.pages) + "\u2069";
    canvas_.text(Text(press_, {{number}}, {look_.small, false, soft_ink, true}, number_width(look_)),
                 sizes.width - sizes.margin - number_width(look_), y);
  }

  const Press& press_;
  const Look& look_;
  const Layout& layout_;
  const Text& foot_;
  Canvas& canvas_;
};

}  // namespace

std::string print(const Document& document, const Drawings& drawings, Press& press, const std::string& request_id,
                  std::int64_t created_unix_seconds) {
  press.set_language(document.locale, document.right_to_left);
  Look look(document);
  const Text foot = foot_of(document.patient, request_id, press, look);
  look.sizes.foot += foot.height() - foot.leading();  // a long name has more than one line
  Setter setter(press, look, drawings);
  const std::vector<Group> groups = set_sheet(document, setter);
  const Layout layout = lay_out(groups, look.sizes);
  Canvas canvas(look.sizes.width, look.sizes.height, document.right_to_left);
  canvas.set_title(document.title, created_unix_seconds);
  Printer(press, look, layout, foot, canvas).print();
  const std::string drawn = canvas.finish();
  return finish_pdf(drawn, document.locale, document.right_to_left, look.sizes.height, canvas.figures());
}

}  // namespace unknot::pdf
