// What the tests share: the C ABI with owners, and JSON.
#pragma once

#include <unknot/unknot.h>

#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>
#include <string>

namespace unknot_test {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

struct EngineEnd {
  void operator()(unknot_engine* engine) const { unknot_engine_close(engine); }
};
struct ResultEnd {
  void operator()(unknot_result* result) const { unknot_result_free(result); }
};
using Engine = std::unique_ptr<unknot_engine, EngineEnd>;
using Result = std::unique_ptr<unknot_result, ResultEnd>;

inline Engine open_engine() {
  unknot_engine* engine = nullptr;
  const std::int32_t status = unknot_engine_open(nullptr, &engine);
  Engine owned(engine);
  if (status != UNKNOT_OK) throw std::runtime_error(unknot_engine_error(engine));
  return owned;
}

// The engine with the built-in pack that all tests of a program share.
inline unknot_engine* engine() {
  static const Engine shared = open_engine();
  return shared.get();
}

inline Result assess(const std::string& intake) {
  unknot_result* result = nullptr;
  unknot_assess(engine(), nullptr, intake.data(), intake.size(), &result);
  return Result(result);
}

inline std::string document(const Result& result, const char* media_type) {
  const char* bytes = nullptr;
  std::size_t size = 0;
  if (unknot_result_document(result.get(), media_type, &bytes, &size) != UNKNOT_OK) {
    throw std::runtime_error(unknot_result_error(result.get()));
  }
  return {bytes, size};
}

inline std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace unknot_test
