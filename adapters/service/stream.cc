#include "stream.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <cerrno>
#include <new>

namespace unknot::service {

void Stream::Free::operator()(SSL* tls) const { SSL_free(tls); }

Stream::Stream(int socket, SSL_CTX* context) : socket_(socket) {
  if (context == nullptr) return;
  tls_.reset(SSL_new(context));
  if (!tls_ || SSL_set_fd(tls_.get(), socket) != 1) throw std::bad_alloc();
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
  if (!tls_ || SSL_is_init_finished(tls_.get())) return State::done;
  ERR_clear_error();
  const int result = SSL_do_handshake(tls_.get());
  return result == 1 ? State::done : state_after(result);
}

Stream::Progress Stream::read(char* to, std::size_t size) {
  if (tls_) {
    std::size_t count = 0;
    ERR_clear_error();
    const int result = SSL_read_ex(tls_.get(), to, size, &count);
    return result == 1 ? Progress{State::done, count} : Progress{state_after(result), 0};
  }
  const ssize_t count = ::recv(socket_, to, size, 0);
  if (count > 0) return {State::done, static_cast<std::size_t>(count)};
  return {count < 0 && (errno == EAGAIN || errno == EINTR) ? State::wants_read : State::closed, 0};
}

Stream::Progress Stream::write(std::string_view bytes) {
  if (tls_) {
    std::size_t count = 0;
    ERR_clear_error();
    const int result = SSL_write_ex(tls_.get(), bytes.data(), bytes.size(), &count);
    return result == 1 ? Progress{State::done, count} : Progress{state_after(result), 0};
  }
  const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (count >= 0) return {State::done, static_cast<std::size_t>(count)};
  return {errno == EAGAIN || errno == EINTR ? State::wants_write : State::closed, 0};
}

bool Stream::has_unread() const {
  char byte;
  return (tls_ && SSL_has_pending(tls_.get()) == 1) || ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

void Stream::end() {
  if (tls_ && SSL_is_init_finished(tls_.get())) {
    ERR_clear_error();
    SSL_shutdown(tls_.get());
  }
  ::shutdown(socket_, SHUT_WR);
}

}  // namespace unknot::service
