#include "client.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#include <boost/asio/post.hpp>

#include "wipe.h"
#include "worker.h"

namespace unknot::service {

namespace {

constexpr int turns_at_once = 32;  // before others have their turn

}  // namespace

Client::Client(Worker& worker, Descriptor socket, SSL_CTX* context)
    : worker_(worker),
      socket_(std::move(socket)),
      events_(worker.context(), socket_.number()),
      stream_(socket_.number(), context) {
  socket_.release();  // events_ closes it
  const int on = 1;
  ::setsockopt(events_.native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  expect_within(worker.service().configuration.head_seconds);
}

void Client::expect_within(std::uint32_t seconds) { deadline_ = worker_.now() + std::chrono::seconds(seconds); }

void Client::drain() {
  ends_after_ = true;
  if (is_shaking_hands() || (is_idle() && stream_.has_unread())) {
    expect_within(drain_seconds);  // something may be on its way, and then is answered
  } else if (is_idle()) {
    stream_.end();
    close();
  }
}

Client::Step Client::step_of(Stream::State state) {
  if (state == Stream::State::wants_write) return Step::wait_write;
  if (state == Stream::State::wants_read) return Step::wait_read;
  close();
  return Step::stop;
}

std::optional<Client::Step> Client::send_unsent() {
  while (!unsent_.empty()) {
    const Stream::Progress put = stream_.write(unsent_);
    if (put.state != Stream::State::done) return step_of(put.state);
    worker_.metrics().bytes_out.fetch_add(put.count, std::memory_order_relaxed);
    explicit_bzero(unsent_.data(), put.count);
    unsent_.erase(0, put.count);
    expect_within(worker_.service().configuration.write_seconds);
  }
  if (const Stream::State sent = stream_.flush(); sent != Stream::State::done) return step_of(sent);
  wipe(unsent_);
  return std::nullopt;
}

Client::Step Client::drop_unread() {
  const Stream::Progress got = stream_.read(worker_.read_buffer.data(), Worker::read_bytes);
  if (got.state != Stream::State::done) return step_of(got.state);
  explicit_bzero(worker_.read_buffer.data(), got.count);
  return Step::again;
}

void Client::leave() {
  wipe(unread_);
  wipe(unsent_);
  boost::system::error_code ignored;
  events_.close(ignored);  // ends its wait, which keeps it alive
  worker_.remove(*this);
}

void Client::wait(bool for_read) {
  events_.async_wait(for_read ? Events::wait_read : Events::wait_write, [self = shared_from_this()](const auto& error) {
    if (error) return self->close();
    self->advance();
  });
}

void Client::advance() {
  try {
    for (int turn = 0; turn < turns_at_once; ++turn) {
      switch (step()) {
        case Step::again: break;
        case Step::wait_read: return wait(true);
        case Step::wait_write: return wait(false);
        case Step::stop: return;
      }
    }
    boost::asio::post(worker_.context(), [self = shared_from_this()] { self->advance(); });
  } catch (const std::exception&) {
    close();  // Memory is missing, or a parser is at its wits' end. This client is lost, the others are not.
  }
}

}  // namespace unknot::service
