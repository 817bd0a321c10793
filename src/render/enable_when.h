// When a question's item is enabled: unless the engine is sure that the question does not apply. An answer that is
// missing or unsure never hides a question.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pack/pack.h"

namespace unknot::render {

inline constexpr std::string_view unsure_code = "unsure";

// One criterion of enableWhen: the question has this code among its answers or, without a code, it has no answer.
struct Enabler {
  std::uint8_t question = 0;
  std::string_view code;
};

// A condition of Pack::asked_when as R4's enableWhen can say it: any of these. Nothing if enableWhen cannot say it.
std::optional<std::vector<Enabler>> enablers(const pack::Pack& pack, pack::NodeId condition);

// Any condition of Pack::asked_when in FHIRPath, over the response.
std::string enabled_when(const pack::Pack& pack, pack::NodeId condition);

}  // namespace unknot::render
