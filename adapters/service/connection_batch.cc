// A batch on a connection: answered while it is read.
#include <string.h>

#include "answer_head.h"
#include "connection.h"
#include "worker.h"

namespace unknot::service {

namespace {

constexpr std::size_t batch_bytes_at_once = 256 * 1024;

}  // namespace

// Its answer goes out as its body comes in, no faster than the client reads.
Connection::Step Connection::feed_batch() {
  std::string answers;
  if (batch_->answer(reader_->body(), reader_->is_whole(), batch_bytes_at_once, answers) || !answers.empty()) {
    append_chunk(answers, unsent_);
    phase_ = Phase::writing;
    return Step::again;
  }
  if (reader_->is_whole()) {
    if (!audit_batch(true)) {
      batch_.reset();
      close();  // an answer that is cut can be told from a whole one: its last chunk is missing
      return Step::stop;
    }
    append_last_chunk(unsent_);
    batch_.reset();
    phase_ = Phase::writing;
    reader_.reset();
    return Step::again;
  }
  if (unread_.empty() || needs_more_) {
    const Stream::Progress got = stream_.read(worker_.read_buffer.data(), Worker::read_bytes);
    if (got.state != Stream::State::done) return step_of(got.state);
    worker_.metrics().bytes_in.fetch_add(got.count, std::memory_order_relaxed);
    unread_.append(worker_.read_buffer.data(), got.count);
    explicit_bzero(worker_.read_buffer.data(), got.count);
  }
  const std::size_t used = reader_->read(unread_);
  bytes_in_ += used;
  unread_.erase(0, used);
  needs_more_ = !unread_.empty() && used == 0;
  if (reader_->refusal() != 0 || unread_.size() > most_unread) {
    close();
    return Step::stop;
  }
  return Step::again;
}

}  // namespace unknot::service
