#include "target.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

namespace unknot_fuzz {

namespace {

bool is_problem(const char* text) {
  const nlohmann::json problem = nlohmann::json::parse(text, nullptr, false);
  return problem.is_object() && problem.size() == 4 && problem.contains("code") && problem.contains("pointer") &&
         problem.contains("expected") && problem.contains("message");
}

void check_document(unknot_result* result, const char* media_type) {
  const char* bytes = nullptr;
  const char* again = nullptr;
  std::size_t size = 0;
  const std::int32_t status = unknot_result_document(result, media_type, &bytes, &size);
  if (status != UNKNOT_OK) {
    require(bytes == nullptr && size == 0, "a document that failed is NULL and 0 long");
    require(is_problem(unknot_result_error(result)), "a document that failed left its error");
    return;
  }
  require(std::strlen(bytes) == size, "a document ends in its only NUL");
  if (std::strstr(media_type, "json") != nullptr) {
    require(nlohmann::json::accept(bytes, bytes + size), "a JSON document is JSON in UTF-8");
  }
  unknot_result_document(result, media_type, &again, nullptr);
  require(again == bytes, "a document is made once");
}

void check_flag(const unknot_result* result, std::int32_t index) {
  unknot_flag flag{};
  flag.struct_size = sizeof flag;
  require(unknot_result_flag(result, index, &flag) == UNKNOT_OK, "each flag can be read");
  require(*flag.id != '\0' && *flag.title != '\0', "a flag has an id and a title");
  require((flag.status == UNKNOT_FLAG_CLEAR) == (*flag.reason == '\0'), "a flag gives its reason unless it is clear");
  require((flag.status == UNKNOT_FLAG_RAISED) == (flag.tier != UNKNOT_TIER_NONE), "a raised flag has a tier");
  require(flag.tier <= unknot_result_tier(result), "the tier is that of the highest flag");
  require(flag.possible_tier <= unknot_result_possible_tier(result), "the possible tier, too");
}

}  // namespace

void require(bool kept, const char* promise) {
  if (kept) return;
  std::fprintf(stderr, "broken: %s\n", promise);
  std::abort();
}

std::string_view small_pack() {
  static const std::string bytes = [] {
    std::ifstream file(UNKNOT_FUZZ_FOLDER "/small_pack.json", std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }();
  return bytes;
}

std::int32_t open(std::string_view pack, std::string_view overlay, unknot_engine** out) {
  unknot_options options{};
  options.struct_size = sizeof options;
  if (!pack.empty()) options.pack = pack.data();
  options.pack_size = pack.size();
  if (!overlay.empty()) options.overlay = overlay.data();
  options.overlay_size = overlay.size();
  return unknot_engine_open(&options, out);
}

void check_engine(const unknot_engine* engine, std::int32_t status) {
  require(unknot_engine_status(engine) == status, "an engine keeps the status of its opening");
  std::size_t size = 0;
  const char* info = unknot_engine_info(engine, &size);
  require(std::strlen(info) == size, "the info ends in its only NUL");
  if (status == UNKNOT_OK) {
    require(*unknot_engine_error(engine) == '\0', "an engine that opened has no error");
    require(nlohmann::json::accept(info, info + size), "the info is JSON in UTF-8");
  } else {
    require(is_problem(unknot_engine_error(engine)), "an engine that did not open says why");
    require(size == 0, "an engine that did not open has no info");
  }
}

void check_result(unknot_result* result, std::int32_t status) {
  require(unknot_result_status(result) == status, "a result keeps the status of its call");
  require((*unknot_result_error(result) == '\0') == (status == UNKNOT_OK), "a result has an error if its call failed");
  const std::int32_t count = unknot_result_flag_count(result);
  const std::int32_t tier = unknot_result_tier(result);
  if (status != UNKNOT_OK) {
    require(is_problem(unknot_result_error(result)), "a result that failed says why");
    require(count == 0 && tier == 0 && unknot_result_possible_tier(result) == 0 && unknot_result_complete(result) == 0,
            "a result that failed says that nothing was assessed");
  } else {
    require(tier <= unknot_result_possible_tier(result), "what is possible is no less than what is known");
    for (std::int32_t index = 0; index < count; ++index) check_flag(result, index);
  }
  for (const char* media_type : media_types) check_document(result, media_type);
}

std::int32_t check_assess(const unknot_engine* engine, std::string_view intake) {
  unknot_call call{};
  call.struct_size = sizeof call;
  call.at_unix_seconds = 1795357800;  // FHIR wants a time
  unknot_result* result = nullptr;
  const std::int32_t status = unknot_assess(engine, &call, intake.data(), intake.size(), &result);
  check_result(result, status);
  if (status == UNKNOT_OK) require(unknot_result_tier(result) >= UNKNOT_TIER_SELF_CARE, "every assessment has a tier");
  unknot_result_free(result);
  return status;
}

}  // namespace unknot_fuzz
