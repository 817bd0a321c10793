// What the service frees is wiped first, whoever used it: requests and answers pass through strings that grow, trees of
// JSON, the window of zlib. OpenSSL wipes its own.
#include <malloc.h>
#include <string.h>

#include <cstdlib>
#include <new>

namespace {

void release(void* memory) noexcept {
  if (memory == nullptr) return;
  explicit_bzero(memory, ::malloc_usable_size(memory));
  std::free(memory);
}

}  // namespace

void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { release(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { release(memory); }
