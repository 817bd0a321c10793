// Cuts an input into chunks of whole lines, in bounded memory whatever the input.
#pragma once

#include <string>
#include <vector>

#include "chunk_ring.h"

namespace unknot::cli {

class LineReader {
 public:
  explicit LineReader(int descriptor);

  // Fills the chunk with the next lines; waits for input only while it has none. False at the end of the input.
  // Of a line that is too long just enough is kept to be refused.
  bool fill(Chunk& chunk);

 private:
  bool read_block();
  void end_line(Chunk& chunk, const char* rest, std::size_t size);

  int descriptor_;
  std::vector<char> block_;
  std::size_t begin_ = 0;  // of what is not yet cut
  std::size_t end_ = 0;
  std::string tail_;  // the start of a line whose end is not yet read
  std::uint64_t lines_read_ = 0;
  std::uint64_t bytes_read_ = 0;
};

}  // namespace unknot::cli
