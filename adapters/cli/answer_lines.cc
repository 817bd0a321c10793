#include "answer_lines.h"

#include "answer_line.h"

namespace unknot::cli {

void answer_lines(const Engine& engine, Chunk& chunk) {
  chunk.answers.clear();
  chunk.problem_count = 0;
  std::uint64_t number = chunk.first_line;
  for (std::string_view rest = chunk.lines; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    if (!adapters::answer_line(engine.get(), rest.substr(0, end), number, chunk.answers)) ++chunk.problem_count;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace unknot::cli
