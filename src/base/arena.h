// The memory of one result: taken in large blocks, given back at once, and wiped, since it holds a patient's answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory_resource>

namespace unknot {

// Overwrites memory in a way that the compiler must not leave out.
void wipe(void* memory, std::size_t size);

class Arena final : public std::pmr::memory_resource {
 public:
  // No memory is taken before the first allocation.
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() override;

  // Gives what was allocated last, `size` bytes, all that is left of its block. Its new size, or `size` if something
  // else was allocated since.
  std::size_t extend(void* last, std::size_t size);
  // Takes back what it does not use of the last allocation, which nothing was written to.
  void shrink(void* last, std::size_t size, std::size_t used);

 private:
  struct Block {
    Block* previous;
    std::byte* used_end;  // set when the next block is begun
  };
  static constexpr std::size_t block_bytes = 96 * 1024;

  void* do_allocate(std::size_t size, std::size_t alignment) override {
    for (;;) {
      const auto padding = -reinterpret_cast<std::uintptr_t>(next_) & (alignment - 1);
      const auto room = static_cast<std::size_t>(limit_ - next_);
      if (size <= room && padding <= room - size) {
        std::byte* place = next_ + padding;
        next_ = place + size;
        return place;
      }
      add_block(size + alignment);
    }
  }
  void do_deallocate(void*, std::size_t, std::size_t) override {}
  bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override { return this == &other; }
  void add_block(std::size_t least);

  Block* block_ = nullptr;
  std::byte* next_ = nullptr;   // in the newest block
  std::byte* limit_ = nullptr;  // its end
};

}  // namespace unknot
