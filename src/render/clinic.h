// text/html;for=clinic: what the clinic must ask first, the flags and why, every answer, and the patient's sheet.
#pragma once

#include <string_view>

#include "base/arena.h"
#include "compose/handout.h"
#include "render/record.h"

namespace unknot::render {

std::string_view clinic(const Record& record, const compose::Handout& handout, Arena& memory);

}  // namespace unknot::render
