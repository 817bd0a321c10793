// application/json;for=handout: the patient's sheet as data, for whoever lays it out in a way of their own.
#pragma once

#include <memory_resource>
#include <string_view>

#include "compose/handout.h"

namespace unknot::render {

std::string_view handout_json(const compose::Handout& handout, std::pmr::memory_resource& memory);

}  // namespace unknot::render
