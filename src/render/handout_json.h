// application/json;for=handout: the patient's sheet as data, for whoever lays it out in a way of their own.
#pragma once

#include <string_view>

#include "base/arena.h"
#include "compose/handout.h"

namespace unknot::render {

std::string_view handout_json(const compose::Handout& handout, Arena& memory);

}  // namespace unknot::render
