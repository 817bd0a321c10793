#include "look.h"

namespace unknot::pdf {

Look::Look(const Document& document)
    : large(document.large_print),
      urgent(document.kind.starts_with("get_care")),
      body(large ? 18 : 12),
      small(large ? 12 : 10),
      title(large ? 26 : 21),
      heading(large ? 21 : 15),
      topic(large ? 19 : 13),
      message(large ? 20 : 14),
      gap(body * 0.3),
      picture_width((large ? 38 : 30.5) * millimeter),
      narrow_picture_width((large ? 34 : 30) * millimeter),
      sizes{.width = document.letter ? 612 : 595.28,
            .height = document.letter ? 792 : 841.89,
            .margin = 9 * millimeter,
            .foot = small * 0.95,
            .gutter = 4 * millimeter,
            .padding = 3.2 * millimeter,
            .bar = 2.2 * millimeter} {}

}  // namespace unknot::pdf
