#include "address.h"

#include <arpa/inet.h>

#include <charconv>
#include <cstring>

#include "failure.h"

namespace unknot::service {

bool Address::is_loopback() const {
  if (bytes.ss_family == AF_INET) {
    const auto& address = reinterpret_cast<const sockaddr_in&>(bytes);
    return ntohl(address.sin_addr.s_addr) >> 24 == 127;
  }
  return IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6&>(bytes).sin6_addr) != 0;
}

std::string Address::text() const {
  char host[INET6_ADDRSTRLEN] = "";
  if (bytes.ss_family == AF_INET) {
    const auto& address = reinterpret_cast<const sockaddr_in&>(bytes);
    inet_ntop(AF_INET, &address.sin_addr, host, sizeof host);
    return std::string(host) + ":" + std::to_string(ntohs(address.sin_port));
  }
  const auto& address = reinterpret_cast<const sockaddr_in6&>(bytes);
  inet_ntop(AF_INET6, &address.sin6_addr, host, sizeof host);
  return "[" + std::string(host) + "]:" + std::to_string(ntohs(address.sin6_port));
}

Address read_address(const std::string& text, const char* setting) {
  const auto refuse = [&] {
    throw Failure(setting, "\"" + text + "\" is no address: expected \"127.0.0.1:8443\" or \"[::1]:8443\"");
  };
  const std::size_t colon = text.rfind(':');
  if (colon == text.npos) refuse();
  unsigned port = 0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, port);
  if (error != std::errc() || rest != end || port > 65535) refuse();
  std::string host = text.substr(0, colon);
  Address made;
  if (auto& v4 = reinterpret_cast<sockaddr_in&>(made.bytes); inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(static_cast<in_port_t>(port));
    made.size = sizeof v4;
    return made;
  }
  auto& v6 = reinterpret_cast<sockaddr_in6&>(made.bytes);
  if (host.size() < 2 || host.front() != '[' || host.back() != ']') refuse();
  host = host.substr(1, host.size() - 2);
  if (inet_pton(AF_INET6, host.c_str(), &v6.sin6_addr) != 1) refuse();
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(static_cast<in_port_t>(port));
  made.size = sizeof v6;
  return made;
}

}  // namespace unknot::service
