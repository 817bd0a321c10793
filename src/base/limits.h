// Every limit of the library, in one place.
#pragma once

#include <cstddef>
#include <cstdint>

namespace unknot::limits {

// An intake.
inline constexpr std::size_t intake_bytes = 256 * 1024;
inline constexpr std::size_t intake_depth = 16;
inline constexpr int fhir_depth = 64;  // of a FHIR resource, whose extensions may nest
inline constexpr std::size_t name_bytes = 200;
inline constexpr std::size_t phone_bytes = 60;
inline constexpr std::size_t out_of_hours_bytes = 400;
inline constexpr std::size_t emergency_number_bytes = 20;
inline constexpr std::size_t request_id_bytes = 64;
inline constexpr std::size_t pointer_member_bytes = 64;
inline constexpr std::int64_t latest_unix_seconds = 253402300799;  // the end of year 9999

// A pack.
inline constexpr std::size_t pack_bytes = 16 * 1024 * 1024;
inline constexpr int pack_depth = 16;
inline constexpr std::size_t pack_values = 256 * 1024;  // of its JSON: 2 bytes of it can cost 80 of memory
inline constexpr std::size_t questions = 128;
inline constexpr std::size_t values_per_question = 64;  // one bit each
inline constexpr std::size_t condition_nodes = 16 * 1024;
inline constexpr int condition_depth = 64;
inline constexpr std::size_t flags = 64;
inline constexpr std::size_t variants_per_topic = 8;
inline constexpr std::size_t text_bytes = 4096;
inline constexpr std::size_t picture_bytes = 6000;

// A struct of the C ABI.
inline constexpr std::uint32_t struct_bytes = 4096;

}  // namespace unknot::limits
