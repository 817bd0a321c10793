// /fhir: the pack's Questionnaire, and a response to it as a transaction that the record can carry out.
#include "fhir.h"
#include "parameters.h"
#include "resource.h"
#include "routes.h"
#include "timestamp.h"

namespace unknot::service {

void answer_fhir_metadata(const Exchange& exchange, Response& response) {
  if (!exchange.request.query.empty()) return refuse_parameters(exchange, response, "");
  response.set(exchange.service.fhir_metadata);
}

void answer_fhir_questionnaire(const Exchange& exchange, Response& response) {
  if (!exchange.request.query.empty()) return refuse_parameters(exchange, response, "");
  response.set(exchange.service.questionnaire);
}

void answer_fhir_assess(const Exchange& exchange, Response& response) {
  const auto parameters = Parameters::read(exchange.request.query, {"at"});
  if (!parameters) return refuse_parameters(exchange, response, "at");
  std::int64_t at = 0;
  if (const std::string* given = parameters->find("at")) {
    const auto read = adapters::unix_seconds(*given);
    if (!read) {
      return set_problem(response, exchange.request_id, 400, "invalid_parameter",
                         "at: expected 2026-11-22T10:00:00Z or Unix seconds.");
    }
    at = *read;
  }
  if (!adapters::is_resource(exchange.body)) {
    return set_problem(response, exchange.request_id, 422, "missing_member",
                       "resourceType: expected a QuestionnaireResponse.");
  }
  try {
    Result result = assess_response(exchange.service.engine, exchange.body, at);
    const std::string_view bundle = result.document(UNKNOT_MEDIA_FHIR);
    response.set("application/fhir+json", std::move(result), bundle);
  } catch (const Error& error) {
    set_problem(response, exchange.request_id, error);
  }
}

}  // namespace unknot::service
