// application/json: the record of everything.
#pragma once

#include <memory_resource>
#include <string>

#include "render/record.h"

namespace unknot::render {

std::pmr::string json(const Record& record, std::pmr::memory_resource& memory);

}  // namespace unknot::render
