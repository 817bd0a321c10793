// application/json: the record of everything.
#pragma once

#include <memory_resource>
#include <string_view>

#include "render/record.h"

namespace unknot::render {

std::string_view json(const Record& record, std::pmr::memory_resource& memory);

}  // namespace unknot::render
