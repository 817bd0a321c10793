/* What a host can see of its own process. */
#ifndef UNKNOT_TESTS_HOST_PROCESS_H
#define UNKNOT_TESTS_HOST_PROCESS_H

#include <dirent.h>
#include <signal.h>

#include "host.h"

/* Of /proc/self/fd or /proc/self/task: how many descriptors or threads there are. */
static inline int entries_of(const char* path) {
  int count = 0;
  DIR* folder = opendir(path);
  EXPECT(folder != NULL);
  while (readdir(folder) != NULL) ++count;
  closedir(folder);
  return count;
}

/* Field by field: libc leaves the rest of the struct as it was. */
static inline uint64_t signal_actions(void) {
  uint64_t hash = empty_hash;
  int number;
  for (number = 1; number < 65; ++number) {
    struct sigaction action;
    if (sigaction(number, NULL, &action) != 0) continue; /* libc's own */
    hash = add_bytes(hash, &action.sa_handler, sizeof action.sa_handler);
    hash = add_bytes(hash, &action.sa_flags, sizeof action.sa_flags);
  }
  return hash;
}

static inline long resident_kib(void) {
  char line[256];
  long kib = 0;
  FILE* file = fopen("/proc/self/status", "r");
  EXPECT(file != NULL);
  while (fgets(line, sizeof line, file) != NULL) {
    if (sscanf(line, "VmRSS: %ld", &kib) == 1) break;
  }
  fclose(file);
  EXPECT(kib > 0);
  return kib;
}

#endif
