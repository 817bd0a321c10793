#include "answer_lines.h"

#include "request_echo.h"

namespace unknot::cli {

namespace {

// Appends the result or the problem of one line; true if it is a result.
bool answer(const Engine& engine, std::string_view line, std::uint64_t number, std::string& answers) {
  unknot_result* made = nullptr;
  const std::int32_t status = unknot_assess(engine.get(), nullptr, line.data(), line.size(), &made);
  const Result result(made);
  const char* bytes = nullptr;
  size_t size = 0;
  if (status == UNKNOT_OK && unknot_result_document(made, nullptr, &bytes, &size) == UNKNOT_OK) {
    answers.append(bytes, size);
    answers += '\n';
    return true;
  }
  answers += R"({"problem":)";
  answers += problem_of(made);
  answers += R"(,"line":)";
  answers += std::to_string(number);
  answers += R"(,"request":)";
  answers += request_echo(line);
  answers += "}\n";
  return false;
}

}  // namespace

void answer_lines(const Engine& engine, Chunk& chunk) {
  chunk.answers.clear();
  chunk.problem_count = 0;
  std::uint64_t number = chunk.first_line;
  for (std::string_view rest = chunk.lines; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    if (!answer(engine, rest.substr(0, end), number, chunk.answers)) ++chunk.problem_count;
    rest.remove_prefix(end + 1);
  }
}

}  // namespace unknot::cli
