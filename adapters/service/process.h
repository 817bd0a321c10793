// What all workers of the process share.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "audit_log.h"
#include "metrics.h"
#include "rate_limit.h"
#include "used_tokens.h"

namespace unknot::service {

struct Process {
  AuditLog* audit_log = nullptr;     // may be none
  AuditLog* feedback_log = nullptr;  // may be none
  std::vector<const Metrics*> metrics;
  RateLimit rate_limit;
  UsedTokens used_tokens;
  std::atomic<std::uint32_t> connections{0};
  std::atomic<bool> is_draining{false};
};

}  // namespace unknot::service
