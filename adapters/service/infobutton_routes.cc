// /infobutton: what to read about a problem.
#include "infobutton.h"

#include <algorithm>
#include <array>

#include "negotiate.h"
#include "parameters.h"
#include "routes.h"

namespace unknot::service {

namespace {

constexpr std::string_view code_name = "mainSearchCriteria.v.c";
constexpr std::string_view code_system_name = "mainSearchCriteria.v.cs";
constexpr std::string_view language_name = "informationRecipient.languageCode.c";
constexpr std::string_view type_name = "knowledgeResponseType";
constexpr std::size_t longest_term = 64;

bool is_term(std::string_view text) {
  return text.size() <= longest_term &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

}  // namespace

void answer_infobutton(const Exchange& exchange, Response& response) {
  const Infobutton& infobutton = *exchange.service.infobutton;
  const auto refuse = [&](int status, std::string_view code, const std::string& detail) {
    set_problem(response, exchange.request_id, status, code, detail);
  };
  if (infobutton.public_url.empty()) {
    return refuse(501, "unsupported", "An infobutton is answered with links: set public_url in the configuration.");
  }
  const auto parameters =
      Parameters::pick(exchange.request.query, {code_name, code_system_name, language_name, type_name});
  if (!parameters) return refuse(400, "invalid_parameter", "The parameters are not well formed, or one stands twice.");
  const auto term = [&](std::string_view name) {
    const std::string* given = parameters->find(name);
    return given == nullptr ? std::string() : *given;
  };
  Feed asked{term(code_system_name), term(code_name), term(language_name)};
  for (const auto& [name, value] :
       {std::pair(code_system_name, &asked.code_system), std::pair(code_name, &asked.code)}) {
    if (value->empty()) return refuse(400, "missing_parameter", std::string(name) + " is missing.");
    if (!is_term(*value)) return refuse(400, "invalid_parameter", std::string(name) + ": expected a code.");
  }
  if (!is_term(asked.language)) {
    return refuse(400, "invalid_parameter", std::string(language_name) + ": expected a language, such as en.");
  }
  constexpr std::array<const char*, 4> forms = {"text/xml", "application/atom+xml", "application/xml",
                                                "application/json"};
  const std::string type = term(type_name);
  const auto chosen = choose_media_type(type.empty() ? exchange.request.accept : type, forms);
  if (!chosen) return refuse(406, "not_acceptable", "Expected text/xml or application/json.");
  if (*chosen == 3) return response.set("application/json", feed_as_json(infobutton, asked));
  response.set("text/xml; charset=utf-8", feed_as_xml(infobutton, asked));
}

void answer_sheet_for_anybody(const Exchange& exchange, Response& response) {
  const auto parameters = Parameters::read(exchange.request.query, {"language"});
  if (!parameters) return refuse_parameters(exchange, response, "language");
  const std::string* language = parameters->find("language");
  const Service& service = exchange.service;
  response.set(service.sheets_for_anybody[best_language(*service.infobutton, language == nullptr ? "" : *language)]);
}

}  // namespace unknot::service
