// The description of the routes, OpenAPI 3.1.
#pragma once

#include <string_view>

namespace unknot::service {

std::string_view openapi_document();

}  // namespace unknot::service
