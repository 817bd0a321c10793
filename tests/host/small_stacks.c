/*
 * Threads with a stack of 64 KiB, a page that may not be touched below it: every call fits.  Says how deep the deepest
 * went.
 * small_stacks PACK_FOLDER
 */
#include <pthread.h>
#include <sys/mman.h>

#include "host.h"

enum { stack_bytes = 64 * 1024, page_bytes = 4096, paint = 0xA5 };

static const char* pack_folder;
static unknot_engine* engine;
static uint64_t expected;

static void* open_built_in(void* unused) {
  unknot_engine* const own = open_engine(&linked);
  EXPECT(everything(&linked, own) == expected);
  unknot_engine_close(own);
  return unused;
}
static void* open_folder(void* unused) {
  EXPECT(status_of_pack_path(&linked, pack_folder) == UNKNOT_OK);
  return unused;
}
static void* open_no_pack(void* unused) {
  EXPECT(status_of_pack_path(&linked, "/no/such/pack") == UNKNOT_E_IO);
  EXPECT(status_of_pack_path(&linked, "/proc/self/maps") == UNKNOT_E_PACK);
  return unused;
}
static void* say_everything(void* unused) {
  EXPECT(everything(&linked, engine) == expected);
  return unused;
}
static void* do_nothing(void* unused) { return unused; }

static const struct {
  const char* name;
  void* (*run)(void*);
} lives[] = {{"a thread itself", do_nothing},
             {"open the built-in pack", open_built_in},
             {"open a folder", open_folder},
             {"open what is no pack", open_no_pack},
             {"assess, every document, and refusals", say_everything}};

static size_t depth_of(void* (*run)(void*)) {
  pthread_attr_t attributes;
  pthread_t thread;
  size_t untouched = 0;
  unsigned char* pages =
      mmap(NULL, page_bytes + stack_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  unsigned char* const stack = pages + page_bytes;
  EXPECT(pages != MAP_FAILED && mprotect(pages, page_bytes, PROT_NONE) == 0);
  memset(stack, paint, stack_bytes);
  pthread_attr_init(&attributes);
  EXPECT(pthread_attr_setstack(&attributes, stack, stack_bytes) == 0);
  EXPECT(pthread_create(&thread, &attributes, run, NULL) == 0);
  pthread_join(thread, NULL);
  pthread_attr_destroy(&attributes);
  while (untouched < stack_bytes && stack[untouched] == paint) ++untouched;
  munmap(pages, page_bytes + stack_bytes);
  return stack_bytes - untouched;
}

int main(int argc, char** argv) {
  size_t i;
  EXPECT(argc == 2);
  pack_folder = argv[1];
  engine = open_engine(&linked);
  expected = everything(&linked, engine);
  for (i = 0; i < sizeof lives / sizeof *lives; ++i) {
    printf("%-40s %6zu of %d bytes\n", lives[i].name, depth_of(lives[i].run), stack_bytes);
  }
  unknot_engine_close(engine);
  return 0;
}
