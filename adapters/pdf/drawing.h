// An SVG as a PDF keeps it: made once for all the sheets that show it.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace unknot::pdf {

// A form: content to be shown by its name on any page.
struct Drawing {
  double width;
  double height;
  std::string content;    // compressed
  std::string resources;  // as PDF syntax
};

// Throws BadInput if it is no SVG that can be drawn.
std::shared_ptr<const Drawing> drawing_of(std::string_view svg);

}  // namespace unknot::pdf
