// One connection: its handshake, then its requests one after the other. Lives in one worker's thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "batch.h"
#include "client.h"
#include "request_reader.h"
#include "routes.h"

namespace unknot::service {

class Connection : public Client {
 public:
  Connection(Worker& worker, Descriptor socket, Route::Listener listener);

  void check(Clock::time_point now) override;
  bool is_idle() const override { return phase_ == Phase::reading && !reader_ && unread_.empty(); }

 private:
  static constexpr std::size_t most_unread = 48 * 1024;  // that the reader can make nothing of

  enum class Phase : std::uint8_t { shaking_hands, reading, writing, ending, gone };

  Step step() override;
  Step shake_hands();
  Step read();
  Step take_in(std::string_view bytes);
  Step begin_request();
  Step go_on_with_body();
  Step answer();
  Step feed_batch();
  Step write();
  void close() override;
  bool is_shaking_hands() const override { return phase_ == Phase::shaking_hands; }

  // A response to what is being read: on /fhir its problems are OperationOutcomes.
  bool speaks_fhir() const;
  // A problem, after which the connection is closed if it may not be in step with its client any more.
  void refuse(Response& response, int status, std::string_view code, std::string_view detail);
  bool lets_in(Response& response);
  std::optional<std::string_view> bearer_token() const;
  bool may_show_json_web_token() const;
  const char* how_to_be_let_in() const;
  bool audit(int status, std::uint64_t bytes_out, std::string_view pack_sha256);
  bool audit_batch(bool is_whole);     // its end, or where it was cut off
  std::uint64_t microseconds() const;  // since the request began
  Step send(Response& response);

  Clock::time_point began_;              // the request
  std::unique_ptr<std::string> client_;  // its certificate's name; none: no certificate
  std::optional<RequestReader> reader_;
  std::unique_ptr<BatchStream> batch_;
  const Route* route_ = nullptr;
  std::string request_id_;
  std::string asker_;
  std::uint64_t bytes_in_ = 0;
  Route::Listener listener_;
  Phase phase_ = Phase::shaking_hands;
  bool needs_more_ = false;  // what is unread is no whole of anything
};

}  // namespace unknot::service
