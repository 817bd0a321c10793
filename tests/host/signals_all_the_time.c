/*
 * A signal every 100 microseconds, system calls not restarted: whatever is interrupted, nothing else is said.
 * signals_all_the_time PACK_FOLDER
 */
#include <signal.h>
#include <sys/time.h>

#include "host.h"

static volatile sig_atomic_t signals;

static void count(int signal) {
  (void)signal;
  ++signals;
}

int main(int argc, char** argv) {
  const struct itimerval every = {{0, 100}, {0, 100}};
  struct sigaction action;
  unknot_engine* engine;
  uint64_t expected;
  EXPECT(argc == 2);
  engine = open_engine(&linked);
  expected = everything(&linked, engine);
  memset(&action, 0, sizeof action);
  action.sa_handler = count; /* without SA_RESTART */
  EXPECT(sigaction(SIGALRM, &action, NULL) == 0);
  EXPECT(setitimer(ITIMER_REAL, &every, NULL) == 0);
  while (signals < 2000) {
    unknot_engine* own;
    EXPECT(everything(&linked, engine) == expected);
    own = open_engine(&linked);
    EXPECT(everything(&linked, own) == expected);
    unknot_engine_close(own);
    EXPECT(status_of_pack_path(&linked, argv[1]) == UNKNOT_OK);
    EXPECT(status_of_pack_path(&linked, "/no/such/pack") == UNKNOT_E_IO);
  }
  unknot_engine_close(engine);
  return 0;
}
