// Gives RapidJSON's reader its stack in memory of ours, whose failure is an exception and not a null pointer.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory_resource>

namespace unknot {

class ReaderMemory {
 public:
  ReaderMemory() = default;  // RapidJSON wants one; it is never used
  explicit ReaderMemory(std::pmr::memory_resource& memory) : memory_(&memory) {}
  void* Malloc(std::size_t size) { return memory_->allocate(size); }
  void* Realloc(void* old, std::size_t old_size, std::size_t new_size) {
    void* fresh = Malloc(new_size);
    if (old != nullptr) std::memcpy(fresh, old, std::min(old_size, new_size));
    return fresh;
  }
  static void Free(void*) {}

 private:
  std::pmr::memory_resource* memory_ = nullptr;
};

}  // namespace unknot
