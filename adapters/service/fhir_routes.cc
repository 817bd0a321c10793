// /fhir: the pack's Questionnaire, and a response to it as a transaction that the record can carry out.
#include <ctime>

#include "parameters.h"
#include "routes.h"
#include "timestamp.h"

namespace unknot::service {

namespace {

constexpr const char* fhir_json = "application/fhir+json";

// The time that the call or the response gives, or else now: a resource without a time is none.
Result assess_at_some_time(const Engine& engine, std::string_view body, std::int64_t at) {
  Result result = engine.assess(body, at);
  try {
    result.document(UNKNOT_MEDIA_FHIR);
    return result;
  } catch (const Error& error) {
    if (error.problem().find("\"missing_time\"") == std::string::npos) throw;
    return engine.assess(body, std::time(nullptr));
  }
}

}  // namespace

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
  if (exchange.body.find("\"resourceType\"") == std::string_view::npos) {
    return set_problem(response, exchange.request_id, 422, "missing_member",
                       "resourceType: expected a QuestionnaireResponse.");
  }
  try {
    Result result = assess_at_some_time(exchange.service.engine, exchange.body, at);
    const std::string_view bundle = result.document(UNKNOT_MEDIA_FHIR);
    response.set(fhir_json, std::move(result), bundle);
  } catch (const Error& error) {
    set_problem(response, exchange.request_id, error);
  }
}

}  // namespace unknot::service
