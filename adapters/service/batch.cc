#include "batch.h"

#include <string.h>

#include <utility>

#include "answer_line.h"

namespace unknot::service {

bool BatchStream::answer(std::string& lines, bool is_whole, std::size_t most_bytes, std::string& answers) {
  const auto answer_one = [&](std::string_view line) {
    adapters::answer_line(service_->engine.get(), line, line_++, answers);
  };
  std::string_view rest = lines;
  std::size_t end = rest.find('\n');
  while (end != rest.npos && answers.size() < most_bytes) {
    if (!std::exchange(skips_, false)) answer_one(rest.substr(0, end));
    rest.remove_prefix(end + 1);
    end = rest.find('\n');
  }
  const bool has_more = end != rest.npos;
  const bool is_too_long = rest.size() > adapters::intake_bytes;
  if (!has_more && !rest.empty() && (is_whole || is_too_long)) {
    if (!skips_) answer_one(rest);
    skips_ = !is_whole;
    rest = {};
  }
  bytes_ += answers.size();
  std::string kept(rest);
  explicit_bzero(lines.data(), lines.size());
  lines = std::move(kept);
  return has_more;
}

}  // namespace unknot::service
