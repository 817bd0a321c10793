#include "connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <string.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <ctime>

#include "answer_head.h"
#include "audit_line.h"
#include "gzip.h"
#include "negotiate.h"
#include "worker.h"

namespace unknot::service {

namespace {

constexpr int turns_at_once = 32;               // before others have their turn
constexpr std::size_t most_unread = 48 * 1024;  // that the reader can make nothing of
constexpr std::size_t batch_bytes_at_once = 256 * 1024;
constexpr std::size_t worth_gzip = 1024;          // bytes
constexpr std::size_t kept_capacity = 4 * 1024;   // of an idle connection's buffers
constexpr std::uint32_t drain_seconds = 1;        // for a request that is on its way
constexpr std::int64_t checked_for_seconds = 60;  // a client's certificate
// In the audit log a batch has two lines: one before its answer begins, one before its end is sent.
constexpr int begun = 100;
constexpr int cut_off = 499;  // what it got is not the whole

bool is_request_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == text.npos;
}

// All that it has room for: what was erased from it lies behind its end.
void wipe(std::string& bytes) {
  bytes.resize(bytes.capacity());
  explicit_bzero(bytes.data(), bytes.size());
  bytes.clear();
  if (bytes.capacity() > kept_capacity) bytes.shrink_to_fit();
}

bool is_listed(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

Connection::Connection(Worker& worker, Descriptor socket, Route::Listener listener)
    : worker_(worker),
      socket_(std::move(socket)),
      events_(worker.context(), socket_.number()),
      stream_(socket_.number(), listener == Route::Listener::clients ? worker.service().tls.get() : nullptr),
      listener_(listener) {
  socket_.release();  // events_ closes it
  const int on = 1;
  ::setsockopt(events_.native_handle(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  expect_within(worker.service().configuration.head_seconds);
}

void Connection::expect_within(std::uint32_t seconds) { deadline_ = worker_.now() + std::chrono::seconds(seconds); }

void Connection::check(Clock::time_point now) {
  if (phase_ == Phase::gone || now < deadline_) return;
  if (!is_idle()) worker_.metrics().deadlines_missed.fetch_add(1, std::memory_order_relaxed);
  if (phase_ == Phase::reading && reader_ && !batch_) {
    Response response;
    if (!reader_->has_head()) request_id_ = worker_.new_request_id();
    refuse(response, 408, "too_slow", "The request did not come in time.");
    send(response);  // what goes out at once; nothing waits for this client any more
    if (phase_ != Phase::gone) stream_.end();
  }
  close();
}

void Connection::drain() {
  ends_after_ = true;
  if (phase_ == Phase::shaking_hands || (is_idle() && stream_.has_unread())) {
    expect_within(drain_seconds);  // a request may be on its way, and then is answered
  } else if (is_idle()) {
    stream_.end();
    close();
  }
}

void Connection::close() {
  if (phase_ == Phase::gone) return;
  phase_ = Phase::gone;
  if (batch_) audit_batch(cut_off);
  wipe(unread_);
  wipe(unsent_);
  boost::system::error_code ignored;
  events_.close(ignored);  // ends its wait, which keeps it alive
  worker_.remove(*this);
}

void Connection::wait(bool for_read) {
  events_.async_wait(for_read ? Events::wait_read : Events::wait_write, [self = shared_from_this()](const auto& error) {
    if (error) return self->close();
    self->advance();
  });
}

void Connection::advance() {
  try {
    for (int turn = 0; turn < turns_at_once; ++turn) {
      switch (step()) {
        case Step::again: break;
        case Step::wait_read: return wait(true);
        case Step::wait_write: return wait(false);
        case Step::stop: return;
      }
    }
    boost::asio::post(worker_.context(), [self = shared_from_this()] { self->advance(); });
  } catch (const std::exception&) {
    close();  // Only memory can be missing here. This client is lost, the others are not.
  }
}

Connection::Step Connection::step() {
  switch (phase_) {
    case Phase::shaking_hands: return shake_hands();
    case Phase::reading: return read();
    case Phase::writing: return write();
    case Phase::ending: return end();
    case Phase::gone: break;
  }
  return Step::stop;
}

Connection::Step Connection::step_of(Stream::State state) {
  return state == Stream::State::wants_write ? Step::wait_write : Step::wait_read;
}

Connection::Step Connection::shake_hands() {
  const Stream::State state = stream_.handshake();
  if (state == Stream::State::closed) {
    worker_.metrics().handshakes_failed.fetch_add(1, std::memory_order_relaxed);
    close();
    return Step::stop;
  }
  if (state != Stream::State::done) return step_of(state);
  phase_ = Phase::reading;
  expect_within(ends_after_ ? drain_seconds : worker_.service().configuration.head_seconds);
  return Step::again;
}

Connection::Step Connection::read() {
  if (batch_) return feed_batch();
  if (!unread_.empty() && !needs_more_) return take_in(unread_);
  const Stream::Progress got = stream_.read(worker_.read_buffer.data(), Worker::read_bytes);
  if (got.state == Stream::State::closed) {
    close();
    return Step::stop;
  }
  if (got.state != Stream::State::done) return step_of(got.state);
  worker_.metrics().bytes_in.fetch_add(got.count, std::memory_order_relaxed);
  const std::string_view bytes(worker_.read_buffer.data(), got.count);
  needs_more_ = false;
  if (!unread_.empty()) unread_.append(bytes);
  const Step next = take_in(unread_.empty() ? bytes : unread_);
  explicit_bzero(worker_.read_buffer.data(), got.count);
  return next;
}

Connection::Step Connection::take_in(std::string_view bytes) {
  if (!reader_) {
    reader_.emplace();
    route_ = nullptr;
    asker_ = "-";
    began_ = worker_.now();
    bytes_in_ = 0;
    expect_within(worker_.service().configuration.head_seconds);
  }
  const bool had_head = reader_->has_head();
  const std::size_t used = reader_->read(bytes);
  bytes_in_ += used;
  const std::string_view rest = bytes.substr(used);
  if (bytes.data() == unread_.data()) {
    unread_.erase(0, used);
  } else {
    unread_.assign(rest);
  }
  if (reader_->refusal() == 0 && unread_.size() <= most_unread) {
    if (reader_->has_head() && !had_head) return begin_request();
    if (reader_->is_whole()) return answer();
    needs_more_ = !unread_.empty();
    return Step::again;
  }
  const int status = reader_->refusal() == 0 ? 400 : reader_->refusal();
  ends_after_ = true;  // where the next request would begin is not known
  Response response;
  if (request_id_.empty() || !had_head) request_id_ = worker_.new_request_id();
  refuse(response, status, status == 413 ? "too_large" : "invalid_request",
         status == 413 ? "The body is larger than what is taken here." : "This is not a well-formed HTTP/1.1 request.");
  return send(response);
}

void Connection::refuse(Response& response, int status, std::string_view code, std::string_view detail) {
  set_problem(response, request_id_, status, code, detail);
  if (!reader_->is_whole()) ends_after_ = true;
}

std::optional<std::string_view> Connection::bearer_token() const {
  const std::string_view given = reader_->request().authorization;
  constexpr std::string_view scheme = "bearer ";
  if (given.size() <= scheme.size()) return std::nullopt;
  const bool is_bearer = std::equal(scheme.begin(), scheme.end(), given.begin(),
                                    [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); });
  return is_bearer ? std::optional(given.substr(scheme.size())) : std::nullopt;
}

// Whether this client may ask; if not, the response says why.
bool Connection::lets_in(Response& response) {
  const Service& service = worker_.service();
  if (listener_ == Route::Listener::admin || !service.asks_who()) return true;
  const std::int64_t now = std::time(nullptr);
  if (checked_generation_ != worker_.generation() || now < checked_at_ || now - checked_at_ > checked_for_seconds) {
    // Its first request, the first since a reload, or a while has passed: certificates and revocation lists expire. A
    // resumed session is checked like a new one.
    client_.reset();
    if (!service.configuration.client_authority.empty() && client_certificate_is_good(stream_.tls(), service.tls)) {
      const std::vector<std::string>& listed = service.configuration.client_names;
      client_ = std::make_unique<std::string>();
      for (const std::string& name : client_names(stream_.tls())) {
        if (listed.empty() || is_listed(listed, name)) {
          *client_ = name;
          break;
        }
      }
    }
    checked_generation_ = worker_.generation();
    checked_at_ = now;
  }
  if (client_ && !client_->empty()) {
    asker_ = *client_;
    return true;
  }
  if (const auto token = bearer_token(); token && !service.tokens.empty()) {
    if (const auto name = service.tokens.name_of(*token)) {
      asker_ = *name;
      return true;
    }
  }
  if (client_) {
    refuse(response, 403, "forbidden", "No name in this certificate is let in.");
  } else {
    refuse(response, 401, "unauthorized",
           service.tokens.empty() ? "Show a client certificate that is valid here." : "Send a bearer token.");
  }
  return false;
}

Connection::Step Connection::begin_request() {
  const Request& request = reader_->request();
  const Service& service = worker_.service();
  request_id_ = is_request_id(request.request_id) ? std::string(request.request_id) : worker_.new_request_id();
  ends_after_ = ends_after_ || !request.keeps_alive || worker_.process().is_draining;
  Response response;
  const auto refused = [&](int status, std::string_view code, std::string_view detail) {
    refuse(response, status, code, detail);
    return send(response);
  };
  const Found found = find_route(request, listener_);
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
  if (!route_->content_type.empty() && !is_media_type(request.content_type, route_->content_type)) {
    return refused(415, "unsupported_media_type", "Content-Type: expected " + std::string(route_->content_type) + ".");
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
  const Exchange exchange{worker_.service(), worker_.process(), request, request_id_, asker_, reader_->body()};
  try {
    route_->answer(exchange, response);
  } catch (const std::bad_alloc&) {
    set_problem(response, request_id_, 503, "no_memory", "There was not enough memory; nothing was done.");
  }
  return send(response);
}

// Its answer goes out as its body comes in, no faster than the client reads.
Connection::Step Connection::feed_batch() {
  std::string answers;
  if (batch_->answer(reader_->body(), reader_->is_whole(), batch_bytes_at_once, answers) || !answers.empty()) {
    append_chunk(answers, unsent_);
    phase_ = Phase::writing;
    return Step::again;
  }
  if (reader_->is_whole()) {
    if (!audit_batch(200)) {
      batch_.reset();
      close();  // an answer that is cut can be told from a whole one: its last chunk is missing
      return Step::stop;
    }
    append_last_chunk(unsent_);
    batch_.reset();
    phase_ = Phase::writing;
    reader_.reset();
    return Step::again;
  }
  if (unread_.empty() || needs_more_) {
    const Stream::Progress got = stream_.read(worker_.read_buffer.data(), Worker::read_bytes);
    if (got.state == Stream::State::closed) {
      close();
      return Step::stop;
    }
    if (got.state != Stream::State::done) return step_of(got.state);
    worker_.metrics().bytes_in.fetch_add(got.count, std::memory_order_relaxed);
    unread_.append(worker_.read_buffer.data(), got.count);
    explicit_bzero(worker_.read_buffer.data(), got.count);
  }
  const std::size_t used = reader_->read(unread_);
  bytes_in_ += used;
  unread_.erase(0, used);
  needs_more_ = !unread_.empty() && used == 0;
  if (reader_->refusal() != 0 || unread_.size() > most_unread) {
    close();
    return Step::stop;
  }
  return Step::again;
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

bool Connection::audit_batch(int status) {
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
    response.body = response.gzipped = {};
  }
  if (!audit(response.status, response.body.size(), service.pack_sha256)) {
    set_problem(response, request_id_, 503, "audit_failed", "The audit log cannot be written, so nothing is answered.");
  }
  std::string& out = worker_.write_buffer;
  out.clear();
  std::string gzipped;
  bool is_gzipped = false;
  if (response.body.size() >= worth_gzip && takes_gzip(request.accept_encoding)) {
    if (response.gzipped.empty()) {
      append_gzipped(response.body, 1, gzipped);
      response.gzipped = gzipped;
    }
    response.body = response.gzipped;
    is_gzipped = true;
  }
  const bool is_allowed_origin = is_listed(service.configuration.cors_origins, request.origin);
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

Connection::Step Connection::write() {
  while (!unsent_.empty()) {
    const Stream::Progress put = stream_.write(unsent_);
    if (put.state == Stream::State::closed) {
      close();
      return Step::stop;
    }
    if (put.state != Stream::State::done) return step_of(put.state);
    worker_.metrics().bytes_out.fetch_add(put.count, std::memory_order_relaxed);
    explicit_bzero(unsent_.data(), put.count);
    unsent_.erase(0, put.count);
    expect_within(worker_.service().configuration.write_seconds);
  }
  wipe(unsent_);
  phase_ = Phase::reading;
  if (reader_) {  // its body is still to come
    expect_within(worker_.service().configuration.body_seconds);
    return Step::again;
  }
  if (ends_after_ || worker_.process().is_draining) {
    stream_.end();
    phase_ = Phase::ending;
    expect_within(2);
    return Step::again;
  }
  if (unread_.empty()) wipe(unread_);
  expect_within(worker_.service().configuration.idle_seconds);
  return Step::again;
}

// What is still sent is read and dropped, so that the answer arrives whole before the connection is reset.
Connection::Step Connection::end() {
  const Stream::Progress got = stream_.read(worker_.read_buffer.data(), Worker::read_bytes);
  if (got.state == Stream::State::closed) {
    close();
    return Step::stop;
  }
  explicit_bzero(worker_.read_buffer.data(), got.count);
  return got.state == Stream::State::done ? Step::again : step_of(got.state);
}

}  // namespace unknot::service
