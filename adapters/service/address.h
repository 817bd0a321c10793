// Where to listen.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <string>

namespace unknot::service {

struct Address {
  sockaddr_storage bytes{};
  socklen_t size = 0;

  bool is_loopback() const;
  std::string text() const;  // "127.0.0.1:8443"
};

// "127.0.0.1:8443" or "[::1]:8443". Throws Failure, which names `setting`.
Address read_address(const std::string& text, const char* setting);

}  // namespace unknot::service
