// A handout document on paper.
#pragma once

#include "blocks.h"

namespace unknot::pdf {

std::string print(const Document& document, const Drawings& drawings, Press& press, const std::string& request_id,
                  std::int64_t created_unix_seconds);

}  // namespace unknot::pdf
