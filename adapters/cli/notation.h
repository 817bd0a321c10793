// A condition of the pack's JSON in the notation that clinicians write.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace unknot::cli {

// "leg_pain in {one_leg, both_legs} and age >= 50". `questions`: of the pack.
std::string in_notation(const nlohmann::ordered_json& condition, const nlohmann::ordered_json& questions);

}  // namespace unknot::cli
