#include "fhir.h"

#include <ctime>
#include <string>

namespace unknot::service {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

// http://hl7.org/fhir/R4/valueset-issue-type.html
const char* issue_type(int status, std::string_view code) {
  switch (status) {
    case 400: return code == "invalid_json" || code == "invalid_utf8" ? "structure" : "invalid";
    case 401: return "login";
    case 403: return "forbidden";
    case 404: return "not-found";
    case 405:
    case 406:
    case 415:
    case 501: return "not-supported";
    case 408: return "timeout";
    case 413: return "too-long";
    case 422: break;
    case 429: return "throttled";
    case 503: return "transient";
    default: return "exception";
  }
  if (code == "missing_member") return "required";
  if (code == "unknown_value" || code == "unknown_question") return "code-invalid";
  return code == "wrong_type" || code == "duplicate_member" ? "structure" : "value";
}

// "/item/0/answer/1/valueCoding" as a FHIRPath: "QuestionnaireResponse.item[0].answer[1].value".
std::string path_of(std::string_view pointer) {
  std::string path = "QuestionnaireResponse";
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::string_view part = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(part.size());
    if (part.find_first_not_of("0123456789") == part.npos) {
      path += '[' + std::string(part) + ']';
    } else {
      path += '.' + std::string(part.starts_with("value") ? "value" : part);
    }
  }
  return path;
}

ordered_json with_code(const char* code) { return {{"code", code}}; }

}  // namespace

json head_of(const std::string& resource) {
  using Event = json::parse_event_t;
  return json::parse(resource, [](int depth, Event event, json&) {
    return depth == 0 || (event != Event::object_start && event != Event::array_start);
  });
}

Result assess_response(const Engine& engine, std::string_view response, std::int64_t at) {
  Result result = engine.assess(response, at);
  try {
    result.document(UNKNOT_MEDIA_FHIR);
    return result;
  } catch (const Error& error) {
    if (error.problem().find("\"missing_time\"") == std::string::npos) throw;
    return engine.assess(response, std::time(nullptr));
  }
}

ordered_json capability_statement(const json& questionnaire, std::string_view version) {
  const std::string canonical =
      questionnaire.at("url").get<std::string>() + "|" + questionnaire.at("version").get<std::string>();
  ordered_json form = {{"type", "Questionnaire"},
                       {"profile", "http://hl7.org/fhir/StructureDefinition/Questionnaire"},
                       {"interaction", ordered_json::array({with_code("read")})}};
  ordered_json response = {{"type", "QuestionnaireResponse"},
                           {"documentation", "$assess takes one QuestionnaireResponse to " + canonical +
                                                 " and answers with one transaction Bundle. Nothing is kept."}};
  ordered_json rest = {{"mode", "server"}, {"resource", ordered_json::array({std::move(form), std::move(response)})}};
  return {{"resourceType", "CapabilityStatement"},
          {"status", "active"},
          {"date", questionnaire.at("date")},
          {"kind", "instance"},
          {"software", {{"name", "unknotd"}, {"version", version}}},
          {"implementation", {{"description", "Unknot: answers about back pain in, flags and a handout out"}}},
          {"fhirVersion", "4.0.1"},
          {"format", ordered_json::array({"application/fhir+json"})},
          {"rest", ordered_json::array({std::move(rest)})}};
}

ordered_json operation_outcome(int status, std::string_view code, std::string_view detail, std::string_view pointer) {
  ordered_json issue = {
      {"severity", "error"},
      {"code", issue_type(status, code)},
      {"details",
       {{"coding", ordered_json::array({{{"system", "urn:unknot:problem"}, {"code", code}}})}, {"text", detail}}}};
  if (!pointer.empty()) issue["expression"] = ordered_json::array({path_of(pointer)});
  return {{"resourceType", "OperationOutcome"}, {"issue", ordered_json::array({std::move(issue)})}};
}

}  // namespace unknot::service
