// POST /v1/assess: one intake in, one document out, or several in one JSON object.
#include <algorithm>
#include <array>
#include <ctime>
#include <nlohmann/json.hpp>

#include "base64.h"
#include "fhir.h"
#include "negotiate.h"
#include "parameters.h"
#include "resource.h"
#include "routes.h"
#include "timestamp.h"

namespace unknot::service {

namespace {

struct Document {
  std::string_view name;
  const char* media_type;
  const char* content_type;
  bool is_binary = false;
};

// The first is what a client gets that takes anything.
constexpr std::array<Document, 7> documents = {{
    {"json", UNKNOT_MEDIA_JSON, "application/json"},
    {"html", UNKNOT_MEDIA_HTML, "text/html; charset=utf-8"},
    {"text", UNKNOT_MEDIA_TEXT, "text/plain; charset=utf-8"},
    {"pdf", UNKNOT_MEDIA_PDF, "application/pdf", true},
    {"handout", UNKNOT_MEDIA_HANDOUT_JSON, "application/json;for=handout"},
    {"clinic", UNKNOT_MEDIA_CLINIC_HTML, "text/html;for=clinic; charset=utf-8"},
    {"fhir", UNKNOT_MEDIA_FHIR, "application/fhir+json"},
}};
constexpr std::array<const char*, documents.size()> media_types = [] {
  std::array<const char*, documents.size()> all{};
  std::transform(documents.begin(), documents.end(), all.begin(), [](const Document& one) { return one.media_type; });
  return all;
}();

// What unknot_call says for it: a QuestionnaireResponse's own time counts, and without one nothing is said of time.
constexpr std::optional<std::int64_t> no_time = 0;

// "html,json" as documents; empty if it names what there is not, or one twice.
std::vector<const Document*> read_names(std::string_view names) {
  std::vector<const Document*> wanted;
  for (;;) {
    const std::size_t end = names.find(',');
    const auto* found = std::find_if(documents.begin(), documents.end(),
                                     [&](const Document& one) { return one.name == names.substr(0, end); });
    if (found == documents.end() || std::find(wanted.begin(), wanted.end(), found) != wanted.end()) return {};
    wanted.push_back(found);
    if (end == names.npos) return wanted;
    names.remove_prefix(end + 1);
  }
}

}  // namespace

void answer_assess(const Exchange& exchange, Response& response) {
  const auto refuse = [&](int status, std::string_view code, std::string_view detail) {
    set_problem(response, exchange.request_id, status, code, detail);
  };
  const auto parameters = Parameters::read(exchange.request.query, {"documents", "at"});
  if (!parameters) {
    return refuse(400, "invalid_parameter", "The parameters are not well formed, or not among: documents, at.");
  }
  std::optional<std::int64_t> at;
  if (const std::string* given = parameters->find("at")) {
    const auto read = *given == "0" ? no_time : adapters::unix_seconds(*given);
    if (!read) return refuse(400, "invalid_parameter", "at: expected 2026-11-22T10:00:00Z, Unix seconds or 0.");
    at = read;
  }
  std::vector<const Document*> wanted;
  if (const std::string* names = parameters->find("documents")) {
    wanted = read_names(*names);
    if (wanted.empty()) {
      return refuse(400, "invalid_parameter", "documents: expected some of json,html,text,pdf,handout,clinic,fhir.");
    }
  }
  const bool is_several = !wanted.empty();
  const std::array<const char*, 1> only_json = {UNKNOT_MEDIA_JSON};
  const auto chosen = is_several ? choose_media_type(exchange.request.accept, only_json)
                                 : choose_media_type(exchange.request.accept, media_types);
  if (!chosen) {
    return refuse(406, "not_acceptable",
                  is_several ? "Several documents come as application/json."
                             : "Accept: expected one of application/json, text/html, text/plain, application/pdf, "
                               "application/json;for=handout, text/html;for=clinic, application/fhir+json.");
  }
  try {
    const Engine& engine = exchange.service.engine;
    Result result = !at && adapters::is_resource(exchange.body)
                        ? assess_response(engine, exchange.body, 0)
                        : engine.assess(exchange.body, at.value_or(std::time(nullptr)));
    if (!is_several) {
      const Document& document = documents[*chosen];
      const std::string_view bytes = result.document(document.media_type);
      return response.set(document.content_type, std::move(result), bytes);
    }
    nlohmann::ordered_json all = nlohmann::ordered_json::object();
    for (const Document* document : wanted) {
      const std::string_view bytes = result.document(document->media_type);
      all[std::string(document->name)] = document->is_binary ? base64(bytes) : std::string(bytes);
    }
    response.set("application/json", all.dump() + "\n");
  } catch (const Error& error) {
    set_problem(response, exchange.request_id, error);
  }
}

}  // namespace unknot::service
