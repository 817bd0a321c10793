// One connection that HL7 v2 messages come on: each is assessed, its result goes to the peer, and then it is
// acknowledged. One after the other, in one worker's thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "client.h"
#include "hl7_reply.h"
#include "mllp_delivery.h"
#include "routes.h"

namespace unknot::service {

class MllpConnection : public Client {
 public:
  MllpConnection(Worker& worker, Descriptor socket, Route::Listener listener);

  void check(Clock::time_point now) override;
  bool is_idle() const override { return phase_ == Phase::reading && unread_.empty(); }

 private:
  enum class Phase : std::uint8_t { shaking_hands, reading, delivering, writing, ending, gone };

  // The message that is being answered.
  struct Current {
    Hl7Message message;
    std::string identity;
    std::string request_id;
    std::uint64_t bytes_in = 0;
    Clock::time_point began;
    std::string summary;
    std::shared_ptr<const Service> service;
  };

  Step step() override;
  Step shake_hands();
  Step read();
  Step take_in();
  Step begin(std::string_view content);
  Step assess();
  Step refuse(Hl7Refusal refusal);
  Step refuse_frame(std::string_view content, Hl7Refusal refusal);
  void delivered(const std::optional<Hl7Refusal>& failure);
  Step reply(Hl7Outcome outcome);
  Step write();
  void close() override;
  bool is_shaking_hands() const override { return phase_ == Phase::shaking_hands; }

  std::optional<Hl7Refusal> check_client();
  bool audit(int status, std::uint64_t bytes_out);
  std::uint64_t microseconds() const;
  void start_message(std::string_view content);

  std::string asker_ = "-";
  std::optional<Current> current_;
  std::shared_ptr<MllpDelivery> delivery_;
  Route::Listener listener_;
  Phase phase_ = Phase::shaking_hands;
};

}  // namespace unknot::service
