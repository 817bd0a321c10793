// /cds-services: CDS Hooks over HTTP.
#include <nlohmann/json.hpp>

#include "cds_hooks.h"
#include "metrics.h"
#include "routes.h"

namespace unknot::service {

namespace {

void answer(Response& response, const nlohmann::ordered_json& body) {
  response.set("application/json", body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

}  // namespace

void answer_cds_services(const Exchange& exchange, Response& response) {
  if (!exchange.request.query.empty()) return refuse_parameters(exchange, response, "");
  response.set(exchange.service.cds_services);
}

void answer_cds_call(const Exchange& exchange, Response& response) {
  const nlohmann::json call = nlohmann::json::parse(exchange.body, nullptr, false);
  if (call.is_discarded()) {
    return set_problem(response, exchange.request_id, 400, "invalid_json", "The call is not valid JSON.");
  }
  if (const std::string wrong = wrong_in_cds_call(call); !wrong.empty()) {
    return set_problem(response, exchange.request_id, 400, "invalid_call", wrong);
  }
  const Service& service = exchange.service;
  answer(response, cds_cards(service.cds_hooks, service.engine, call));
}

void answer_cds_feedback(const Exchange& exchange, Response& response) {
  const CdsFeedback feedback = read_cds_feedback(nlohmann::json::parse(exchange.body, nullptr, false));
  if (!feedback.wrong.empty()) {
    return set_problem(response, exchange.request_id, 400, "invalid_call", feedback.wrong);
  }
  exchange.metrics.cds_accepted.fetch_add(feedback.accepted, std::memory_order_relaxed);
  exchange.metrics.cds_overridden.fetch_add(feedback.overridden, std::memory_order_relaxed);
  answer(response, nlohmann::ordered_json::object());
}

}  // namespace unknot::service
