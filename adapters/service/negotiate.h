// What a client can take, as RFC 9110 says it, against what there is.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace unknot::service {

// The index of the media type in `offered` that `accept` likes best, the first of equals; nothing if it takes none.
// An empty `accept` takes everything. A parameter other than q and charset must match: "text/html;for=clinic".
std::optional<std::size_t> choose_media_type(std::string_view accept, std::span<const char* const> offered);

// Whether a media type, with charset=utf-8 or without, is one of these, commas between them.
bool is_media_type_of(std::string_view given, std::string_view wanted);

bool takes_gzip(std::string_view accept_encoding);

}  // namespace unknot::service
