// What Cairo cannot write into a PDF: language, figures, what is no content, an id that repeats.
#pragma once

#include <string>
#include <vector>

#include "canvas.h"

namespace unknot::pdf {

std::string finish_pdf(const std::string& drawn, const std::string& locale, bool right_to_left, double page_height,
                       const std::vector<Figure>& figures);

}  // namespace unknot::pdf
