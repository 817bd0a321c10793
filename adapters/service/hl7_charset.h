// What MSH-18 says of a message's bytes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace unknot::service {

// The bytes as UTF-8. charset: "UNICODE UTF-8", "8859/1" or "ASCII"; "" for none, which is UTF-8 if the bytes are, and
// else Windows-1252. Nothing if they are not of the character set, or it is another one.
std::optional<std::string> utf8_of(std::string_view bytes, std::string_view charset);

}  // namespace unknot::service
