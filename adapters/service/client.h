// What has a place in a worker's table of connections: a socket that goes on step by step, whenever it can, in one
// worker's thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "events.h"
#include "stream.h"

namespace unknot::service {

class Worker;

using Clock = std::chrono::steady_clock;

class Client : public std::enable_shared_from_this<Client> {
 public:
  virtual ~Client() = default;

  // Goes on as far as it can without waiting.
  void advance();
  // Ends it now, or as soon as what it is at is answered.
  void drain();
  // Ends it if it has waited for too long.
  virtual void check(Clock::time_point now) = 0;
  virtual bool is_idle() const = 0;
  Clock::time_point deadline() const { return deadline_; }

  std::size_t place = 0;  // in the worker's table

 protected:
  enum class Step : std::uint8_t { again, wait_read, wait_write, stop };

  static constexpr std::uint32_t drain_seconds = 1;  // for what is on its way

  // context: NULL for a plain connection.
  Client(Worker& worker, Descriptor socket, SSL_CTX* context);

  virtual Step step() = 0;
  virtual void close() = 0;
  virtual bool is_shaking_hands() const = 0;

  void expect_within(std::uint32_t seconds);
  // What to wait for. A stream that is closed ends this.
  Step step_of(Stream::State state);
  // Sends what is unsent and wipes it; nothing once all of it is gone.
  std::optional<Step> send_unsent();
  // What still comes is read and dropped, so that the answer arrives whole before the connection is reset.
  Step drop_unread();
  // The end of it: what it held is wiped, its socket closed, its place in the table given back.
  void leave();

  Worker& worker_;
  Descriptor socket_;
  Events events_;
  Stream stream_;
  Clock::time_point deadline_;
  std::uint64_t checked_generation_ = 0;  // when its client's certificate was checked,
  std::int64_t checked_at_ = 0;           // and the wall clock then
  std::string unread_;                    // read from the socket, not yet used
  std::string unsent_;
  bool ends_after_ = false;  // the answer

 private:
  void wait(bool for_read);
};

}  // namespace unknot::service
