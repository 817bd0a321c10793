// unknot batch: a plain filter, one JSON line in, one out. One thread reads, --jobs threads assess, one writes.
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <thread>
#include <vector>

#include "answer_lines.h"
#include "commands.h"
#include "descriptor.h"
#include "failure.h"
#include "files.h"
#include "line_reader.h"
#include "progress_bar.h"

namespace unknot::cli {

namespace {

std::uint64_t size_of(int descriptor) {
  struct stat status {};
  const bool is_known = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
  return is_known ? static_cast<std::uint64_t>(status.st_size) : 0;
}

// Runs a thread's work. If it fails there is nothing left to do for the others, and the reader may be waiting for
// input that never comes: the program ends here.
template <typename Work>
void run_or_exit(Work&& work) {
  std::string problem;
  try {
    return work();
  } catch (const Failure& failure) {
    problem = failure.problem;
  } catch (const std::exception&) {
    problem = problem_json("internal", "", "", "The program failed.");
  }
  try {
    write_all(STDERR_FILENO, problem + '\n');
  } catch (const Failure&) {
    // Nobody listens; the exit code still tells.
  }
  std::_Exit(static_cast<int>(ExitCode::unreadable));
}

void answer_all(const Engine& engine, ChunkRing& ring) {
  while (Chunk* chunk = ring.take_filled()) {
    answer_lines(engine, *chunk);
    ring.pass_answered(*chunk);
  }
}

void write_all_answers(ChunkRing& ring, ProgressBar& progress, std::uint64_t& problems) {
  std::uint64_t lines = 0;
  while (const Chunk* chunk = ring.take_answered()) {
    write_all(STDOUT_FILENO, chunk->answers);
    lines += chunk->line_count;
    problems += chunk->problem_count;
    progress.show(chunk->bytes_read, lines, problems);
    ring.pass_written();
  }
  progress.finish(lines, problems);
}

void read_all_lines(int descriptor, ChunkRing& ring) {
  struct CloseInTheEnd {
    ChunkRing& ring;
    ~CloseInTheEnd() { ring.close(); }
  } const close_in_the_end{ring};
  LineReader reader(descriptor);
  while (reader.fill(ring.take_empty())) ring.pass_filled();
}

}  // namespace

ExitCode run_batch(const BatchArguments& arguments) {
  const Engine engine = open_engine(arguments.pack);
  const Descriptor input(open_input(arguments.intakes));
  ProgressBar progress(size_of(input.number()));
  ChunkRing ring(std::size_t{arguments.jobs} * 2 + 2);  // while some are answered, others are read and written
  std::uint64_t problems = 0;
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 0; i < arguments.jobs; ++i) {
      threads.emplace_back([&] { run_or_exit([&] { answer_all(engine, ring); }); });
    }
    threads.emplace_back([&] { run_or_exit([&] { write_all_answers(ring, progress, problems); }); });
    read_all_lines(input.number(), ring);
  }
  return problems == 0 ? ExitCode::done : ExitCode::problem;
}

}  // namespace unknot::cli
