#include "openapi.h"

extern "C" const char unknotd_openapi_begin[];
extern "C" const char unknotd_openapi_end[];

namespace unknot::service {

std::string_view openapi_document() {
  return {unknotd_openapi_begin, static_cast<std::size_t>(unknotd_openapi_end - unknotd_openapi_begin)};
}

}  // namespace unknot::service
