#include "response.h"

#include <nlohmann/json.hpp>

#include "fhir.h"

namespace unknot::service {

namespace {

using nlohmann::ordered_json;

int status_of(std::int32_t status, std::string_view code) {
  switch (status) {
    case UNKNOT_E_INTAKE:
      if (code == "too_large") return 413;
      return code == "invalid_json" || code == "invalid_utf8" ? 400 : 422;
    case UNKNOT_E_ARGUMENT: return 400;  // no time, for a document that needs one
    case UNKNOT_E_UNSUPPORTED: return 501;
    case UNKNOT_E_MEMORY: return 503;
    default: return 500;
  }
}

void set(Response& response, std::string_view request_id, int status, std::string_view code, std::string_view detail,
         const ordered_json& place) {
  ordered_json problem = {{"type", "urn:unknot:problem:" + std::string(code)},
                          {"title", reason_phrase(status)},
                          {"status", status},
                          {"detail", detail},
                          {"code", code}};
  if (place.is_object()) {
    problem["pointer"] = place.value("pointer", "");
    problem["expected"] = place.value("expected", "");
  }
  problem["request_id"] = request_id;
  response.status = status;
  response.public_page = nullptr;
  response.etag = {};
  constexpr auto replace = ordered_json::error_handler_t::replace;
  if (response.speaks_fhir) {
    const std::string expected = problem.value("expected", "");
    const std::string words = std::string(detail) + (expected.empty() ? "" : " Expected: " + expected + ".");
    const ordered_json outcome = operation_outcome(status, code, words, problem.value("pointer", ""));
    return response.set("application/fhir+json", outcome.dump(-1, ' ', false, replace) + "\n");
  }
  response.set("application/problem+json", problem.dump(-1, ' ', false, replace) + "\n");
}

}  // namespace

void set_problem(Response& response, std::string_view request_id, int status, std::string_view code,
                 std::string_view detail) {
  set(response, request_id, status, code, detail, nullptr);
}

void set_problem(Response& response, std::string_view request_id, const Error& error) {
  const ordered_json problem = ordered_json::parse(error.problem(), nullptr, false);
  if (!problem.is_object()) return set_problem(response, request_id, 500, "internal", "The library failed.");
  const std::string code = problem.value("code", "internal");
  set(response, request_id, status_of(error.status(), code), code, problem.value("message", ""), problem);
}

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 417: return "Expectation Failed";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    default: return "Internal Server Error";
  }
}

}  // namespace unknot::service
