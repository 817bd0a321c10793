#include "answer_head.h"

#include <charconv>

namespace unknot::service {

namespace {

void field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

void append_number(std::string& out, std::uint64_t number, int base = 10) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number, base).ptr;
  out.append(digits, end);
}

// version "-" trace id "-" parent id "-" flags, lower-case hex: what is none of it is not repeated.
bool is_traceparent(std::string_view text) {
  constexpr std::string_view form = "xx-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx-xx";
  if (text.size() != form.size()) return false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const bool is_hex = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
    if (form[i] == '-' ? text[i] != '-' : !is_hex) return false;
  }
  return true;
}

void append_common(const Request& request, std::string_view request_id, std::string_view date, bool ends_connection,
                   std::string& out) {
  field(out, "Date", date);
  field(out, "X-Request-Id", request_id);
  if (is_traceparent(request.traceparent)) field(out, "traceparent", request.traceparent);
  out.append(
      "X-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
      "Strict-Transport-Security: max-age=63072000\r\n");
  if (ends_connection) out.append("Connection: close\r\n");
}

}  // namespace

void append_answer_head(const AnswerHead& head, std::string& out) {
  const Response& response = head.response;
  out.append("HTTP/1.1 ");
  append_number(out, static_cast<std::uint64_t>(response.status));
  out.append(" ").append(reason_phrase(response.status)).append("\r\n");
  append_common(head.request, head.request_id, head.date, head.ends_connection, out);
  if (response.status != 204 && response.status != 304) {
    field(out, "Content-Type", response.content_type);
    out.append("Content-Length: ");
    append_number(out, response.body.size());
    out.append("\r\n");
    if (head.is_gzipped) out.append("Content-Encoding: gzip\r\n");
    if (response.content_type.starts_with("text/html")) {
      field(out, "Content-Security-Policy", response.content_security_policy);
    }
  }
  if (response.etag.empty()) {
    out.append("Cache-Control: no-store\r\n");
  } else {
    out.append("Cache-Control: no-cache\r\n");
    field(out, "ETag", response.etag);
  }
  out.append("Vary: Accept, Accept-Encoding, Origin\r\n");
  if (!response.allow.empty()) field(out, "Allow", response.allow);
  if (response.status == 401) out.append("WWW-Authenticate: Bearer\r\n");
  if (response.status == 429) out.append("Retry-After: 60\r\n");
  if (response.status == 503) out.append("Retry-After: 5\r\n");
  if (head.is_allowed_origin) {
    field(out, "Access-Control-Allow-Origin", head.request.origin);
    out.append("Access-Control-Expose-Headers: X-Request-Id, ETag\r\n");
    if (head.request.method == Method::options) {
      field(out, "Access-Control-Allow-Methods", response.allow);
      out.append(
          "Access-Control-Allow-Headers: Accept, Authorization, Content-Type, X-Request-Id, traceparent\r\n"
          "Access-Control-Max-Age: 600\r\n");
    }
  }
  out.append("\r\n");
}

void append_batch_head(const Request& request, std::string_view request_id, std::string_view date, bool ends_connection,
                       std::string& out) {
  out.append("HTTP/1.1 200 OK\r\n");
  append_common(request, request_id, date, ends_connection, out);
  out.append("Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\nCache-Control: no-store\r\n\r\n");
}

void append_chunk(std::string_view bytes, std::string& out) {
  if (bytes.empty()) return;
  append_number(out, bytes.size(), 16);
  out.append("\r\n").append(bytes).append("\r\n");
}

void append_last_chunk(std::string& out) { out.append("0\r\n\r\n"); }

}  // namespace unknot::service
