#include "ready.h"

#include <sys/time.h>

#include <algorithm>
#include <string_view>

#include "address.h"
#include "descriptor.h"

namespace unknot::service {

bool is_ready(const std::string& admin_address) {
  const Address address = read_address(admin_address, "--ready");
  const Descriptor socket(::socket(address.bytes.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const timeval patience{2, 0};
  ::setsockopt(socket.number(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket.number(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address.bytes), address.size) != 0) return false;
  constexpr std::string_view question = "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  if (::send(socket.number(), question.data(), question.size(), MSG_NOSIGNAL) !=
      static_cast<ssize_t>(question.size())) {
    return false;
  }
  char answer[16] = "";
  const ssize_t count = ::recv(socket.number(), answer, sizeof answer, MSG_WAITALL);
  return std::string_view(answer, static_cast<std::size_t>(std::max<ssize_t>(0, count))).starts_with("HTTP/1.1 200 ");
}

}  // namespace unknot::service
