/*
 * The library is loaded, used on a thread of its own, and unloaded, a thousand times: then the process is as it was.
 * loaded_a_thousand_times LIBRARY
 */
#define HOST_LOADS_LIBRARIES
#include <pthread.h>

#include "host.h"
#include "process.h"

enum { warm_up = 50, times = 1000, growth_kib = 1024 };

static const char* path;
static uint64_t said;

static void load_use_unload(int flags) {
  void* const handle = dlopen(path, flags);
  struct library library;
  unknot_engine* engine;
  if (handle == NULL) fprintf(stderr, "%s\n", dlerror());
  EXPECT(handle != NULL);
  library = library_of(handle);
  engine = open_engine(&library);
  said = add_intake(empty_hash, &library, engine, intakes[2]);
  library.engine_close(engine);
  EXPECT(dlclose(handle) == 0);
  EXPECT(dlopen(path, RTLD_NOW | RTLD_NOLOAD) == NULL); /* it has really gone */
}

/* On a thread that ends after the library has gone: a destructor left behind would end the process. */
static void* live(void* flags) {
  load_use_unload(*(int*)flags);
  return NULL;
}

static void load_on_a_thread(int flags) {
  pthread_t thread;
  EXPECT(pthread_create(&thread, NULL, live, &flags) == 0);
  pthread_join(thread, NULL);
}

int main(int argc, char** argv) {
  long before, after;
  int i, threads, descriptors;
  uint64_t actions, expected;
  EXPECT(argc == 2);
  path = argv[1];
  load_use_unload(RTLD_NOW | RTLD_LOCAL | RTLD_DEEPBIND);
  expected = said;
  for (i = 0; i < warm_up; ++i) load_on_a_thread(RTLD_NOW | RTLD_LOCAL);
  EXPECT(said == expected);
  before = resident_kib();
  threads = entries_of("/proc/self/task");
  descriptors = entries_of("/proc/self/fd");
  actions = signal_actions();
  for (i = 0; i < times; ++i) {
    load_on_a_thread(i % 2 == 0 ? RTLD_NOW | RTLD_LOCAL : RTLD_LAZY | RTLD_GLOBAL | RTLD_DEEPBIND);
    EXPECT(said == expected);
  }
  after = resident_kib();
  printf("%d times: %ld KiB before, %ld KiB after\n", times, before, after);
  EXPECT(after - before < growth_kib);
  EXPECT(entries_of("/proc/self/task") == threads);
  EXPECT(entries_of("/proc/self/fd") == descriptors);
  EXPECT(signal_actions() == actions);
  return 0;
}
