// The library's own operator new and delete, hidden from the host: what is freed is wiped first, since it may have
// held a patient's answers.
#include <malloc.h>

#include <cstdint>
#include <cstdlib>
#include <new>

#include "base/arena.h"

namespace {

void* allocate(std::size_t size) noexcept { return std::malloc(size == 0 ? 1 : size); }

#if defined(_WIN32)

// Windows does not tell the size of aligned memory: it stands before it.
struct Place {
  void* whole;
  std::size_t size;
};

void* allocate(std::size_t size, std::align_val_t alignment) noexcept {
  const auto boundary = static_cast<std::size_t>(alignment);
  if (size > SIZE_MAX - boundary - sizeof(Place)) return nullptr;
  void* const whole = std::malloc(sizeof(Place) + boundary + size);
  if (whole == nullptr) return nullptr;
  const std::uintptr_t aligned = (reinterpret_cast<std::uintptr_t>(whole) + sizeof(Place) + boundary) & ~(boundary - 1);
  void* const memory = reinterpret_cast<void*>(aligned);
  static_cast<Place*>(memory)[-1] = {whole, size};
  return memory;
}

void release(void* memory) noexcept {
  if (memory == nullptr) return;
  unknot::wipe(memory, ::_msize(memory));
  std::free(memory);
}

void release(void* memory, std::align_val_t) noexcept {
  if (memory == nullptr) return;
  const Place place = static_cast<Place*>(memory)[-1];
  unknot::wipe(memory, place.size);
  std::free(place.whole);
}

#else

void* allocate(std::size_t size, std::align_val_t alignment) noexcept {
  const auto boundary = static_cast<std::size_t>(alignment);
  if (size > SIZE_MAX - boundary) return nullptr;
  return std::aligned_alloc(boundary, (size + boundary - 1) / boundary * boundary);
}

void release(void* memory) noexcept {
  if (memory == nullptr) return;
  unknot::wipe(memory, ::malloc_usable_size(memory));
  std::free(memory);
}

void release(void* memory, std::align_val_t) noexcept { release(memory); }

#endif

void* or_throw(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) { return or_throw(allocate(size)); }
void* operator new[](std::size_t size) { return or_throw(allocate(size)); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void* operator new(std::size_t size, std::align_val_t alignment) { return or_throw(allocate(size, alignment)); }
void* operator new[](std::size_t size, std::align_val_t alignment) { return or_throw(allocate(size, alignment)); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, std::align_val_t alignment) noexcept { release(memory, alignment); }
void operator delete[](void* memory, std::align_val_t alignment) noexcept { release(memory, alignment); }
void operator delete(void* memory, std::size_t, std::align_val_t alignment) noexcept { release(memory, alignment); }
void operator delete[](void* memory, std::size_t, std::align_val_t alignment) noexcept { release(memory, alignment); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { release(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { release(memory); }
