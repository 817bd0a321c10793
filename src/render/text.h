// text/plain: the patient's sheet in 72 columns.
#pragma once

#include <string_view>

#include "base/arena.h"
#include "compose/handout.h"

namespace unknot::render {

std::string_view text(const compose::Handout& handout, Arena& memory);

}  // namespace unknot::render
