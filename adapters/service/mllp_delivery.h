// Messages on their way to the peer: one after the other, each on a connection of its own and acknowledged before the
// next. Nothing is kept and nothing is tried again: who sent the answers is told, and sends them again.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client.h"
#include "events.h"
#include "hl7_reply.h"
#include "stream.h"

namespace unknot::service {

class Worker;
struct Service;

class MllpDelivery : public std::enable_shared_from_this<MllpDelivery> {
 public:
  // Told once: nothing if the peer has acknowledged all of them.
  using Done = std::function<void(const std::optional<Hl7Refusal>&)>;

  MllpDelivery(Worker& worker, std::shared_ptr<const Service> service, std::vector<Hl7Outgoing> messages, Done done);

  void start();
  // Gives up if it has taken too long.
  void check(Clock::time_point now);
  // Nobody is told any more.
  void cancel();

 private:
  enum class Phase : std::uint8_t { connecting, shaking_hands, writing, reading, gone };
  enum class Step : std::uint8_t { again, wait_read, wait_write, stop };

  void connect();
  void advance();
  Step step();
  Step finish_connect();
  Step shake_hands();
  Step write();
  Step read();
  Step take_acknowledgement(std::string_view bytes);
  Step fail(int status, const char* code, const char* why);
  void finish(std::optional<Hl7Refusal> failure);
  void wait(bool for_read);
  Step step_of(Stream::State state);

  Worker& worker_;
  std::shared_ptr<const Service> service_;
  std::vector<Hl7Outgoing> messages_;
  Done done_;
  Clock::time_point deadline_;
  std::size_t next_address_ = 0;
  std::size_t current_ = 0;  // of messages_
  std::optional<Events> events_;
  std::optional<Stream> stream_;
  std::string unsent_, unread_;
  Phase phase_ = Phase::connecting;
};

}  // namespace unknot::service
