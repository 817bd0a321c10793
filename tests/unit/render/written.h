// What a renderer writes, as a string.
#pragma once

#include <string>

#include "pack/text.h"
#include "render/buffer.h"

namespace unknot_test {

// `write(buffer)`, in a buffer that must grow.
template <typename Write>
std::string written(Write&& write) {
  unknot::Arena memory;
  unknot::render::Buffer buffer(memory, 1);
  write(buffer);
  return std::string(buffer.finish());
}

// A line of one piece that was filled in, as a patient's value is.
inline unknot::pack::Piece filled(std::string_view value) { return {value, {}, unknot::pack::Placeholder::none}; }

}  // namespace unknot_test
