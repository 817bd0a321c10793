// Where a document is written: grows in the result's memory, always leaves room for the closing NUL.
#pragma once

#include <cstddef>
#include <cstring>
#include <string_view>

#include "base/arena.h"

namespace unknot::render {

class Buffer {
 public:
  Buffer(Arena& memory, std::size_t expected_bytes) : memory_(memory) { grow(expected_bytes); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  // Words that are fixed in the code: their length is known to the compiler.
  template <std::size_t size_with_nul>
  void literal(const char (&words)[size_with_nul]) {
    constexpr std::size_t size = size_with_nul - 1;
    if (static_cast<std::size_t>(limit_ - end_) < size) grow(size);
    std::memcpy(end_, words, size);
    end_ += size;
  }

  void append(std::string_view words) {
    if (static_cast<std::size_t>(limit_ - end_) < words.size()) grow(words.size());
    std::memcpy(end_, words.data(), words.size());
    end_ += words.size();
  }

  void append(char c) { append(std::string_view(&c, 1)); }

  void append(std::size_t count, char c) {
    for (; count > 0; --count) append(c);
  }

  void drop_last() { --end_; }
  char last() const { return end_ == begin_ ? '\0' : end_[-1]; }

  // All that was written; a NUL follows it. Lives as long as the memory. Nothing is written after it.
  std::string_view finish() {
    *end_ = '\0';
    memory_.shrink(begin_, static_cast<std::size_t>(limit_ + 1 - begin_), static_cast<std::size_t>(end_ + 1 - begin_));
    limit_ = end_;
    return {begin_, static_cast<std::size_t>(end_ - begin_)};
  }

 private:
  void grow(std::size_t needed);

  Arena& memory_;
  char* begin_ = nullptr;
  char* end_ = nullptr;
  char* limit_ = nullptr;  // one before the end of the memory
};

}  // namespace unknot::render
