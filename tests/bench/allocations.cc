// E4: how often one warm call asks for memory. unknot_bench_allocations INTAKE...
#include <unknot/unknot.h>

#include <cstddef>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* memory, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
}

namespace {

std::size_t allocations = 0;

}  // namespace

// The library's calls end here, since the program's symbols come first.
extern "C" {
void* malloc(std::size_t size) { return ++allocations, __libc_malloc(size); }
void* calloc(std::size_t count, std::size_t size) { return ++allocations, __libc_calloc(count, size); }
void* realloc(void* memory, std::size_t size) { return ++allocations, __libc_realloc(memory, size); }
void* aligned_alloc(std::size_t alignment, std::size_t size) { return ++allocations, __libc_memalign(alignment, size); }
}

int main(int argc, char** argv) {
  unknot_engine* engine = nullptr;
  if (unknot_engine_open(nullptr, &engine) != UNKNOT_OK || allocations == 0) return 1;
  std::size_t most = 0;
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    const std::string intake{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    for (int call = 0; call < 2; ++call) {  // the second is warm
      const std::size_t before = allocations;
      unknot_result* result = nullptr;
      const char* page = nullptr;
      if (unknot_assess(engine, nullptr, intake.data(), intake.size(), &result) != UNKNOT_OK ||
          unknot_result_document(result, UNKNOT_MEDIA_HTML, &page, nullptr) != UNKNOT_OK) {
        return 1;
      }
      const std::size_t made = allocations - before;
      if (call == 1 && made > most) most = made;
      unknot_result_free(result);
    }
  }
  unknot_engine_close(engine);
  std::printf("E4 %zu\n", most);
}
