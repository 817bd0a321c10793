// How the sheet looks: one scale of type, two print sizes. Lengths are points, a 72nd of an inch.
#pragma once

#include "document.h"
#include "flow.h"

namespace unknot::pdf {

inline constexpr double millimeter = 72 / 25.4;

// Each is told apart from white in black and white, too.
inline constexpr Color ink{0.07, 0.07, 0.07};
inline constexpr Color soft_ink{0.27, 0.27, 0.27};
inline constexpr Color white{1, 1, 1};
inline constexpr Color accent{0.03, 0.29, 0.35};
inline constexpr Color tint{0.91, 0.95, 0.955};
inline constexpr Color line_color{0.55, 0.66, 0.68};
inline constexpr Color alarm{0.62, 0.06, 0.06};

struct Look {
  explicit Look(const Document& document);

  bool large;
  bool urgent;                                         // the patient must go now or today
  double body, small, title, heading, topic, message;  // type
  double gap;                                          // between paragraphs
  double picture_width, narrow_picture_width;
  Sizes sizes;
};

}  // namespace unknot::pdf
