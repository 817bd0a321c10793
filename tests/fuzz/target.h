// What the fuzz targets share. A broken promise ends the program, whatever runs the target.
#pragma once

#include <unknot/unknot.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace unknot_fuzz {

inline constexpr const char* media_types[] = {UNKNOT_MEDIA_JSON, UNKNOT_MEDIA_HANDOUT_JSON, UNKNOT_MEDIA_HTML,
                                              UNKNOT_MEDIA_TEXT, UNKNOT_MEDIA_CLINIC_HTML,  UNKNOT_MEDIA_FHIR};

// Ends the program, saying which promise was broken, unless it was kept.
void require(bool kept, const char* promise);

// A pack of a few questions that uses every member a pack may have.
std::string_view small_pack();

// Opens an engine whose options name this pack and overlay; "" stands for none.
std::int32_t open(std::string_view pack, std::string_view overlay, unknot_engine** out);

// What must hold of any engine and of any result, whatever made them.
void check_engine(const unknot_engine* engine, std::int32_t status);
void check_result(unknot_result* result, std::int32_t status);

// Assesses with the engine and checks all that comes of it.
std::int32_t check_assess(const unknot_engine* engine, std::string_view intake);

}  // namespace unknot_fuzz
