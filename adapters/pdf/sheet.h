// The whole document as groups of pieces, in the order of reading.
#pragma once

#include "blocks.h"

namespace unknot::pdf {

std::vector<Group> set_sheet(const Document& document, Setter& setter);

}  // namespace unknot::pdf
