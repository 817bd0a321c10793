// Lays out words in columns of plain text.
#pragma once

#include <memory_resource>
#include <string>
#include <string_view>

#include "pack/text.h"
#include "render/buffer.h"

namespace unknot::render {

inline constexpr std::size_t text_columns = 72;

// All of a line's words as one text.
std::pmr::string words_of(pack::Line line, std::pmr::memory_resource& memory);

// Appends `words`, broken between words so that no row is wider than text_columns unless one word is. The first row
// begins with `first`, the others with `rest`.
void append_wrapped(std::string_view words, std::string_view first, std::string_view rest, Buffer& out);

}  // namespace unknot::render
