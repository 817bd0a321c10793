// What a connection does with one HL7 v2 message.
#include <algorithm>
#include <ctime>

#include "audit_line.h"
#include "mllp_connection.h"
#include "mllp_frame.h"
#include "worker.h"

namespace unknot::service {

namespace {

constexpr std::int64_t checked_for_seconds = 60;  // a client's certificate
constexpr int begun = 100;                        // in the audit log: its result goes to the peer

bool is_plain_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-") == text.npos;
}

}  // namespace

void MllpConnection::start_message(std::string_view content) {
  current_.emplace();
  current_->began = worker_.now();
  current_->bytes_in = content.size();
  current_->service = worker_.shared_service();
  current_->identity = hl7_identity(content, current_->service->pack_sha256);
  current_->request_id = current_->identity;
}

MllpConnection::Step MllpConnection::refuse_frame(std::string_view content, Hl7Refusal refusal) {
  start_message(content);
  try {
    content.remove_prefix(content.starts_with('\x0B') ? 1 : 0);
    current_->message = Hl7Message::read(content, true);
  } catch (const Hl7Refusal&) {
    // Then the acknowledgement cannot name it.
  }
  return refuse(std::move(refusal));
}

MllpConnection::Step MllpConnection::begin(std::string_view content) {
  start_message(content);
  try {
    current_->message = Hl7Message::read(content, true);  // so that a refusal of the rest can name it
    const std::string_view id = current_->message.head().field(10);
    if (is_plain_id(id)) current_->request_id = id;
    if (const auto refusal = check_client()) {
      ends_after_ = true;
      return refuse(*refusal);
    }
    const Service& service = *current_->service;
    if (!worker_.process().rate_limit.allows(asker_, service.configuration.requests_per_minute, worker_.now())) {
      return refuse({{}, 207, "too_many_requests", "Send it again in a minute.", false, 429});
    }
    current_->message = Hl7Message::read(content);
    return assess();
  } catch (const Hl7Refusal& refusal) {
    return refuse(refusal);
  }
}

MllpConnection::Step MllpConnection::assess() {
  const Service& service = *current_->service;
  check_hl7_head(current_->message);
  Hl7Intake intake = read_hl7_answers(current_->message, service.hl7.questions, current_->request_id);
  const Hl7Incoming incoming{current_->message, current_->identity, std::time(nullptr)};
  if (intake.at == 0) {
    intake.at = incoming.now;
    intake.notes.emplace_back("No time of the answers that is exact and has a zone: it is the time of this message.");
  }
  std::vector<Hl7Outgoing> messages;
  try {
    Result result = service.engine.assess(intake.json, intake.at);
    current_->summary = hl7_summary(result);
    messages = hl7_results(incoming, intake, result, service.hl7, service.configuration);
  } catch (const Error& error) {
    return refuse(hl7_refusal_of(error, intake));
  }
  std::uint64_t bytes = 0;
  for (const Hl7Outgoing& message : messages) bytes += message.bytes.size();
  // The result leaves this machine only behind its line.
  if (!audit(begun, bytes)) {
    return refuse({{}, 207, "audit_failed", "The audit log cannot be written, so nothing is answered.", false, 503});
  }
  delivery_ = std::make_shared<MllpDelivery>(worker_, current_->service, std::move(messages),
                                             [this, self = weak_from_this()](const auto& failure) {
                                               if (const auto alive = self.lock()) delivered(failure);
                                             });
  delivery_->start();
  phase_ = Phase::delivering;
  return Step::stop;
}

void MllpConnection::delivered(const std::optional<Hl7Refusal>& failure) {
  if (phase_ != Phase::delivering) return;
  delivery_.reset();
  try {
    if (failure) {
      refuse(*failure);
    } else {
      reply({Hl7Outcome::Kind::accepted, current_->summary, {}});
    }
  } catch (const std::exception&) {
    return close();
  }
  advance();
}

MllpConnection::Step MllpConnection::refuse(Hl7Refusal refusal) {
  const bool may_be_sent_again = refusal.status == 408 || refusal.status == 429 || refusal.status >= 500;
  const auto kind = refusal.is_rejected ? Hl7Outcome::Kind::rejected
                    : may_be_sent_again ? Hl7Outcome::Kind::failed
                                        : Hl7Outcome::Kind::refused;
  return reply({kind, "", std::move(refusal)});
}

MllpConnection::Step MllpConnection::reply(Hl7Outcome outcome) {
  const auto status = [&] { return outcome.kind == Hl7Outcome::Kind::accepted ? 200 : outcome.refusal.status; };
  const auto written = [&] {
    std::string all;
    const Hl7Incoming incoming{current_->message, current_->identity, std::time(nullptr)};
    for (const std::string& message : hl7_acknowledgements(incoming, outcome)) all += framed(message);
    return all;
  };
  unsent_ = written();
  if (outcome.refusal.code != "audit_failed" && !audit(status(), unsent_.size())) {
    outcome = {Hl7Outcome::Kind::failed,
               "",
               {{}, 207, "audit_failed", "The audit log cannot be written, so nothing is answered.", false, 503}};
    unsent_ = written();
  }
  worker_.metrics().count_answer(status(), microseconds());
  current_.reset();
  phase_ = Phase::writing;
  expect_within(worker_.service().configuration.write_seconds);
  return Step::again;
}

// On this machine anybody may send; from elsewhere a certificate says who does. A certificate is looked at again after
// a reload and after a while, as it may have been revoked or have expired.
std::optional<Hl7Refusal> MllpConnection::check_client() {
  if (listener_ != Route::Listener::hl7_tls) return std::nullopt;
  const Service& service = *current_->service;
  const std::int64_t now = std::time(nullptr);
  if (checked_generation_ == worker_.generation() && now >= checked_at_ && now - checked_at_ <= checked_for_seconds) {
    return std::nullopt;
  }
  const auto forbid = [](const char* why) { return Hl7Refusal{{}, 207, "forbidden", why, true, 403}; };
  if (!client_certificate_is_good(stream_.tls(), service.tls))
    return forbid("Show a client certificate that is valid here.");
  const std::vector<std::string>& listed = service.configuration.client_names;
  const std::vector<std::string> names = client_names(stream_.tls());
  const auto name = std::find_if(names.begin(), names.end(), [&](const std::string& one) {
    return listed.empty() || std::find(listed.begin(), listed.end(), one) != listed.end();
  });
  if (name == names.end()) return forbid("No name in this certificate is let in.");
  asker_ = *name;
  checked_generation_ = worker_.generation();
  checked_at_ = now;
  return std::nullopt;
}

// Whether the answer may be given: its line stands in the log, or need not.
bool MllpConnection::audit(int status, std::uint64_t bytes_out) {
  AuditLog* log = worker_.process().audit_log;
  if (log == nullptr) return true;
  const AuditEntry entry{current_->request_id,
                         asker_,
                         Method::other,
                         "hl7",
                         status,
                         current_->bytes_in,
                         bytes_out,
                         microseconds(),
                         current_->service->pack_sha256};
  if (log->append(audit_line(entry))) return true;
  worker_.metrics().audit_failures.fetch_add(1, std::memory_order_relaxed);
  return worker_.service().configuration.audit_may_fail;
}

std::uint64_t MllpConnection::microseconds() const {
  return static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::microseconds>(worker_.now() - current_->began).count());
}

}  // namespace unknot::service
