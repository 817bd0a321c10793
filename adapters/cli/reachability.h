// What in a pack can never occur, found with z3.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace unknot::cli {

struct Unreachable {
  std::string pointer;  // into the pack
  std::string message;
};

// In the pack's order: rules that no answers raise, or that never change a flag's tier although they do not say whom
// they overlap; topics that never show; tiers that nothing leads to.
std::vector<Unreachable> find_unreachable(const nlohmann::ordered_json& pack);

}  // namespace unknot::cli
