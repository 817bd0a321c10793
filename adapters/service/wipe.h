// A buffer that held a patient's words is made empty.
#pragma once

#include <string.h>

#include <string>

namespace unknot::service {

// All that it has room for: what was erased from it lies behind its end. Little of the room is kept.
inline void wipe(std::string& bytes) {
  constexpr std::size_t kept_bytes = 4 * 1024;
  bytes.resize(bytes.capacity());
  explicit_bzero(bytes.data(), bytes.size());
  bytes.clear();
  if (bytes.capacity() > kept_bytes) bytes.shrink_to_fit();
}

}  // namespace unknot::service
