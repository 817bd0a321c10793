// The work of a batch: a line of input becomes a line of output.
#pragma once

#include "chunk_ring.h"
#include "library.h"

namespace unknot::cli {

void answer_lines(const Engine& engine, Chunk& chunk);

}  // namespace unknot::cli
