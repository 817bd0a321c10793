// One request as a line of the audit log: JSON, and nothing of a patient.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "request.h"

namespace unknot::service {

struct AuditEntry {
  std::string_view request_id;  // of letters, digits, ". _ -" alone
  std::string_view client;      // of letters, digits, ". - _ @" and blanks alone
  Method method;
  std::string_view route;  // a known one, or "-"
  int status;
  std::uint64_t bytes_in, bytes_out, microseconds;
  std::string_view pack_sha256;
};

// "2026-11-22T10:00:00.000Z"
std::string utc_now();

std::string audit_line(const AuditEntry& entry);

}  // namespace unknot::service
