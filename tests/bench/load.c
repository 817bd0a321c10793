/* L2: from dlopen to the first page, against loading libgit2, and loading libsqlite3 and opening a database in memory.
 * Each time in a process of its own. unknot_bench_load LIBUNKNOT INTAKE */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { rounds = 21 };

static const char* library;
static char intake[262144];
static size_t intake_size;

static int load_unknot(void) {
  void* handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return 1;
  int32_t (*open_engine)(const void*, void**);
  int32_t (*assess)(const void*, const void*, const char*, size_t, void**);
  int32_t (*document)(void*, const char*, const char**, size_t*);
  *(void**)&open_engine = dlsym(handle, "unknot_engine_open");
  *(void**)&assess = dlsym(handle, "unknot_assess");
  *(void**)&document = dlsym(handle, "unknot_result_document");
  void *engine, *result;
  const char* page;
  return open_engine(NULL, &engine) != 0 || assess(engine, NULL, intake, intake_size, &result) != 0 ||
         document(result, "text/html", &page, NULL) != 0;
}

static int load_git(void) { return dlopen("libgit2.so.1.5", RTLD_NOW | RTLD_LOCAL) == NULL; }

static int load_sqlite(void) {
  void* handle = dlopen("libsqlite3.so.0", RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return 1;
  int (*open_database)(const char*, void**);
  *(void**)&open_database = dlsym(handle, "sqlite3_open");
  void* database;
  return open_database(":memory:", &database) != 0;
}

/* CPU seconds of `load` in a new process; negative if it failed. */
static double seconds_of(int (*load)(void)) {
  int ends[2];
  if (pipe(ends) != 0) return -1;
  const pid_t child = fork();
  if (child == 0) {
    struct timespec begin, end;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begin);
    const int failed = load();
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &end);
    double seconds = (double)(end.tv_sec - begin.tv_sec) + (double)(end.tv_nsec - begin.tv_nsec) * 1e-9;
    if (failed) seconds = -1;
    _exit(write(ends[1], &seconds, sizeof seconds) != sizeof seconds);
  }
  double seconds = -1;
  close(ends[1]);
  if (read(ends[0], &seconds, sizeof seconds) != sizeof seconds) seconds = -1;
  close(ends[0]);
  waitpid(child, NULL, 0);
  return seconds;
}

static int by_size(const void* a, const void* b) {
  const double x = *(const double*)a, y = *(const double*)b;
  return (x > y) - (x < y);
}

static int print_ratio(const char* gate, const char* other, int (*load)(void)) {
  double ratios[rounds];
  for (int i = 0; i < rounds; ++i) {
    const double theirs = seconds_of(load);
    const double ours = seconds_of(load_unknot);
    if (ours < 0) return 1;
    if (theirs < 0) {
      printf("%s not-installed:%s\n", gate, other);
      return 0;
    }
    ratios[i] = ours / theirs;
  }
  qsort(ratios, rounds, sizeof ratios[0], by_size);
  printf("%s %.2f\n", gate, ratios[rounds / 2]);
  return 0;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  library = argv[1];
  FILE* file = fopen(argv[2], "rb");
  if (file == NULL) return 1;
  intake_size = fread(intake, 1, sizeof intake, file);
  fclose(file);
  return print_ratio("L2", "libgit2-1.5", load_git) || print_ratio("L2s", "libsqlite3-0", load_sqlite);
}
