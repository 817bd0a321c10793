// text/plain: the patient's sheet in 72 columns.
#pragma once

#include <memory_resource>
#include <string_view>

#include "compose/handout.h"

namespace unknot::render {

std::string_view text(const compose::Handout& handout, std::pmr::memory_resource& memory);

}  // namespace unknot::render
