#include "stream.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <new>

namespace unknot::service {

namespace {

constexpr std::size_t written_at_once = 64 * 1024;

// What OpenSSL writes is gathered, record after record, and goes out by one call. A thread lends its one large buffer
// to the stream that writes; it is empty whenever nobody has it.
thread_local std::string spare;

int gather(BIO* bio, const char* bytes, std::size_t size, std::size_t* written) noexcept {
  auto& sealed = *static_cast<std::string*>(BIO_get_data(bio));
  try {
    if (sealed.empty()) sealed.swap(spare);
    sealed.append(bytes, size);
  } catch (const std::bad_alloc&) {
    return 0;
  }
  *written = size;
  return 1;
}

BIO* make_gathering_bio(std::string& sealed) {
  static BIO_METHOD* const method = [] {
    BIO_METHOD* made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "gathering");
    if (made == nullptr) throw std::bad_alloc();
    BIO_meth_set_write_ex(made, gather);
    BIO_meth_set_ctrl(made, [](BIO*, int command, long, void*) -> long { return command == BIO_CTRL_FLUSH; });
    return made;
  }();
  BIO* const made = BIO_new(method);
  if (made == nullptr) throw std::bad_alloc();
  BIO_set_data(made, &sealed);
  BIO_set_init(made, 1);
  return made;
}

}  // namespace

void Stream::Free::operator()(SSL* tls) const { SSL_free(tls); }

Stream::Stream(int socket, SSL_CTX* context) : socket_(socket) {
  if (context == nullptr) return;
  tls_.reset(SSL_new(context));
  if (!tls_ || SSL_set_rfd(tls_.get(), socket) != 1) throw std::bad_alloc();
  SSL_set0_wbio(tls_.get(), make_gathering_bio(sealed_));
  SSL_set_accept_state(tls_.get());
}

Stream::State Stream::state_after(int result) {
  switch (SSL_get_error(tls_.get(), result)) {
    case SSL_ERROR_WANT_READ: return State::wants_read;
    case SSL_ERROR_WANT_WRITE: return State::wants_write;
    default: return State::closed;
  }
}

Stream::State Stream::handshake() {
  if (const State before = flush(); before != State::done) return before;
  if (!tls_ || SSL_is_init_finished(tls_.get())) return State::done;
  ERR_clear_error();
  const int result = SSL_do_handshake(tls_.get());
  const State state = result == 1 ? State::done : state_after(result);
  const State sent = flush();
  return state == State::closed || sent == State::done ? state : sent;
}

Stream::State Stream::flush() {
  if (sealed_.empty()) return State::done;
  const ssize_t count = ::send(socket_, sealed_.data(), sealed_.size(), MSG_NOSIGNAL);
  if (count < 0 && errno != EAGAIN && errno != EINTR) return State::closed;
  sealed_.erase(0, static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  if (!sealed_.empty()) return State::wants_write;
  if (sealed_.capacity() > spare.capacity()) sealed_.swap(spare);
  std::string().swap(sealed_);
  return State::done;
}

Stream::Progress Stream::read(char* to, std::size_t size) {
  if (tls_) {
    std::size_t count = 0;
    ERR_clear_error();
    const int result = SSL_read_ex(tls_.get(), to, size, &count);
    const State state = result == 1 ? State::done : state_after(result);
    flush();  // an alert, or a key's update
    return {state, count};
  }
  const ssize_t count = ::recv(socket_, to, size, 0);
  if (count > 0) return {State::done, static_cast<std::size_t>(count)};
  return {count < 0 && (errno == EAGAIN || errno == EINTR) ? State::wants_read : State::closed, 0};
}

Stream::Progress Stream::write(std::string_view bytes) {
  if (tls_) {
    if (const State before = flush(); before != State::done) return {before, 0};
    bytes = bytes.substr(0, written_at_once);
    std::size_t taken = 0;
    ERR_clear_error();
    while (taken < bytes.size()) {
      std::size_t count = 0;
      const int result = SSL_write_ex(tls_.get(), bytes.data() + taken, bytes.size() - taken, &count);
      if (result != 1) {
        const State state = state_after(result);
        flush();
        return {state, 0};
      }
      taken += count;
    }
    return {flush() == State::closed ? State::closed : State::done, taken};
  }
  const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (count >= 0) return {State::done, static_cast<std::size_t>(count)};
  return {errno == EAGAIN || errno == EINTR ? State::wants_write : State::closed, 0};
}

bool Stream::holds_unread() const { return tls_ && SSL_has_pending(tls_.get()) == 1; }

bool Stream::has_unread() const {
  char byte;
  return holds_unread() || ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

void Stream::end() {
  if (tls_ && SSL_is_init_finished(tls_.get())) {
    ERR_clear_error();
    SSL_shutdown(tls_.get());
    flush();
  }
  ::shutdown(socket_, SHUT_WR);
}

}  // namespace unknot::service
