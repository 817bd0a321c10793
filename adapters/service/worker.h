// One thread: its connections, its buffers, what it counts.
#pragma once

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <string>
#include <vector>

#include "connection.h"
#include "process.h"

namespace unknot::service {

class Worker {
 public:
  Worker(Process& process, std::shared_ptr<const Service> service);

  // Accepts from a socket that listens and does not block; it is lent.
  void listen(int socket, Route::Listener listener);
  void run();

  // From any thread.
  void swap_service(std::shared_ptr<const Service> service);
  void drain();
  void stop();

  // From the worker's own thread.
  const Service& service() const { return *service_; }
  const std::shared_ptr<const Service>& shared_service() const { return service_; }
  std::uint64_t generation() const { return generation_; }
  Process& process() { return process_; }
  Metrics& metrics() { return metrics_; }
  boost::asio::io_context& context() { return context_; }
  Clock::time_point now() const { return Clock::now(); }
  std::string_view http_date();
  std::string new_request_id();
  void remove(Client& client);

  static constexpr std::size_t read_bytes = 32 * 1024;
  std::array<char, read_bytes> read_buffer;  // what is in it is used up, or copied, before the next wait
  std::string write_buffer;

  const Metrics& counted() const { return metrics_; }

 private:
  struct Listening {
    Events socket;
    Route::Listener kind;
    bool waits_for_tick = false;
  };

  void accept_from(Listening& listening);
  void wait_for_clients(Listening& listening);
  void tick();
  bool make_room();
  std::shared_ptr<Client> make_client(Descriptor socket, Route::Listener kind);

  Process& process_;
  std::shared_ptr<const Service> service_;
  std::uint64_t generation_ = 1;
  boost::asio::io_context context_{1};
  boost::asio::steady_timer timer_{context_};
  std::vector<std::unique_ptr<Listening>> listening_;
  std::vector<std::shared_ptr<Client>> connections_;
  Metrics metrics_;
  std::string date_;
  std::int64_t date_of_ = 0;
  std::string id_prefix_;
  std::uint64_t ids_ = 0;
  bool is_draining_ = false;
};

}  // namespace unknot::service
