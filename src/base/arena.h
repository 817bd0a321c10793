// The memory of one result: taken in large blocks, given back at once, and wiped, since it holds a patient's answers.
#pragma once

#include <cstddef>
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

 private:
  struct Block {
    Block* previous;
    std::byte* used_end;  // set when the next block is begun
  };
  static constexpr std::size_t block_bytes = 60 * 1024;

  void* do_allocate(std::size_t size, std::size_t alignment) override;
  void do_deallocate(void*, std::size_t, std::size_t) override {}
  bool do_is_equal(const std::pmr::memory_resource& other) const noexcept override { return this == &other; }
  void add_block(std::size_t least);

  Block* block_ = nullptr;
  std::byte* next_ = nullptr;   // in the newest block
  std::byte* limit_ = nullptr;  // its end
};

}  // namespace unknot
