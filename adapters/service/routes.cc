#include "routes.h"

#include <array>
#include <ctime>

#include "audit_line.h"
#include "negotiate.h"
#include "parameters.h"
#include "process.h"
#include "try_it_page.h"

namespace unknot::service {

namespace {

constexpr std::uint64_t intake_bytes = 256 * 1024;
constexpr std::uint64_t cds_bytes = 1024 * 1024;  // with all that a client fetched beforehand
constexpr std::uint64_t endless = ~std::uint64_t{0};

constexpr std::array<Route, 20> routes = {{
    {"/v1/assess", Method::post, "application/json, application/fhir+json", intake_bytes, answer_assess},
    {"/v1/batch", Method::post, "application/x-ndjson", endless, nullptr},
    {"/v1/questions", Method::get, "", 0, answer_questions},
    {"/v1/info", Method::get, "", 0, answer_info},
    {"/v1/source-attributes", Method::get, "", 0, answer_source_attributes},
    {"/fhir/metadata", Method::get, "", 0, answer_fhir_metadata},
    {"/fhir/Questionnaire/lower-back", Method::get, "", 0, answer_fhir_questionnaire},
    {"/fhir/QuestionnaireResponse/$assess", Method::post, "application/fhir+json, application/json", intake_bytes,
     answer_fhir_assess},
    {"/cds-services", Method::get, "", 0, answer_cds_services},
    {"/cds-services/lower-back", Method::post, "application/json", cds_bytes, answer_cds_call},
    {"/cds-services/lower-back/feedback", Method::post, "application/json", cds_bytes, answer_cds_feedback},
    {"/infobutton", Method::get, "", 0, answer_infobutton},
    {"/infobutton/handout", Method::get, "", 0, answer_sheet_for_anybody},
    {"/openapi.json", Method::get, "", 0, answer_openapi},
    {"/", Method::get, "", 0, answer_try_it_page},
    {"/page.css", Method::get, "", 0, answer_try_it_page},
    {"/page.js", Method::get, "", 0, answer_try_it_page},
    {"/healthz", Method::get, "", 0, answer_healthz, Route::Listener::admin},
    {"/readyz", Method::get, "", 0, answer_readyz, Route::Listener::admin},
    {"/metrics", Method::get, "", 0, answer_metrics, Route::Listener::admin},
}};

bool takes(const Route& route, Method method) {
  return route.method == method || (route.method == Method::get && method == Method::head);
}

}  // namespace

void refuse_parameters(const Exchange& exchange, Response& response, std::string_view known) {
  set_problem(response, exchange.request_id, 400, "invalid_parameter",
              known.empty() ? std::string("No parameters are known here.")
                            : "The parameters are not well formed, or not among: " + std::string(known) + ".");
}

Found find_route(const Request& request, Route::Listener listener, const Service& service) {
  Found found;
  for (const Route& route : routes) {
    if (route.path != request.path || route.listener != listener) continue;
    if (route.answer == answer_try_it_page && service.try_it_page.empty()) continue;
    found.allowed_methods = route.method == Method::get ? "GET, HEAD, OPTIONS" : "POST, OPTIONS";
    if (takes(route, request.method)) found.route = &route;
  }
  return found;
}

void answer_questions(const Exchange& exchange, Response& response) {
  const auto parameters = Parameters::read(exchange.request.query, {"locale"});
  if (!parameters) return refuse_parameters(exchange, response, "locale");
  const std::string* locale = parameters->find("locale");
  if (locale == nullptr) return response.set(exchange.service.questions.front().second);
  std::string known;
  for (const auto& [tag, page] : exchange.service.questions) {
    if (tag == *locale) return response.set(page);
    known += (known.empty() ? "" : ", ") + tag;
  }
  set_problem(response, exchange.request_id, 400, "unknown_locale", "Expected one of: " + known + ".");
}

void answer_try_it_page(const Exchange& exchange, Response& response) {
  if (!exchange.request.query.empty()) return refuse_parameters(exchange, response, "");
  response.set(exchange.service.try_it_page.at(exchange.request.path));
  response.content_security_policy = try_it_page_policy;
}

// It lives: it answers at all.
void answer_healthz(const Exchange&, Response& response) { response.set("text/plain; charset=utf-8", "ok\n"); }

// It may be asked: it is not about to stop, and nothing is wrong that a client would find out.
void answer_readyz(const Exchange& exchange, Response& response) {
  const Process& process = exchange.process;
  if (process.is_draining) return set_problem(response, exchange.request_id, 503, "draining", "The service stops.");
  if (exchange.service.tls.valid_until() <= std::time(nullptr)) {
    return set_problem(response, exchange.request_id, 503, "certificate_expired", "The certificate has expired.");
  }
  // After a line was lost, this question is the one that tries the log again: while nobody else is sent here, nobody
  // else would.
  AuditLog* log = exchange.service.configuration.audit_may_fail ? nullptr : process.audit_log;
  if (log != nullptr && !log->is_writable() &&
      !log->append(audit_line({exchange.request_id, exchange.client, exchange.request.method, exchange.request.path,
                               200, 0, 0, 0, exchange.service.pack_sha256}))) {
    return set_problem(response, exchange.request_id, 503, "audit_failed", "The audit log could not be written.");
  }
  response.set("text/plain; charset=utf-8", "ready\n");
}

void answer_metrics(const Exchange& exchange, Response& response) {
  response.set("text/plain; version=0.0.4; charset=utf-8",
               metrics_text(exchange.process.metrics, exchange.service.tls.valid_until()));
}

void answer_info(const Exchange& exchange, Response& response) {
  if (!exchange.request.query.empty()) return refuse_parameters(exchange, response, "");
  response.set(exchange.service.info);
}

void answer_source_attributes(const Exchange& exchange, Response& response) {
  if (!exchange.request.query.empty()) return refuse_parameters(exchange, response, "");
  constexpr std::array<const char*, 2> forms = {"application/json", "text/html"};
  const auto chosen = choose_media_type(exchange.request.accept, forms);
  if (!chosen) {
    return set_problem(response, exchange.request_id, 406, "not_acceptable",
                       "Accept: expected application/json or text/html.");
  }
  response.set(*chosen == 0 ? exchange.service.source_attributes : exchange.service.source_attributes_html);
}

void answer_openapi(const Exchange& exchange, Response& response) {
  if (!exchange.request.query.empty()) return refuse_parameters(exchange, response, "");
  response.set(exchange.service.openapi);
}

}  // namespace unknot::service
