/*
 * The host opens an engine and forks: four children assess with it, and open engines of their own, all at once; first
 * with one thread, then while threads of the host are within the library.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <sys/wait.h>

#include "host.h"

enum { children = 4, threads = 3, rounds = 5 };

static unknot_engine* engine;
static uint64_t expected;
static atomic_int ended;

static void live_as_child(void) {
  int round;
  unknot_engine* own;
  alarm(60); /* a lock that nobody gives back must not hang the test */
  for (round = 0; round < rounds; ++round) EXPECT(everything(&linked, engine) == expected);
  own = open_engine(&linked);
  EXPECT(everything(&linked, own) == expected);
  unknot_engine_close(own);
  unknot_engine_close(engine);
  _exit(0);
}

static void fork_and_wait(void) {
  pid_t pids[children];
  int i;
  for (i = 0; i < children; ++i) {
    pids[i] = fork();
    if (pids[i] == 0) live_as_child();
    EXPECT(pids[i] > 0);
  }
  EXPECT(everything(&linked, engine) == expected);
  for (i = 0; i < children; ++i) {
    int end = 0;
    EXPECT(waitpid(pids[i], &end, 0) == pids[i]);
    EXPECT(WIFEXITED(end) && WEXITSTATUS(end) == 0);
  }
}

static void* be_within_the_library(void* unused) {
  while (!atomic_load(&ended)) {
    unknot_engine* const own = open_engine(&linked);
    EXPECT(everything(&linked, own) == expected);
    unknot_engine_close(own);
  }
  return unused;
}

int main(void) {
  pthread_t busy[threads];
  int i;
  engine = open_engine(&linked);
  expected = everything(&linked, engine);
  fork_and_wait();
  for (i = 0; i < threads; ++i) EXPECT(pthread_create(&busy[i], NULL, be_within_the_library, NULL) == 0);
  for (i = 0; i < rounds; ++i) fork_and_wait();
  atomic_store(&ended, 1);
  for (i = 0; i < threads; ++i) pthread_join(busy[i], NULL);
  unknot_engine_close(engine);
  return 0;
}
