#include "answer_line.h"

#include <memory>

#include "request_echo.h"

namespace unknot::adapters {

std::string_view problem_of(const unknot_result* result) {
  if (result != nullptr) return unknot_result_error(result);
  return R"({"code":"no_memory","pointer":"","expected":"memory","message":"There was not enough memory; nothing was done."})";
}

bool answer_line(const unknot_engine* engine, std::string_view line, std::uint64_t number, std::string& answers) {
  unknot_result* made = nullptr;
  const std::int32_t status = unknot_assess(engine, nullptr, line.data(), line.size(), &made);
  const std::unique_ptr<unknot_result, void (*)(unknot_result*)> result(made, unknot_result_free);
  const char* bytes = nullptr;
  std::size_t size = 0;
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

}  // namespace unknot::adapters
