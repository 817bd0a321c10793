// The head of an answer.
#pragma once

#include <string>
#include <string_view>

#include "response.h"

namespace unknot::service {

struct AnswerHead {
  const Request& request;
  const Response& response;
  std::string_view request_id;
  std::string_view date;
  bool is_allowed_origin;
  bool ends_connection;
  bool is_gzipped;
};

void append_answer_head(const AnswerHead& head, std::string& out);

// A batch's answer comes in chunks; a client of HTTP/1.0 cannot take them.
void append_batch_head(const Request& request, std::string_view request_id, std::string_view date, bool ends_connection,
                       std::string& out);
void append_chunk(std::string_view bytes, std::string& out);
void append_last_chunk(std::string& out);

}  // namespace unknot::service
