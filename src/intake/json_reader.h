// Reads our own JSON intake. Anything that is not exactly as documented is refused as a whole.
#pragma once

#include <memory_resource>
#include <string_view>

#include "intake/answers.h"

namespace unknot::intake {

// Copies `json` into `memory` and reads it there; the texts of the result live in `memory`. What is not said is left
// open: `read` fills it in.
// Throws a Failure (Status::intake) at the first problem in document order.
Answers read_json(const pack::Pack& pack, std::string_view json, std::pmr::memory_resource& memory);

}  // namespace unknot::intake
