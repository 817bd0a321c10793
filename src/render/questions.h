// The questions in the order in which to ask them, in one language, as compact JSON.
#pragma once

#include <string>

#include "pack/pack.h"

namespace unknot::render {

std::string questions(const pack::Pack& pack, const pack::Locale& locale);

}  // namespace unknot::render
