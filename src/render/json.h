// application/json: the record of everything.
#pragma once

#include <string_view>

#include "base/arena.h"
#include "render/record.h"

namespace unknot::render {

std::string_view json(const Record& record, Arena& memory);

}  // namespace unknot::render
