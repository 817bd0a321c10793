/*
 * No call changes what belongs to the host: errno, the umask, the working directory, signals, the rounding mode, the
 * locale, the environment, descriptors, threads.  In no rounding mode is anything else said.
 * state_is_untouched PACK_FOLDER
 */
#include <errno.h>
#include <fenv.h>
#include <limits.h>
#include <locale.h>
#include <sys/stat.h>
#include <sys/time.h>

#include "host.h"
#include "process.h"

extern char** environ;

enum { errno_of_the_host = 4242 };

struct state {
  int number; /* errno */
  mode_t mask;
  char folder[PATH_MAX];
  uint64_t actions; /* of every signal */
  sigset_t blocked;
  stack_t signal_stack;
  struct itimerval timer;
  int rounding;
  char locale[64];
  uint64_t environment;
  int descriptors;
  int threads;
};

static void look(struct state* state) {
  char** variable;
  const int number = errno;
  memset(state, 0, sizeof *state);
  state->number = number;
  state->mask = umask(0);
  umask(state->mask);
  EXPECT(getcwd(state->folder, sizeof state->folder) != NULL);
  state->actions = signal_actions();
  sigprocmask(SIG_BLOCK, NULL, &state->blocked);
  sigaltstack(NULL, &state->signal_stack);
  getitimer(ITIMER_REAL, &state->timer);
  state->rounding = fegetround();
  strncpy(state->locale, setlocale(LC_ALL, NULL), sizeof state->locale - 1);
  state->environment = add_bytes(empty_hash, &environ, sizeof environ);
  for (variable = environ; *variable != NULL; ++variable) {
    state->environment = add_text(state->environment, *variable);
  }
  state->descriptors = entries_of("/proc/self/fd");
  state->threads = entries_of("/proc/self/task");
}

static const char* pack_folder;
static unknot_engine* engine;
static uint64_t said;

static void opens_the_built_in_pack(void) { unknot_engine_close(open_engine(&linked)); }
static void opens_a_folder(void) { EXPECT(status_of_pack_path(&linked, pack_folder) == UNKNOT_OK); }
static void opens_no_file(void) { EXPECT(status_of_pack_path(&linked, "/no/such/pack") == UNKNOT_E_IO); }
static void opens_a_device(void) { EXPECT(status_of_pack_path(&linked, "/dev/zero") == UNKNOT_E_IO); }
static void opens_what_is_no_pack(void) { EXPECT(status_of_pack_path(&linked, "/proc/self/cmdline") == UNKNOT_E_PACK); }
static void says_everything(void) { said = everything(&linked, engine); }
static void takes_bad_arguments(void) {
  unknot_result* result = NULL;
  EXPECT(unknot_assess(NULL, NULL, "{}", 2, &result) == UNKNOT_E_ARGUMENT);
  unknot_result_free(result);
  EXPECT(unknot_assess(engine, NULL, NULL, 2, NULL) == UNKNOT_E_ARGUMENT);
  unknot_result_free(NULL);
  unknot_engine_close(NULL);
}

static void (*const calls[])(void) = {opens_the_built_in_pack, opens_a_folder,  opens_no_file,      opens_a_device,
                                      opens_what_is_no_pack,   says_everything, takes_bad_arguments};

int main(int argc, char** argv) {
  static const int roundings[] = {FE_TONEAREST, FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};
  static struct state before, after;
  uint64_t expected;
  size_t i, call;
  EXPECT(argc == 2);
  pack_folder = argv[1];
  errno = errno_of_the_host;
  look(&before);
  errno = errno_of_the_host;
  engine = open_engine(&linked);
  expected = everything(&linked, engine);
  look(&after);
  EXPECT(memcmp(&before, &after, sizeof before) == 0);
  umask(027);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGCHLD, SIG_DFL);
  for (i = 0; i < sizeof roundings / sizeof *roundings; ++i) {
    fesetround(roundings[i]);
    for (call = 0; call < sizeof calls / sizeof *calls; ++call) {
      errno = errno_of_the_host;
      look(&before);
      errno = errno_of_the_host;
      calls[call]();
      look(&after);
      EXPECT(after.number == errno_of_the_host);
      EXPECT(after.mask == before.mask);
      EXPECT(after.rounding == roundings[i]);
      EXPECT(after.descriptors == before.descriptors);
      EXPECT(after.threads == before.threads);
      EXPECT(memcmp(&before, &after, sizeof before) == 0);
    }
    EXPECT(said == expected);
  }
  unknot_engine_close(engine);
  return 0;
}
