// /cds-services: CDS Hooks over HTTP.
#include <nlohmann/json.hpp>

#include "cds_feedback.h"
#include "cds_hooks.h"
#include "metrics.h"
#include "process.h"
#include "routes.h"
#include "strict_json.h"

namespace unknot::service {

namespace {

void answer(Response& response, const nlohmann::ordered_json& body) {
  response.set("application/json", body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

// Strictly, since a response within is assessed: of two answers to one question neither may win.
std::optional<nlohmann::json> read_body(const Exchange& exchange, Response& response) {
  constexpr int most_levels = 100;
  auto body = read_strict_json(exchange.body, most_levels);
  if (!body) {
    set_problem(response, exchange.request_id, 400, "invalid_json",
                "The body is not valid JSON, or an object in it has two members of one name.");
  }
  return body;
}

}  // namespace

void answer_cds_services(const Exchange& exchange, Response& response) {
  if (!exchange.request.query.empty()) return refuse_parameters(exchange, response, "");
  response.set(exchange.service.cds_services);
}

void answer_cds_call(const Exchange& exchange, Response& response) {
  const auto call = read_body(exchange, response);
  if (!call) return;
  if (const std::string wrong = wrong_in_cds_call(*call); !wrong.empty()) {
    return set_problem(response, exchange.request_id, 400, "invalid_call", wrong);
  }
  const Service& service = exchange.service;
  answer(response, cds_cards(*service.cds_hooks, service.engine, *call));
}

void answer_cds_feedback(const Exchange& exchange, Response& response) {
  const auto body = read_body(exchange, response);
  if (!body) return;
  const CdsFeedback feedback =
      read_cds_feedback(*exchange.service.cds_hooks, *body, exchange.client, exchange.request_id);
  if (!feedback.wrong.empty()) {
    return set_problem(response, exchange.request_id, 400, "invalid_call", feedback.wrong);
  }
  AuditLog* log = exchange.process.feedback_log;
  if (log != nullptr && !feedback.lines.empty() && !log->append(feedback.lines)) {
    return set_problem(response, exchange.request_id, 503, "feedback_failed",
                       "The feedback log cannot be written, so nothing of it was taken.");
  }
  exchange.metrics.cds_accepted.fetch_add(feedback.accepted, std::memory_order_relaxed);
  exchange.metrics.cds_overridden.fetch_add(feedback.overridden, std::memory_order_relaxed);
  answer(response, nlohmann::ordered_json::object());
}

}  // namespace unknot::service
