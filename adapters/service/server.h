// The process: its sockets, its workers, and what signals ask of it.
#pragma once

#include <memory>
#include <thread>
#include <vector>

#include "address.h"
#include "worker.h"

namespace unknot::service {

class Server {
 public:
  // Begins to listen. Throws Failure.
  Server(std::shared_ptr<const Service> service, std::string configuration_file);

  // Answers until it is told to stop and has drained. The exit code.
  int run();

  const std::vector<Address>& addresses() const { return addresses_; }

 private:
  void listen(const std::string& text, const char* setting, Route::Listener kind);
  bool adopt_sockets_of_systemd();
  void check_exposure(const Service& service) const;
  void reload();
  void stop();

  std::shared_ptr<const Service> service_;
  std::string configuration_file_;
  std::unique_ptr<AuditLog> audit_log_;
  std::unique_ptr<AuditLog> feedback_log_;
  Process process_;
  struct Listening {
    Descriptor socket;
    Route::Listener kind;
  };
  std::vector<Listening> listening_;
  std::vector<Address> addresses_;
  std::vector<std::unique_ptr<Worker>> workers_;
};

}  // namespace unknot::service
