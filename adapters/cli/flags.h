// The urgency and the flags of a result, for somebody who reads them in a terminal.
#pragma once

#include <string>

#include "library.h"

namespace unknot::cli {

// The urgency, then the raised and the open flags with their reasons, then how many are clear; 80 columns.
std::string flags_text(const Result& result);

}  // namespace unknot::cli
