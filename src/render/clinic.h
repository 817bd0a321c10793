// text/html;for=clinic: what the clinic must ask first, the flags and why, every answer, and the patient's sheet.
#pragma once

#include <memory_resource>
#include <string_view>

#include "compose/handout.h"
#include "render/record.h"

namespace unknot::render {

std::string_view clinic(const Record& record, const compose::Handout& handout, std::pmr::memory_resource& memory);

}  // namespace unknot::render
