#include "audit_line.h"

#include <chrono>
#include <cstdio>
#include <ctime>

namespace unknot::service {

namespace {

const char* name_of(Method method) {
  switch (method) {
    case Method::get: return "GET";
    case Method::head: return "HEAD";
    case Method::post: return "POST";
    case Method::options: return "OPTIONS";
    case Method::other: break;
  }
  return "-";
}

}  // namespace

std::string utc_now() {
  const auto now = std::chrono::system_clock::now();
  const std::time_t seconds = std::chrono::system_clock::to_time_t(now);
  const auto milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[64];
  const int size =
      std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900, parts.tm_mon + 1,
                    parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec, static_cast<int>(milliseconds));
  return {text, static_cast<std::size_t>(size)};
}

std::string audit_line(const AuditEntry& entry) {
  char line[640];
  const int size =
      std::snprintf(line, sizeof line,
                    R"({"time":"%s","request_id":"%.*s","client":"%.*s","method":"%s","route":"%.*s",)"
                    R"("status":%d,"bytes_in":%llu,"bytes_out":%llu,"microseconds":%llu,"pack":"%.*s"})"
                    "\n",
                    utc_now().c_str(), static_cast<int>(entry.request_id.size()), entry.request_id.data(),
                    static_cast<int>(entry.client.size()), entry.client.data(), name_of(entry.method),
                    static_cast<int>(entry.route.size()), entry.route.data(), entry.status,
                    static_cast<unsigned long long>(entry.bytes_in), static_cast<unsigned long long>(entry.bytes_out),
                    static_cast<unsigned long long>(entry.microseconds), static_cast<int>(entry.pack_sha256.size()),
                    entry.pack_sha256.data());
  return {line, static_cast<std::size_t>(size)};
}

}  // namespace unknot::service
