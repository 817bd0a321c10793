// What the service counts, for Prometheus. Each worker counts its own; a scrape adds them up.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace unknot::service {

struct Metrics {
  using Counter = std::atomic<std::uint64_t>;
  static constexpr std::array<double, 10> duration_bounds = {0.0001, 0.00025, 0.0005, 0.001, 0.0025,
                                                             0.005,  0.01,    0.025,  0.1,   1};  // seconds

  std::array<Counter, 600> answers{};  // by status
  std::array<Counter, duration_bounds.size() + 1> durations{};
  Counter duration_microseconds{};
  Counter connections_accepted{}, connections_refused{}, connections_open{};
  Counter cds_accepted{}, cds_overridden{};
  Counter handshakes_failed{}, deadlines_missed{}, audit_failures{}, bytes_in{}, bytes_out{};

  void count_answer(int status, std::uint64_t microseconds);
};

// In Prometheus' text form. certificate_until: Unix seconds.
std::string metrics_text(std::span<const Metrics* const> of_workers, std::int64_t certificate_until);

}  // namespace unknot::service
