// The bytes of one connection, behind TLS or plain. Never waits: says what it waits for instead.
#pragma once

#include <openssl/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
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

  State handshake();
  Progress read(char* to, std::size_t size);
  Progress write(std::string_view bytes);
  // Whether bytes have come that were not read yet.
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
  std::unique_ptr<SSL, Free> tls_;
};

}  // namespace unknot::service
