// An open file that closes itself.
#pragma once

#include <unistd.h>

#include <utility>

namespace unknot::cli {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }

  int number() const { return number_; }  // negative: none

  // It stays open, for another to close.
  int release() { return std::exchange(number_, -1); }

  // Whether the system kept all that was written.
  bool close() {
    const int number = release();
    return number < 0 || ::close(number) == 0;
  }

 private:
  int number_;
};

}  // namespace unknot::cli
