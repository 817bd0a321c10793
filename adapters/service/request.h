// One request, as its head said it. The texts are lent by the reader that read it.
#pragma once

#include <cstdint>
#include <string_view>

namespace unknot::service {

enum class Method : std::uint8_t { get, head, post, options, other };

struct Request {
  Method method = Method::other;
  std::string_view path;   // "/v1/assess"
  std::string_view query;  // without the "?"
  std::string_view host, accept, accept_encoding, content_type, content_encoding, authorization, origin, if_none_match,
      request_id, traceparent;
  bool is_http_1_0 = false;
  bool keeps_alive = false;
  bool expects_continue = false;
};

}  // namespace unknot::service
