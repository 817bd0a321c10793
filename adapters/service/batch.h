// A batch that is read and answered at once: lines in, lines out, never more than a few of them in memory.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "service.h"

namespace unknot::service {

class BatchStream {
 public:
  // The whole batch is answered by this service's pack, whatever is loaded meanwhile.
  explicit BatchStream(std::shared_ptr<const Service> service) : service_(std::move(service)) {}

  // Takes lines off the front of `lines` and appends their answers, up to about `most_bytes` of them. is_whole: nothing
  // follows. False once only part of a line is left.
  bool answer(std::string& lines, bool is_whole, std::size_t most_bytes, std::string& answers);

  std::uint64_t bytes() const { return bytes_; }  // of answers so far
  std::string_view pack_sha256() const { return service_->pack_sha256; }

 private:
  std::shared_ptr<const Service> service_;
  std::uint64_t line_ = 1;
  std::uint64_t bytes_ = 0;
  bool skips_ = false;  // the rest of a line that was too long
};

}  // namespace unknot::service
