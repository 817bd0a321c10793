#include "render/problem.h"

#include "render/json_writer.h"

namespace unknot::render {

std::string problem_json(const Problem& problem) {
  Arena memory;
  Buffer out(memory, 4 * 1024);
  JsonWriter json(out);
  json.open_object();
  json.text("code", problem.code);
  json.text("pointer", problem.pointer);
  json.text("expected", problem.expected);
  json.text("message", problem.message);
  json.close_object();
  return std::string(out.finish());
}

}  // namespace unknot::render
