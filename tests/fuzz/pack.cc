// Any bytes as a pack: refused when it is opened, or it serves patients whoever they are.
#include "target.h"

using namespace unknot_fuzz;

namespace {

void check_pack_and_questions(const unknot_engine* engine) {
  unknot_result* result = nullptr;
  std::int32_t status = unknot_engine_pack(engine, &result);
  require(status == UNKNOT_OK, "an engine shows its pack");
  check_result(result, status);
  unknot_result_free(result);
  status = unknot_engine_questions(engine, nullptr, nullptr, &result);
  require(status == UNKNOT_OK, "an engine lists its questions");
  check_result(result, status);
  unknot_result_free(result);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  unknot_engine* engine = nullptr;
  const std::int32_t status = open({reinterpret_cast<const char*>(data), size}, "", &engine);
  require(status == UNKNOT_OK || status == UNKNOT_E_PACK, "a pack is opened or refused");
  check_engine(engine, status);
  if (status == UNKNOT_OK && size > 0) {
    check_pack_and_questions(engine);
    require(check_assess(engine, R"({"answers": {}})") == UNKNOT_OK, "who answers nothing is assessed");
    // Names that the small pack has: a mutated one may have others.
    check_assess(engine, R"({"answers": {"fever": true, "age": 46, "course": "worse", "medicines": ["thinner"]},
                             "handout": {"patient_name": "Maria Example"}})");
    check_assess(engine, R"({"answers": {"fever": "unsure", "age": "unsure", "course": "unsure"}})");
  }
  unknot_engine_close(engine);
  return 0;
}
