// Reads one HTTP/1.1 request out of the bytes of a connection. What has two meanings is refused.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "request.h"

namespace unknot::service {

class RequestReader {
 public:
  static constexpr std::size_t head_bytes = 16 * 1024;
  static constexpr std::size_t target_bytes = 4 * 1024;
  static constexpr std::size_t field_count = 100;

  RequestReader();
  RequestReader(RequestReader&&) noexcept;
  RequestReader& operator=(RequestReader&&) noexcept;
  ~RequestReader();

  // Takes from `bytes` what belongs to this request and returns how much; the caller gives the rest again, with what
  // follows it. Stops behind the head once, before anything of the body.
  std::size_t read(std::string_view bytes);

  // The status to answer with, if what was read is no request; then nothing more can be read from its connection.
  int refusal() const;
  bool has_head() const;
  bool is_whole() const;

  // Both once there is a head. A body without a length is bounded by what limit_body said.
  const Request& request() const;
  bool has_body() const;
  void limit_body(std::uint64_t bytes);

  // What of the body was read since it was last taken. The caller may take it away.
  std::string& body();

 private:
  class Parser;
  std::unique_ptr<Parser> parser_;
};

}  // namespace unknot::service
