// The documents of a result, by the names that --format takes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "commands.h"

namespace unknot::cli {

const std::vector<std::string>& document_formats();

// How the files end that `unknot watch` writes: those of each format, and that of a problem. The last is that of
// the result: whoever waits for it finds the other documents when it comes.
const std::vector<std::string>& answer_endings();
const char* ending_of(const std::string& format);
inline constexpr const char* problem_ending = "problem.json";

// What the engine must be opened with for this output. Fails if it would fill a terminal with bytes that no one reads.
With needed_for(const Output& output);

// The document that a format names.
std::string_view document_in(const Result& result, const std::string& format);

// Writes the result's document where it belongs. JSON on standard output gets a final newline.
void write_document(const Result& result, const Output& output);

}  // namespace unknot::cli
