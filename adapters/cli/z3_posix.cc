#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "descriptor.h"
#include "failure.h"
#include "files.h"
#include "z3.h"

extern char** environ;

namespace unknot::cli {

namespace {

// The script as a file that has no name: z3 reads it at its own pace while its answers are read.
int script_file(const std::string& script) {
  const int number = ::memfd_create("script", MFD_CLOEXEC);
  if (number < 0) fail_unreadable("memory for a script");
  write_all(number, script);
  if (::lseek(number, 0, SEEK_SET) != 0) fail_unreadable("memory for a script");
  return number;
}

pid_t start_z3(int input, int output) {
  char name[] = "z3";
  char from_input[] = "-in";
  char* const arguments[] = {name, from_input, nullptr};
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  pid_t process = 0;
  const int error = ::posix_spawnp(&process, name, &actions, nullptr, arguments, environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (error == ENOENT) {
    throw Failure{
        ExitCode::unsupported,
        problem_json("not_installed", "", "the program z3, in Debian's package z3",
                     "The pack's structure is sound; what can occur is checked with z3, which is not installed.")};
  }
  errno = error;
  if (error != 0) fail_unreadable("the program z3 that can be run");
  return process;
}

}  // namespace

std::string run_z3(const std::string& script) {
  const Descriptor input(script_file(script));
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) fail_unreadable("a pipe to z3");
  const Descriptor answers(ends[0]);
  Descriptor answers_end_of_z3(ends[1]);
  const pid_t process = start_z3(input.number(), answers_end_of_z3.number());
  answers_end_of_z3.close();

  std::string text;
  char block[4096];
  while (const std::size_t count = read_some(answers.number(), block, sizeof block)) text.append(block, count);
  while (::waitpid(process, nullptr, 0) < 0 && errno == EINTR) continue;
  return text;
}

}  // namespace unknot::cli
