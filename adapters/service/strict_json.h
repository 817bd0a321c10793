// JSON that lets somebody in: what has two meanings has none.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace unknot::service {

// Nothing if the text is no JSON, nests deeply, or an object of it has two members of one name.
std::optional<nlohmann::json> read_strict_json(std::string_view text, int most_levels = 16);

// The member if it is a text; nullptr: it is missing, or is none, or belongs to no object.
const std::string* text_member(const nlohmann::json& object, const char* name);

}  // namespace unknot::service
