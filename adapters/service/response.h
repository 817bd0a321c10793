// What is answered to one request.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unknot/unknot.hpp>

#include "request.h"
#include "service.h"

namespace unknot::service {

struct Metrics;
struct Process;

struct Response {
  int status = 200;
  std::string_view content_type;
  std::string_view body;
  const PublicPage* public_page = nullptr;    // that the body is of
  std::string_view etag;                      // what may be kept has one; anything about a patient has none
  std::string_view allow;                     // the methods that there are instead
  std::string_view content_security_policy =  // of a document that stands alone
      "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  bool speaks_fhir = false;  // a problem is told as an OperationOutcome

  Response() = default;
  Response(const Response&) = delete;
  Response& operator=(const Response&) = delete;

  void set(std::string_view type, std::string bytes) {
    made_ = std::move(bytes);
    content_type = type;
    body = made_;
  }
  void set(std::string_view type, Result result, std::string_view document) {
    result_ = std::move(result);
    content_type = type;
    body = document;
  }
  void set(const PublicPage& page) {
    public_page = &page;
    content_type = page.content_type();
    body = page.bytes();
    etag = page.etag();
  }

 private:
  std::string made_;
  std::optional<Result> result_;
};

// One request with what its answer is made from.
struct Exchange {
  const Service& service;
  const Process& process;
  Metrics& metrics;  // of the worker
  const Request& request;
  std::string_view request_id;
  std::string_view client;  // who asks: a name of its certificate or token, "-" for anybody
  std::string_view body;
};

// Answers with a problem (RFC 9457): what is wrong, for programs and for people.
void set_problem(Response& response, std::string_view request_id, int status, std::string_view code,
                 std::string_view detail);
// The same of what the library refused; for its statuses see unknot.h.
void set_problem(Response& response, std::string_view request_id, const Error& error);

std::string_view reason_phrase(int status);

}  // namespace unknot::service
