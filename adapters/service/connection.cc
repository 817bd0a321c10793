#include "connection.h"

#include <string.h>

#include "wipe.h"
#include "worker.h"

namespace unknot::service {

Connection::Connection(Worker& worker, Descriptor socket, Route::Listener listener)
    : Client(worker, std::move(socket), listener == Route::Listener::clients ? worker.service().tls.get() : nullptr),
      listener_(listener) {}

void Connection::check(Clock::time_point now) {
  if (phase_ == Phase::gone || now < deadline_) return;
  if (!is_idle()) worker_.metrics().deadlines_missed.fetch_add(1, std::memory_order_relaxed);
  if (phase_ == Phase::reading && reader_ && !batch_) {
    Response response;
    response.speaks_fhir = speaks_fhir();
    if (!reader_->has_head()) request_id_ = worker_.new_request_id();
    refuse(response, 408, "too_slow", "The request did not come in time.");
    send(response);  // what goes out at once; nothing waits for this client any more
    if (phase_ != Phase::gone) stream_.end();
  }
  close();
}

void Connection::close() {
  if (phase_ == Phase::gone) return;
  phase_ = Phase::gone;
  if (batch_) audit_batch(false);
  leave();
}

Connection::Step Connection::step() {
  switch (phase_) {
    case Phase::shaking_hands: return shake_hands();
    case Phase::reading: return read();
    case Phase::writing: return write();
    case Phase::ending: return drop_unread();
    case Phase::gone: break;
  }
  return Step::stop;
}

Connection::Step Connection::shake_hands() {
  const Stream::State state = stream_.handshake();
  if (state == Stream::State::closed) worker_.metrics().handshakes_failed.fetch_add(1, std::memory_order_relaxed);
  if (state != Stream::State::done) return step_of(state);
  phase_ = Phase::reading;
  expect_within(ends_after_ ? drain_seconds : worker_.service().configuration.head_seconds);
  return Step::again;
}

Connection::Step Connection::read() {
  if (batch_) return feed_batch();
  if (!unread_.empty() && !needs_more_) return take_in(unread_);
  const Stream::Progress got = stream_.read(worker_.read_buffer.data(), Worker::read_bytes);
  if (got.state != Stream::State::done) return step_of(got.state);
  worker_.metrics().bytes_in.fetch_add(got.count, std::memory_order_relaxed);
  const std::string_view bytes(worker_.read_buffer.data(), got.count);
  needs_more_ = false;
  if (!unread_.empty()) unread_.append(bytes);
  const Step next = take_in(unread_.empty() ? bytes : unread_);
  explicit_bzero(worker_.read_buffer.data(), got.count);
  return next;
}

Connection::Step Connection::take_in(std::string_view bytes) {
  if (!reader_) {
    reader_.emplace();
    route_ = nullptr;
    asker_ = "-";
    began_ = worker_.now();
    bytes_in_ = 0;
    expect_within(worker_.service().configuration.head_seconds);
  }
  const bool had_head = reader_->has_head();
  const std::size_t used = reader_->read(bytes);
  bytes_in_ += used;
  const std::string_view rest = bytes.substr(used);
  if (bytes.data() == unread_.data()) {
    unread_.erase(0, used);
  } else {
    unread_.assign(rest);
  }
  if (reader_->refusal() == 0 && unread_.size() <= most_unread) {
    if (reader_->has_head() && !had_head) return begin_request();
    if (reader_->is_whole()) return answer();
    needs_more_ = !unread_.empty();
    return Step::again;
  }
  const int status = reader_->refusal() == 0 ? 400 : reader_->refusal();
  ends_after_ = true;  // where the next request would begin is not known
  Response response;
  response.speaks_fhir = speaks_fhir();
  if (request_id_.empty() || !had_head) request_id_ = worker_.new_request_id();
  refuse(response, status, status == 413 ? "too_large" : "invalid_request",
         status == 413 ? "The body is larger than what is taken here." : "This is not a well-formed HTTP/1.1 request.");
  return send(response);
}

Connection::Step Connection::write() {
  if (const std::optional<Step> waits = send_unsent()) return *waits;
  phase_ = Phase::reading;
  if (reader_) {  // its body is still to come
    expect_within(worker_.service().configuration.body_seconds);
    return Step::again;
  }
  if (ends_after_ || worker_.process().is_draining) {
    stream_.end();
    phase_ = Phase::ending;
    expect_within(2);
    return Step::again;
  }
  if (unread_.empty()) wipe(unread_);
  expect_within(worker_.service().configuration.idle_seconds);
  return unread_.empty() && !stream_.holds_unread() ? Step::wait_read : Step::again;
}

}  // namespace unknot::service
