// One line of a batch: an intake in, its result or its problem out.
#pragma once

#include <unknot/unknot.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace unknot::adapters {

constexpr std::size_t intake_bytes = 256 * 1024;  // the library refuses a larger intake

// The problem of a call that failed, also when there was no memory for its handle.
std::string_view problem_of(const unknot_result* result);

// Appends the result of one line, or {"problem", "line", "request"}, and a line's end; true if it is a result.
bool answer_line(const unknot_engine* engine, std::string_view line, std::uint64_t number, std::string& answers);

}  // namespace unknot::adapters
