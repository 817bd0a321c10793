// The style sheet of every page, from handout.css.
#pragma once

#include <string_view>

namespace unknot::render {

std::string_view style_sheet();

}  // namespace unknot::render
