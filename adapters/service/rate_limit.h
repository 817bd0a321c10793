// How often each client may ask: a bucket of requests that fills by the minute. Memory is bounded: many clients may
// share a bucket, never the other way round. All threads share them.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string_view>
#include <vector>

namespace unknot::service {

class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;

  // Whether this client may ask once more now. per_minute 0: as often as it likes.
  bool allows(std::string_view client, std::uint32_t per_minute, Clock::time_point now) {
    if (per_minute == 0) return true;
    const std::lock_guard lock(mutex_);
    if (buckets_.empty()) buckets_.resize(count);
    Bucket& bucket = buckets_[std::hash<std::string_view>()(client) % count];
    const double minutes = std::chrono::duration<double, std::ratio<60>>(now - bucket.filled).count();
    const double full = per_minute;
    bucket.requests = bucket.filled == Clock::time_point() ? full : std::min(full, bucket.requests + minutes * full);
    bucket.filled = now;
    if (bucket.requests < 1) return false;
    bucket.requests -= 1;
    return true;
  }

 private:
  static constexpr std::size_t count = 4096;
  struct Bucket {
    double requests = 0;
    Clock::time_point filled{};
  };
  std::mutex mutex_;
  std::vector<Bucket> buckets_;
};

}  // namespace unknot::service
