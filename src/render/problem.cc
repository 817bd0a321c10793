#include "render/problem.h"

#include "render/json_writer.h"

namespace unknot::render {

std::string problem_json(const Problem& problem) {
  std::pmr::string out;
  JsonWriter json(out);
  json.open_object();
  json.text("code", problem.code);
  json.text("pointer", problem.pointer);
  json.text("expected", problem.expected);
  json.text("message", problem.message);
  json.close_object();
  return std::string(out);
}

}  // namespace unknot::render
