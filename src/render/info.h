// What an engine is, as compact JSON.
#pragma once

#include <string>

#include "pack/pack.h"

namespace unknot::render {

std::string info(const pack::Pack& pack);

}  // namespace unknot::render
