#include "mllp_delivery.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <sys/socket.h>

#include <boost/asio/post.hpp>
#include <cerrno>

#include "mllp_frame.h"
#include "wipe.h"
#include "worker.h"

namespace unknot::service {

namespace {

constexpr std::size_t most_acknowledgement = 64 * 1024;

// The peer shows a certificate for the host that it was reached by.
bool expect_name(SSL* tls, const std::string& host) {
  SSL_set_connect_state(tls);
  if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls), host.c_str()) == 1) return true;
  SSL_set_hostflags(tls, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return SSL_set1_host(tls, host.c_str()) == 1 && SSL_set_tlsext_host_name(tls, host.c_str()) == 1;
}

}  // namespace

MllpDelivery::MllpDelivery(Worker& worker, std::shared_ptr<const Service> service, std::vector<Hl7Outgoing> messages,
                           Done done)
    : worker_(worker),
      service_(std::move(service)),
      messages_(std::move(messages)),
      done_(std::move(done)),
      deadline_(worker.now() + std::chrono::seconds(service_->configuration.hl7_peer_seconds)) {}

void MllpDelivery::start() {
  boost::asio::post(worker_.context(), [self = shared_from_this()] {
    if (self->phase_ != Phase::gone) self->connect();
  });
}

void MllpDelivery::check(Clock::time_point now) {
  if (phase_ != Phase::gone && now >= deadline_) fail(504, "peer_too_slow", "The peer did not acknowledge in time.");
}

void MllpDelivery::cancel() {
  done_ = nullptr;
  finish({});
}

// To the next of the peer's addresses.
void MllpDelivery::connect() {
  const std::vector<Address>& addresses = service_->hl7.peer_addresses;
  while (next_address_ < addresses.size()) {
    const Address& address = addresses[next_address_++];
    Descriptor socket(::socket(address.bytes.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.number() < 0) continue;
    const int on = 1;
    ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address.bytes), address.size) != 0 &&
        errno != EINPROGRESS) {
      continue;
    }
    stream_.reset();
    events_.emplace(worker_.context(), socket.number());
    socket.release();  // events_ closes it
    phase_ = Phase::connecting;
    return wait(false);
  }
  fail(503, "peer_not_reached", "The peer cannot be reached. Send the message again later.");
}

void MllpDelivery::wait(bool for_read) {
  events_->async_wait(for_read ? Events::wait_read : Events::wait_write,
                      [self = shared_from_this()](const auto& error) {
                        if (!error) self->advance();
                      });
}

void MllpDelivery::advance() {
  try {
    for (;;) {
      switch (step()) {
        case Step::again: break;
        case Step::wait_read: return wait(true);
        case Step::wait_write: return wait(false);
        case Step::stop: return;
      }
    }
  } catch (const std::exception&) {
    fail(503, "no_memory", "There was not enough memory. Send the message again later.");
  }
}

MllpDelivery::Step MllpDelivery::step_of(Stream::State state) {
  if (state == Stream::State::wants_write) return Step::wait_write;
  if (state == Stream::State::wants_read) return Step::wait_read;
  return fail(502, "peer_closed", "The peer closed the connection before it acknowledged.");
}

MllpDelivery::Step MllpDelivery::step() {
  switch (phase_) {
    case Phase::connecting: return finish_connect();
    case Phase::shaking_hands: return shake_hands();
    case Phase::writing: return write();
    case Phase::reading: return read();
    case Phase::gone: break;
  }
  return Step::stop;
}

MllpDelivery::Step MllpDelivery::finish_connect() {
  int error = 0;
  socklen_t size = sizeof error;
  ::getsockopt(events_->native_handle(), SOL_SOCKET, SO_ERROR, &error, &size);
  if (error != 0) {
    connect();
    return Step::stop;
  }
  SSL_CTX* const context = service_->hl7.peer_tls();
  stream_.emplace(events_->native_handle(), context);
  if (context != nullptr && !expect_name(stream_->tls(), service_->hl7.peer_host)) throw std::bad_alloc();
  phase_ = Phase::shaking_hands;
  return Step::again;
}

