// What the texts beside the answers may hold.
#pragma once

#include <string>
#include <string_view>

namespace unknot::intake {

// Each fails (Status::intake, at `pointer`) unless the text is of its form.
void check_name(std::string_view text, std::size_t limit_bytes, const std::string& pointer);
void check_request_id(std::string_view text, const std::string& pointer);
void check_emergency_number(std::string_view text, const std::string& pointer);
void check_date(std::string_view text, const std::string& pointer);

// Fails unless the text is valid UTF-8 without U+0000 and lone surrogates: what no text may hold anywhere.
void check_encoding(std::string_view text, const std::string& pointer);

}  // namespace unknot::intake
