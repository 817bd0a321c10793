// Words in HTML and XML.
#pragma once

#include <string>
#include <string_view>

namespace unknot::service {

// As text, or as the value of an attribute in double quotes.
std::string in_markup(std::string_view text);

}  // namespace unknot::service
