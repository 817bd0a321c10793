// What can be asked for, and who answers it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "response.h"

namespace unknot::service {

struct Route {
  enum class Listener : std::uint8_t { clients, admin, hl7, hl7_tls };  // the last two speak no HTTP

  std::string_view path;
  Method method;                               // get answers head, too
  std::string_view content_types;              // that the body may have, commas between them; "": there is none
  std::uint64_t body_bytes;                    // most
  void (*answer)(const Exchange&, Response&);  // nullptr: the batch, whose answer begins before its body ends
  Listener listener = Listener::clients;
};

// The route of this path and method; its path alone if there is only that (for 405), or nothing. The try-it page is
// there only if the service has it.
struct Found {
  const Route* route = nullptr;
  std::string_view allowed_methods;  // "" if there is no such path
};
Found find_route(const Request& request, Route::Listener listener, const Service& service);

// Who answers what.
void answer_assess(const Exchange& exchange, Response& response);
void answer_questions(const Exchange& exchange, Response& response);
// The parameters are not well formed, or not among those that are known.
void refuse_parameters(const Exchange& exchange, Response& response, std::string_view known);

void answer_info(const Exchange& exchange, Response& response);
void answer_source_attributes(const Exchange& exchange, Response& response);
void answer_fhir_metadata(const Exchange& exchange, Response& response);
void answer_fhir_questionnaire(const Exchange& exchange, Response& response);
void answer_fhir_assess(const Exchange& exchange, Response& response);
void answer_cds_services(const Exchange& exchange, Response& response);
void answer_cds_call(const Exchange& exchange, Response& response);
void answer_cds_feedback(const Exchange& exchange, Response& response);
void answer_infobutton(const Exchange& exchange, Response& response);
void answer_sheet_for_anybody(const Exchange& exchange, Response& response);
void answer_openapi(const Exchange& exchange, Response& response);
void answer_try_it_page(const Exchange& exchange, Response& response);
void answer_healthz(const Exchange& exchange, Response& response);
void answer_readyz(const Exchange& exchange, Response& response);
void answer_metrics(const Exchange& exchange, Response& response);

}  // namespace unknot::service
