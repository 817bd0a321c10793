// The round trip of a batch's chunks: read, answered by any worker, written in the order in which they were read.
// A fixed number of chunks goes round, so memory is bounded and their text is allocated once.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace unknot::cli {

struct Chunk {
  std::string lines;             // each ends in a newline
  std::uint64_t first_line = 0;  // its number in the input, from 1
  std::uint64_t line_count = 0;
  std::uint64_t bytes_read = 0;  // of the input, about to the end of this chunk
  std::string answers;           // a line each
  std::uint64_t problem_count = 0;
  bool is_answered = false;  // the ring's own
};

class ChunkRing {
 public:
  explicit ChunkRing(std::size_t size) : chunks_(size) {}

  // The reader: takes an empty chunk, fills it and passes it on; in the end it closes the ring.
  Chunk& take_empty();
  void pass_filled();
  void close();

  // A worker: nullptr when there is nothing more to answer.
  Chunk* take_filled();
  void pass_answered(Chunk& chunk);

  // The writer: nullptr when everything was written.
  Chunk* take_answered();
  void pass_written();

 private:
  Chunk& chunk(std::uint64_t turn) { return chunks_[static_cast<std::size_t>(turn % chunks_.size())]; }

  std::mutex mutex_;
  std::condition_variable emptied_;
  std::condition_variable filled_or_closed_;
  std::condition_variable answered_or_closed_;
  std::vector<Chunk> chunks_;
  // Turns count up: written_ <= taken_ <= filled_ <= written_ + chunks_.size().
  std::uint64_t filled_ = 0;
  std::uint64_t taken_ = 0;
  std::uint64_t written_ = 0;
  bool closed_ = false;
};

}  // namespace unknot::cli
