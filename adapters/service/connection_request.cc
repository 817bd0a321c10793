// What a connection does with one request: its route, the answer, its line in the audit log.
#include <string.h>

#include <algorithm>

#include "answer_head.h"
#include "audit_line.h"
#include "connection.h"
#include "gzip.h"
#include "negotiate.h"
#include "wipe.h"
#include "worker.h"

namespace unknot::service {

namespace {

constexpr std::size_t worth_gzip = 1024;  // bytes
// In the audit log a batch has two lines: one before its answer begins, one before its end is sent.
constexpr int begun = 100;
constexpr int cut_off = 499;  // what it got is not the whole

bool is_request_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == text.npos;
}

}  // namespace

bool Connection::speaks_fhir() const { return reader_->has_head() && reader_->request().path.starts_with("/fhir/"); }

void Connection::refuse(Response& response, int status, std::string_view code, std::string_view detail) {
  set_problem(response, request_id_, status, code, detail);
  if (!reader_->is_whole()) ends_after_ = true;
}

Connection::Step Connection::begin_request() {
  const Request& request = reader_->request();
  const Service& service = worker_.service();
  request_id_ = is_request_id(request.request_id) ? std::string(request.request_id) : worker_.new_request_id();
  ends_after_ = ends_after_ || !request.keeps_alive || worker_.process().is_draining;
  Response response;
  response.speaks_fhir = speaks_fhir();
  const auto refused = [&](int status, std::string_view code, std::string_view detail) {
    refuse(response, status, code, detail);
    return send(response);
  };
  const Found found = find_route(request, listener_, service);
  if (found.allowed_methods.empty()) return refused(404, "not_found", "There is nothing at this path.");
  if (request.method == Method::options) {
    response.status = 204;
    response.allow = found.allowed_methods;
    if (!reader_->is_whole()) ends_after_ = true;
    return send(response);
  }
  if (found.route == nullptr) {
    response.allow = found.allowed_methods;
    return refused(405, "method_not_allowed", "This path takes " + std::string(found.allowed_methods) + ".");
  }
  route_ = found.route;
  if (!lets_in(response)) return send(response);
  if (listener_ == Route::Listener::clients &&
      !worker_.process().rate_limit.allows(asker_, service.configuration.requests_per_minute, worker_.now())) {
    return refused(429, "too_many_requests", "Ask again in a minute.");
  }
  if (!route_->content_types.empty() && !is_media_type_of(request.content_type, route_->content_types)) {
    return refused(415, "unsupported_media_type", "Content-Type: expected " + std::string(route_->content_types) + ".");
  }
  if (!request.content_encoding.empty() && request.content_encoding != "identity") {
    return refused(415, "unsupported_media_type", "Content-Encoding: a body is taken as it is.");
  }
  const bool is_batch = route_->answer == nullptr;
  if (is_batch && request.is_http_1_0) {
    return refused(400, "invalid_request", "A batch is answered in chunks, which HTTP/1.0 does not know.");
  }
  reader_->limit_body(is_batch ? service.configuration.batch_bytes : route_->body_bytes);
  if (reader_->refusal() != 0) return refused(413, "too_large", "The body is larger than what is taken here.");
  if (!reader_->is_whole() && request.expects_continue) unsent_ = "HTTP/1.1 100 Continue\r\n\r\n";
  expect_within(service.configuration.body_seconds);
  if (is_batch) {
    if (!audit(begun, 0, service.pack_sha256)) {
      return refused(503, "audit_failed", "The audit log cannot be written, so nothing is answered.");
    }
    batch_ = std::make_unique<BatchStream>(worker_.shared_service());
    append_batch_head(request, request_id_, worker_.http_date(), ends_after_, unsent_);
  }
  if (!unsent_.empty()) phase_ = Phase::writing;
  return reader_->is_whole() && !is_batch ? answer() : Step::again;
}

Connection::Step Connection::answer() {
  const Request& request = reader_->request();
  Response response;
  response.speaks_fhir = speaks_fhir();
  const Exchange exchange{worker_.service(), worker_.process(), worker_.metrics(), request, request_id_, asker_,
                          reader_->body()};
  try {
    route_->answer(exchange, response);
  } catch (const std::bad_alloc&) {
    set_problem(response, request_id_, 503, "no_memory", "There was not enough memory; nothing was done.");
  }
  return send(response);
}

// Whether the answer may be given: its line stands in the log, or need not.
bool Connection::audit(int status, std::uint64_t bytes_out, std::string_view pack_sha256) {
  AuditLog* log = listener_ == Route::Listener::clients ? worker_.process().audit_log : nullptr;
  if (log == nullptr) return true;
  const AuditEntry entry{request_id_,
                         asker_,
                         reader_->request().method,
                         route_ == nullptr ? "-" : route_->path,
                         status,
                         bytes_in_,
                         bytes_out,
                         microseconds(),
                         pack_sha256};
  if (log->append(audit_line(entry))) return true;
  worker_.metrics().audit_failures.fetch_add(1, std::memory_order_relaxed);
  return worker_.service().configuration.audit_may_fail;
}

bool Connection::audit_batch(bool is_whole) {
  const int status = is_whole ? 200 : cut_off;
  const bool may_end = audit(status, batch_->bytes(), batch_->pack_sha256());
  worker_.metrics().count_answer(may_end ? status : 503, microseconds());
  return may_end;
}

std::uint64_t Connection::microseconds() const {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(worker_.now() - began_).count());
}

Connection::Step Connection::send(Response& response) {
  const Request& request = reader_->request();
  const Service& service = worker_.service();
  if (!response.etag.empty() && !request.if_none_match.empty() &&
      request.if_none_match.find(response.etag) != std::string_view::npos) {
    response.status = 304;
    response.body = {};
  }
  if (!audit(response.status, response.body.size(), service.pack_sha256)) {
    set_problem(response, request_id_, 503, "audit_failed", "The audit log cannot be written, so nothing is answered.");
  }
  std::string& out = worker_.write_buffer;
  out.clear();
  std::string gzipped;
  bool is_gzipped = false;
  if (response.body.size() >= worth_gzip && takes_gzip(request.accept_encoding)) {
    if (response.public_page == nullptr) append_gzipped(response.body, 1, gzipped);
    response.body = response.public_page == nullptr ? gzipped : response.public_page->gzipped();
    is_gzipped = true;
  }
  const std::vector<std::string>& origins = service.configuration.cors_origins;
  const bool is_allowed_origin = std::count(origins.begin(), origins.end(), request.origin) > 0;
  append_answer_head({request, response, request_id_, worker_.http_date(), is_allowed_origin, ends_after_, is_gzipped},
                     out);
  if (request.method != Method::head) out.append(response.body);
  if (listener_ == Route::Listener::clients) worker_.metrics().count_answer(response.status, microseconds());
  reader_.reset();
  if (ends_after_) wipe(unread_);  // nobody will read it
  phase_ = Phase::writing;
  expect_within(service.configuration.write_seconds);

  // Most answers go out at once; what does not is kept.
  std::size_t sent = 0;
  while (sent < out.size()) {
    const Stream::Progress put = stream_.write(std::string_view(out).substr(sent));
    if (put.state == Stream::State::closed) {
      close();
      return Step::stop;
    }
    if (put.state != Stream::State::done) break;
    sent += put.count;
  }
  worker_.metrics().bytes_out.fetch_add(sent, std::memory_order_relaxed);
  unsent_.append(out, sent);
  explicit_bzero(out.data(), out.size());
  return Step::again;
}

}  // namespace unknot::service
