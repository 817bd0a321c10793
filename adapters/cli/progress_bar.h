// How far a batch is, on standard error; only for a person who watches.
#pragma once

#include <chrono>
#include <cstdint>

namespace unknot::cli {

class ProgressBar {
 public:
  // total_bytes: of the input, 0 if not known.
  explicit ProgressBar(std::uint64_t total_bytes);

  void show(std::uint64_t bytes_read, std::uint64_t lines, std::uint64_t problems);
  void finish(std::uint64_t lines, std::uint64_t problems);

 private:
  void draw(std::uint64_t bytes_read, std::uint64_t lines, std::uint64_t problems);

  bool is_visible_;
  std::uint64_t total_bytes_;
  std::chrono::steady_clock::time_point started_;
  std::chrono::steady_clock::time_point drawn_;
};

}  // namespace unknot::cli
