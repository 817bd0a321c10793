// The smallest library with the whole ABI: what gate_test.sh builds in altered copies.
#include <unknot/unknot.h>

struct unknot_engine {
  int nothing;
};
struct unknot_result {
  int nothing;
};

int32_t unknot_engine_open(const unknot_options*, unknot_engine**) noexcept { return 0; }
void unknot_engine_close(unknot_engine*) noexcept {}
int32_t unknot_engine_status(const unknot_engine*) noexcept { return 0; }
const char* unknot_engine_error(const unknot_engine*) noexcept { return ""; }
const char* unknot_engine_info(const unknot_engine*, size_t*) noexcept { return ""; }
int32_t unknot_engine_pack(const unknot_engine*, unknot_result**) noexcept { return 0; }
int32_t unknot_engine_questions(const unknot_engine*, const char*, const char*, unknot_result**) noexcept { return 0; }
int32_t unknot_assess(const unknot_engine*, const unknot_call*, const char*, size_t, unknot_result**) noexcept {
  return 0;
}
int32_t unknot_result_status(const unknot_result*) noexcept { return 0; }
const char* unknot_result_error(const unknot_result*) noexcept { return ""; }
int32_t unknot_result_tier(const unknot_result*) noexcept { return 0; }
int32_t unknot_result_possible_tier(const unknot_result*) noexcept { return 0; }
int32_t unknot_result_complete(const unknot_result*) noexcept { return 0; }
int32_t unknot_result_flag_count(const unknot_result*) noexcept { return 0; }
int32_t unknot_result_flag(const unknot_result*, int32_t, unknot_flag*) noexcept { return 0; }
int32_t unknot_result_document(unknot_result*, const char*, const char**, size_t*) noexcept { return 0; }
void unknot_result_free(unknot_result*) noexcept {}
const char* unknot_status_name(int32_t) noexcept { return ""; }
const char* unknot_version() noexcept { return ""; }
const char* unknot_build_id() noexcept { return ""; }
