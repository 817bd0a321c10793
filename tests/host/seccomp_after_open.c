/*
 * Once the engine is open, a filter ends the process at any call of the kernel but those that give and take memory:
 * no file, no socket, no process, no clock.  Whoever is assessed then, the process lives.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "host.h"

#define ALLOW(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static void forbid_all_but_memory(void) {
  struct sock_filter filter[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      ALLOW(brk),
      ALLOW(mmap),
      ALLOW(mremap),
      ALLOW(munmap),
      ALLOW(madvise),
      ALLOW(exit_group),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
  };
  const struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
  EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
  EXPECT(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0);
}

/* In a child of its own; gives how it ended. */
static int end_of(void (*life)(void)) {
  int end = 0;
  const pid_t child = fork();
  if (child == 0) {
    life();
    _exit(0);
  }
  EXPECT(child > 0 && waitpid(child, &end, 0) == child);
  return end;
}

static unknot_engine* engine;
static uint64_t expected;

static void serve(void) {
  int i;
  forbid_all_but_memory();
  for (i = 0; i < 10; ++i) {
    if (everything(&linked, engine) != expected) _exit(2);
  }
  unknot_engine_close(engine);
  engine = open_engine(&linked); /* the built-in pack needs no file either */
  if (everything(&linked, engine) != expected) _exit(3);
}

static void open_a_file(void) {
  forbid_all_but_memory();
  open("/dev/null", O_RDONLY);
}

int main(void) {
  int end;
  engine = open_engine(&linked);
  expected = everything(&linked, engine);
  end = end_of(open_a_file);
  EXPECT(WIFSIGNALED(end)); /* the filter works */
  end = end_of(serve);
  EXPECT(WIFEXITED(end) && WEXITSTATUS(end) == 0);
  unknot_engine_close(engine);
  return 0;
}
