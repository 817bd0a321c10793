#include "client.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include <boost/asio/post.hpp>

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
