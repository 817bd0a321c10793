// Any bytes as an overlay on the small pack: refused when it is opened, or no danger sign weighs less than before.
#include "target.h"

using namespace unknot_fuzz;

namespace {

constexpr std::string_view feverish = R"({"answers": {"fever": true, "age": 46, "course": "worse"}})";

std::int32_t tier_of(const unknot_engine* engine) {
  unknot_result* result = nullptr;
  unknot_assess(engine, nullptr, feverish.data(), feverish.size(), &result);
  const std::int32_t tier = unknot_result_tier(result);
  unknot_result_free(result);
  return tier;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::int32_t least = [] {
    unknot_engine* plain = nullptr;
    require(open(small_pack(), "", &plain) == UNKNOT_OK, "the small pack opens");
    const std::int32_t tier = tier_of(plain);
    unknot_engine_close(plain);
    require(tier == UNKNOT_TIER_SAME_DAY, "the small pack raises fever");
    return tier;
  }();
  unknot_engine* engine = nullptr;
  const std::int32_t status = open(small_pack(), {reinterpret_cast<const char*>(data), size}, &engine);
  require(status == UNKNOT_OK || status == UNKNOT_E_PACK, "an overlay is laid on or refused");
  check_engine(engine, status);
  if (status == UNKNOT_OK) {
    require(check_assess(engine, R"({"answers": {}})") == UNKNOT_OK, "who answers nothing is assessed");
    check_assess(engine, feverish);
    require(tier_of(engine) >= least, "an overlay never lowers a tier");
  }
  unknot_engine_close(engine);
  return 0;
}
