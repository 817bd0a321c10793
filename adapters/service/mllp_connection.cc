#include "mllp_connection.h"

#include <string.h>

#include <boost/asio/post.hpp>

#include "mllp_frame.h"
#include "wipe.h"
#include "worker.h"

namespace unknot::service {

MllpConnection::MllpConnection(Worker& worker, Descriptor socket, Route::Listener listener)
    : Client(worker, std::move(socket), listener == Route::Listener::hl7_tls ? worker.service().tls.get() : nullptr),
      listener_(listener) {}

void MllpConnection::check(Clock::time_point now) {
  if (phase_ == Phase::gone) return;
  if (phase_ == Phase::delivering) return delivery_->check(now);
  if (now < deadline_) return;
  if (!is_idle()) worker_.metrics().deadlines_missed.fetch_add(1, std::memory_order_relaxed);
  if (phase_ != Phase::reading || is_idle()) return close();
  ends_after_ = true;
  refuse_frame(unread_, {{}, 207, "too_slow", "The message did not come whole in time.", false, 408});
  wipe(unread_);
  boost::asio::post(worker_.context(), [self = shared_from_this()] { self->advance(); });
}

void MllpConnection::close() {
  if (phase_ == Phase::gone) return;
  phase_ = Phase::gone;
  if (delivery_) delivery_->cancel();
  delivery_.reset();
  current_.reset();
  leave();
}

MllpConnection::Step MllpConnection::step() {
  switch (phase_) {
    case Phase::shaking_hands: return shake_hands();
    case Phase::reading: return read();
    case Phase::writing: return write();
    case Phase::ending: return drop_unread();
    case Phase::delivering:
    case Phase::gone: break;
  }
  return Step::stop;
}

MllpConnection::Step MllpConnection::shake_hands() {
  const Stream::State state = stream_.handshake();
  if (state == Stream::State::closed) worker_.metrics().handshakes_failed.fetch_add(1, std::memory_order_relaxed);
  if (state != Stream::State::done) return step_of(state);
  phase_ = Phase::reading;
  expect_within(ends_after_ ? drain_seconds : worker_.service().configuration.idle_seconds);
  return Step::again;
}

MllpConnection::Step MllpConnection::read() {
  const Stream::Progress got = stream_.read(worker_.read_buffer.data(), Worker::read_bytes);
  if (got.state != Stream::State::done) return step_of(got.state);
  worker_.metrics().bytes_in.fetch_add(got.count, std::memory_order_relaxed);
  if (unread_.empty()) expect_within(worker_.service().configuration.body_seconds);
  unread_.append(worker_.read_buffer.data(), got.count);
  explicit_bzero(worker_.read_buffer.data(), got.count);
  return take_in();
}

MllpConnection::Step MllpConnection::take_in() {
  const MllpFrame frame = next_frame(unread_);
  const std::string content(frame.content);
  unread_.erase(0, frame.used);
  if (frame.state == MllpFrame::State::whole) return begin(content);
  if (frame.state == MllpFrame::State::cut) {
    return refuse_frame(content,
                        {{}, 207, "message_cut", "The message was cut: another one begins within it.", false, 400});
  }
  if (frame.state == MllpFrame::State::noise) {
    close();  // no frame, and nothing that an acknowledgement could name
    return Step::stop;
  }
  if (unread_.size() <= worker_.service().configuration.hl7_bytes) {
    if (unread_.empty()) {
      wipe(unread_);
      expect_within(ends_after_ ? drain_seconds : worker_.service().configuration.idle_seconds);
    }
    return Step::again;
  }
  ends_after_ = true;
  const std::string begun = std::move(unread_);
  wipe(unread_);
  return refuse_frame(begun, {{}, 207, "too_large", "The message is larger than what is taken here.", false, 413});
}

MllpConnection::Step MllpConnection::write() {
  if (const std::optional<Step> waits = send_unsent()) return *waits;
  if (ends_after_ || worker_.process().is_draining) {
    wipe(unread_);
    stream_.end();
    phase_ = Phase::ending;
    expect_within(2);
    return Step::again;
  }
  phase_ = Phase::reading;
  expect_within(worker_.service().configuration.body_seconds);
  return take_in();
}

}  // namespace unknot::service
