// Whose line was refused, as far as that is certain.
#pragma once

#include <string>
#include <string_view>

namespace unknot::adapters {

// The "request" object of a line as JSON, or "null" unless the line is one JSON object with exactly one "request" that
// has at most the string members id, subject and encounter, each once. An answer never carries another's request.
std::string request_echo(std::string_view line);

}  // namespace unknot::adapters
