#include "render/style_sheet.h"

extern "C" const char unknot_style_sheet_begin[];
extern "C" const char unknot_style_sheet_end[];

namespace unknot::render {

std::string_view style_sheet() {
  return {unknot_style_sheet_begin, static_cast<std::size_t>(unknot_style_sheet_end - unknot_style_sheet_begin)};
}

}  // namespace unknot::render
