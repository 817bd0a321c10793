#include "chunk_ring.h"

namespace unknot::cli {

// Each notifies after it has let go of the lock, so that the one who wakes does not wait for it at once.

Chunk& ChunkRing::take_empty() {
  std::unique_lock lock(mutex_);
  emptied_.wait(lock, [&] { return filled_ < written_ + chunks_.size(); });
  return chunk(filled_);
}

void ChunkRing::pass_filled() {
  {
    const std::lock_guard lock(mutex_);
    chunk(filled_).is_answered = false;
    ++filled_;
  }
  filled_or_closed_.notify_one();
}

void ChunkRing::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  filled_or_closed_.notify_all();
  answered_or_closed_.notify_all();
}

Chunk* ChunkRing::take_filled() {
  std::unique_lock lock(mutex_);
  filled_or_closed_.wait(lock, [&] { return taken_ < filled_ || closed_; });
  return taken_ < filled_ ? &chunk(taken_++) : nullptr;
}

void ChunkRing::pass_answered(Chunk& chunk) {
  {
    const std::lock_guard lock(mutex_);
    chunk.is_answered = true;
  }
  answered_or_closed_.notify_one();
}

Chunk* ChunkRing::take_answered() {
  std::unique_lock lock(mutex_);
  const auto next_is_answered = [&] { return written_ < filled_ && chunk(written_).is_answered; };
  answered_or_closed_.wait(lock, [&] { return next_is_answered() || (closed_ && written_ == filled_); });
  return next_is_answered() ? &chunk(written_) : nullptr;
}

void ChunkRing::pass_written() {
  {
    const std::lock_guard lock(mutex_);
    ++written_;
  }
  emptied_.notify_one();
}

}  // namespace unknot::cli
