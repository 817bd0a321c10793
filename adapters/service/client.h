// What has a place in a worker's table of connections.
#pragma once

#include <chrono>
#include <cstddef>

namespace unknot::service {

using Clock = std::chrono::steady_clock;

class Client {
 public:
  virtual ~Client() = default;

  // Goes on as far as it can without waiting.
  virtual void advance() = 0;
  // Ends it if it has waited for too long.
  virtual void check(Clock::time_point now) = 0;
  // Ends it now, or as soon as what it is at is answered.
  virtual void drain() = 0;
  virtual bool is_idle() const = 0;
  virtual Clock::time_point deadline() const = 0;

  std::size_t place = 0;  // in the worker's table
};

}  // namespace unknot::service
