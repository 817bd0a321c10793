// Comma-separated values as RFC 4180 has them: lines end in CRLF, a field may be quoted, a quote in it is doubled.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace unknot::cli {

using CsvRow = std::vector<std::string>;

std::string write_csv(const std::vector<CsvRow>& rows);

// Also takes lines that end in LF and a byte-order mark, as spreadsheets write them. Throws a Failure at a quote that
// does not end, or that stands where none may.
std::vector<CsvRow> read_csv(std::string_view text);

}  // namespace unknot::cli
