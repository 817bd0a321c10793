// Compression as PDF's /FlateDecode reads it.
#pragma once

#include <string>

namespace unknot::pdf {

std::string deflated(const std::string& bytes);

}  // namespace unknot::pdf
