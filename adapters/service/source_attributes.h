// The source attributes of the decision support (45 CFR 170.315(b)(11)), for people.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace unknot::service {

// A page of {"pack": {…}, "source_attributes": [{"name", "value"}, …]}.
std::string source_attributes_page(const nlohmann::json& attributes);

}  // namespace unknot::service
