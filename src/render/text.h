// text/plain: the patient's sheet in 72 columns.
#pragma once

#include <memory_resource>
#include <string>

#include "compose/handout.h"

namespace unknot::render {

std::pmr::string text(const compose::Handout& handout, std::pmr::memory_resource& memory);

}  // namespace unknot::render
