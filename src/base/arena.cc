#include "base/arena.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

namespace unknot {

void wipe(void* memory, std::size_t size) {
  std::memset(memory, 0, size);
  __asm__ volatile("" : : "r"(memory) : "memory");
}

Arena::~Arena() {
  if (block_ != nullptr) block_->used_end = next_;
  while (block_ != nullptr) {
    Block* previous = block_->previous;
    wipe(block_, static_cast<std::size_t>(block_->used_end - reinterpret_cast<std::byte*>(block_)));
    std::free(block_);
    block_ = previous;
  }
}

std::size_t Arena::extend(void* last, std::size_t size) {
  if (static_cast<std::byte*>(last) + size != next_) return size;
  next_ = limit_;
  return static_cast<std::size_t>(limit_ - static_cast<std::byte*>(last));
}

void Arena::shrink(void* last, std::size_t size, std::size_t used) {
  auto* begin = static_cast<std::byte*>(last);
  if (begin + size == next_) next_ = begin + used;
}

void Arena::add_block(std::size_t least) {
  const std::size_t size = std::max(block_bytes, sizeof(Block) + least);
  auto* memory = static_cast<std::byte*>(std::malloc(size));
  if (memory == nullptr) throw std::bad_alloc();
  if (block_ != nullptr) block_->used_end = next_;
  block_ = new (memory) Block{block_, nullptr};
  next_ = memory + sizeof(Block);
  limit_ = memory + size;
}

}  // namespace unknot
