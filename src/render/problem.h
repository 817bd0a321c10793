// A problem as compact JSON: {"code","pointer","expected","message"}.
#pragma once

#include <string>

#include "base/failure.h"

namespace unknot::render {

std::string problem_json(const Problem& problem);

}  // namespace unknot::render
