// Base64 for URLs without padding, as JSON Web Tokens have it (RFC 7515).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace unknot::service {

// The bytes; nothing if the text is not exactly what writing them would give.
std::optional<std::string> from_base64url(std::string_view text);

}  // namespace unknot::service
