// The bytes of one connection, behind TLS or plain. Never waits: says what it waits for instead.
#pragma once

#include <openssl/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "descriptor.h"

namespace unknot::service {

class Stream {
 public:
  enum class State : std::uint8_t { done, wants_read, wants_write, closed };
  struct Progress {
    State state = State::closed;
    std::size_t count = 0;  // bytes read or written, if done
  };

  // context: NULL for a plain connection. Both refer to `socket`, which outlives the stream and does not block.
  Stream(int socket, SSL_CTX* context);
  Stream(const Stream&) = delete;

  State handshake();
  Progress read(char* to, std::size_t size);
  // Takes some bytes at once; done as soon as it has them, though they may still have to go out.
  Progress write(std::string_view bytes);
  // Sends what write, handshake or read left to be sent.
  State flush();
  // Whether bytes were received that read has not given yet, and whether some have come, received or not.
  bool holds_unread() const;
  bool has_unread() const;
  // Tells the other side that nothing follows.
  void end();

  SSL* tls() const { return tls_.get(); }  // NULL for a plain connection

 private:
  struct Free {
    void operator()(SSL* tls) const;
  };

  State state_after(int result);

  int socket_;
  std::string sealed_;  // encrypted, and not yet taken by the socket
  std::unique_ptr<SSL, Free> tls_;
};

}  // namespace unknot::service
