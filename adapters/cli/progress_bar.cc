#include "progress_bar.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace unknot::cli {

using std::chrono::steady_clock;

// On a terminal that also shows the answers, a bar would stand in their midst.
ProgressBar::ProgressBar(std::uint64_t total_bytes)
    : is_visible_(::isatty(STDERR_FILENO) == 1 && ::isatty(STDOUT_FILENO) != 1),
      total_bytes_(total_bytes),
      started_(steady_clock::now()),
      drawn_(started_) {}

void ProgressBar::show(std::uint64_t bytes_read, std::uint64_t lines, std::uint64_t problems) {
  constexpr std::chrono::milliseconds pause(100);
  if (!is_visible_ || steady_clock::now() - drawn_ < pause) return;
  draw(bytes_read, lines, problems);
}

void ProgressBar::finish(std::uint64_t lines, std::uint64_t problems) {
  if (!is_visible_) return;
  draw(total_bytes_, lines, problems);
  std::fputc('\n', stderr);
}

void ProgressBar::draw(std::uint64_t bytes_read, std::uint64_t lines, std::uint64_t problems) {
  drawn_ = steady_clock::now();
  const double seconds = std::chrono::duration<double>(drawn_ - started_).count();
  std::string bar;
  if (total_bytes_ > 0) {
    constexpr std::size_t width = 24;
    const std::uint64_t done = std::min(bytes_read, total_bytes_);
    std::string cells(static_cast<std::size_t>(done * width / total_bytes_), '#');
    cells.resize(width, '-');
    bar = '[' + cells + "] " + std::to_string(done * 100 / total_bytes_) + "%  ";
  }
  std::fprintf(stderr, "\r%s%llu lines, %.0f a second, %llu problems ", bar.c_str(),
               static_cast<unsigned long long>(lines), static_cast<double>(lines) / std::max(seconds, 0.001),
               static_cast<unsigned long long>(problems));
  std::fflush(stderr);
}

}  // namespace unknot::cli
