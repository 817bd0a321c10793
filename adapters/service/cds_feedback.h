// What a CDS Hooks client tells of its cards: counted, and written down without a word that anybody typed.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "cds_hooks.h"

namespace unknot::service {

struct CdsFeedback {
  std::string wrong;  // why it was refused; "" if it was not
  std::uint64_t accepted = 0;
  std::uint64_t overridden = 0;
  std::string lines;  // for the log, one for each card
};

// client, request_id: who tells it, for the lines.
CdsFeedback read_cds_feedback(const CdsHooks& hooks, const nlohmann::json& body, std::string_view client,
                              std::string_view request_id);

}  // namespace unknot::service