MllpDelivery::Step MllpDelivery::shake_hands() {
  const Stream::State state = stream_->handshake();
  if (state == Stream::State::closed) {
    return fail(502, "peer_not_trusted", "No TLS with the peer: look at its certificate and at ours.");
  }
  if (state != Stream::State::done) return step_of(state);
  phase_ = Phase::writing;
  unsent_ = framed(messages_[current_].bytes);
  return Step::again;
}

MllpDelivery::Step MllpDelivery::write() {
  while (!unsent_.empty()) {
    const Stream::Progress put = stream_->write(unsent_);
    if (put.state != Stream::State::done) return step_of(put.state);
    worker_.metrics().bytes_out.fetch_add(put.count, std::memory_order_relaxed);
    unsent_.erase(0, put.count);
  }
  if (const Stream::State sent = stream_->flush(); sent != Stream::State::done) return step_of(sent);
  wipe(unsent_);
  phase_ = Phase::reading;
  return Step::again;
}

MllpDelivery::Step MllpDelivery::read() {
  for (;;) {
    const MllpFrame frame = next_frame(unread_);
    if (frame.state == MllpFrame::State::none) break;
    if (frame.state != MllpFrame::State::whole) {
      return fail(502, "peer_not_understood", "What the peer answered is no acknowledgement.");
    }
    const std::string content(frame.content);
    unread_.erase(0, frame.used);
    const Step next = take_acknowledgement(content);
    if (next != Step::wait_read) return next;
  }
  if (unread_.size() > most_acknowledgement) {
    return fail(502, "peer_not_understood", "What the peer answered is no acknowledgement.");
  }
  const Stream::Progress got = stream_->read(worker_.read_buffer.data(), Worker::read_bytes);
  if (got.state != Stream::State::done) return step_of(got.state);
  worker_.metrics().bytes_in.fetch_add(got.count, std::memory_order_relaxed);
  unread_.append(worker_.read_buffer.data(), got.count);
  explicit_bzero(worker_.read_buffer.data(), got.count);
  return Step::again;
}

// wait_read: it has come, and another must follow.
MllpDelivery::Step MllpDelivery::take_acknowledgement(std::string_view bytes) {
  std::string code;
  try {
    const Hl7Message message = Hl7Message::read(bytes);
    const Hl7Segment* const acknowledged = message.find("MSA");
    if (acknowledged != nullptr && acknowledged->field(2) == messages_[current_].control_id) {
      code = acknowledged->field(1);
    }
  } catch (const Hl7Refusal&) {
    // It stays without a code.
  }
  if (code == "CA") return Step::wait_read;  // a promise: the acknowledgement itself follows
  if (code == "AE" || code == "AR" || code == "CE" || code == "CR") {
    return fail(502, "peer_refused", "The peer refused the result.");
  }
  if (code != "AA") return fail(502, "peer_not_understood", "What the peer answered is no acknowledgement.");
  if (++current_ == messages_.size()) {
    finish({});
    return Step::stop;
  }
  // Receivers are in use that read one message of a connection alone.
  stream_->end();
  wipe(unread_);
  next_address_ = 0;
  connect();
  return Step::stop;
}

MllpDelivery::Step MllpDelivery::fail(int status, const char* code, const char* why) {
  finish(Hl7Refusal{{}, 207, code, why, false, status});
  return Step::stop;
}

void MllpDelivery::finish(std::optional<Hl7Refusal> failure) {
  if (phase_ == Phase::gone) return;
  phase_ = Phase::gone;
  wipe(unsent_);
  wipe(unread_);
  if (stream_) stream_->end();
  if (events_) {
    boost::system::error_code ignored;
    events_->close(ignored);
  }
  // Behind what runs now: who is told may take this object apart.
  boost::asio::post(worker_.context(), [self = shared_from_this(), failure = std::move(failure)] {
    if (const Done done = std::exchange(self->done_, nullptr)) done(failure);
  });
}

}  // namespace unknot::service
