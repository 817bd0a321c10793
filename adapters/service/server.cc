#include "server.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <boost/asio/signal_set.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <iostream>

#include "arguments.h"
#include "failure.h"
#include "notify.h"

namespace unknot::service {

namespace {

constexpr int backlog = 4096;
constexpr int first_descriptor_of_systemd = 3;

std::int64_t monotonic_microseconds() {
  return std::chrono::duration_cast<std::chrono::microseconds>(Clock::now().time_since_epoch()).count();
}

void say(const std::string& what) { std::cerr << "unknotd: " << what << std::endl; }

sigset_t signals(std::initializer_list<int> numbers) {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : numbers) sigaddset(&set, number);
  return set;
}

unsigned worker_count(const Configuration& configuration) {
  return configuration.threads > 0 ? configuration.threads : std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace

Server::Server(std::shared_ptr<const Service> service, std::string configuration_file)
    : service_(std::move(service)), configuration_file_(std::move(configuration_file)) {
  const Configuration& configuration = service_->configuration;
  const sigset_t heard = signals({SIGTERM, SIGINT, SIGHUP});
  pthread_sigmask(SIG_BLOCK, &heard, nullptr);  // they wait until there is somebody to hear them
  if (!configuration.audit_log.empty()) {
    audit_log_ = std::make_unique<AuditLog>("audit_log", configuration.audit_log);
    process_.audit_log = audit_log_.get();
  }
  if (!configuration.feedback_log.empty()) {
    feedback_log_ = std::make_unique<AuditLog>("feedback_log", configuration.feedback_log);
    process_.feedback_log = feedback_log_.get();
  }
  if (!adopt_sockets_of_systemd()) {
    for (const std::string& text : configuration.listen) listen(text, "listen", Route::Listener::clients);
  }
  check_exposure(*service_);
  if (!configuration.admin_listen.empty()) {
    listen(configuration.admin_listen, "admin_listen", Route::Listener::admin);
  }
  for (const std::string& text : configuration.hl7_listen) {
    const bool is_here = read_address(text, "hl7_listen").is_loopback();
    listen(text, "hl7_listen", is_here ? Route::Listener::hl7 : Route::Listener::hl7_tls);
  }
  for (unsigned i = 0; i < worker_count(configuration); ++i) {
    workers_.push_back(std::make_unique<Worker>(process_, service_));
    process_.metrics.push_back(&workers_.back()->counted());
    for (const Listening& listening : listening_) workers_.back()->listen(listening.socket.number(), listening.kind);
  }
}

void Server::listen(const std::string& text, const char* setting, Route::Listener kind) {
  Address address = read_address(text, setting);
  const auto refuse = [&] { throw Failure(setting, text + " cannot be listened on: " + std::strerror(errno)); };
  Descriptor socket(::socket(address.bytes.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int on = 1;
  if (socket.number() < 0 || ::setsockopt(socket.number(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) != 0) refuse();
  if (address.bytes.ss_family == AF_INET6) ::setsockopt(socket.number(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  if (::bind(socket.number(), reinterpret_cast<const sockaddr*>(&address.bytes), address.size) != 0) refuse();
  if (::listen(socket.number(), backlog) != 0) refuse();
  ::getsockname(socket.number(), reinterpret_cast<sockaddr*>(&address.bytes), &address.size);
  if (kind == Route::Listener::clients) addresses_.push_back(address);
  listening_.push_back({std::move(socket), kind});
}

// The sockets that systemd listens on for us take the place of `listen`.
bool Server::adopt_sockets_of_systemd() {
  const char* pid = std::getenv("LISTEN_PID");
  const char* count = std::getenv("LISTEN_FDS");
  if (pid == nullptr || count == nullptr || std::to_string(::getpid()) != pid) return false;
  for (int i = 0; i < std::atoi(count); ++i) {
    const int number = first_descriptor_of_systemd + i;
    Address address;
    address.size = sizeof address.bytes;
    int listens = 0;
    socklen_t size = sizeof listens;
    if (::getsockname(number, reinterpret_cast<sockaddr*>(&address.bytes), &address.size) != 0 ||
        (address.bytes.ss_family != AF_INET && address.bytes.ss_family != AF_INET6) ||
        ::getsockopt(number, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) != 0 || listens == 0) {
      throw Failure("",
                    "descriptor " + std::to_string(number) + " of the service manager is no TCP socket that listens");
    }
    ::fcntl(number, F_SETFD, FD_CLOEXEC);
    ::fcntl(number, F_SETFL, ::fcntl(number, F_GETFL) | O_NONBLOCK);
    addresses_.push_back(address);
    listening_.push_back({Descriptor(number), Route::Listener::clients});
  }
  ::unsetenv("LISTEN_PID");
  ::unsetenv("LISTEN_FDS");
  return !addresses_.empty();
}

// Whoever can reach the service from another machine must say who they are, whoever opened its sockets.
void Server::check_exposure(const Service& service) const {
  for (const Address& address : addresses_) {
    if (!address.is_loopback() && !service.asks_who()) {
      throw Failure("listen", address.text() + " is not loopback: set client_authority, tokens or cds_clients first");
    }
  }
}

int Server::run() {
  const sigset_t heard = signals({SIGTERM, SIGINT, SIGHUP});
  std::vector<std::thread> threads;
  for (const auto& worker : workers_) threads.emplace_back([&worker] { worker->run(); });
  notify_service_manager("READY=1");

  for (bool stops = false; !stops;) {
    int number = 0;
    if (sigwait(&heard, &number) != 0) continue;
    if (number == SIGHUP) {
      reload();
    } else {
      stops = true;
    }
  }
  notify_service_manager("STOPPING=1");
  process_.is_draining = true;
  listening_.clear();
  for (const auto& worker : workers_) worker->drain();
  // A second one, or the time that requests are given, ends it at once. There is nothing to reload any more.
  const sigset_t ends = signals({SIGTERM, SIGINT});
  const timespec patience{static_cast<time_t>(service_->configuration.drain_seconds), 0};
  std::thread waiter([&] {
    for (std::thread& thread : threads) thread.join();
    ::kill(::getpid(), SIGTERM);
  });
  while (sigtimedwait(&ends, nullptr, &patience) < 0 && errno == EINTR) continue;
  for (const auto& worker : workers_) worker->stop();
  waiter.join();
  return 0;
}

// Everything is read and checked first; what is wrong leaves all as it was.
void Server::reload() {
  notify_service_manager("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(monotonic_microseconds()));
  try {
    Configuration fresh =
        configuration_file_.empty() ? service_->configuration : read_configuration(configuration_file_);
    const Configuration& old = service_->configuration;
    if (fresh.listen != old.listen || fresh.admin_listen != old.admin_listen || fresh.threads != old.threads ||
        fresh.audit_log != old.audit_log || fresh.feedback_log != old.feedback_log ||
        fresh.hl7_listen != old.hl7_listen) {
      throw Failure("",
                    "listen, admin_listen, threads, audit_log, feedback_log and hl7_listen change at a restart alone");
    }
    auto service = std::make_shared<const Service>(std::move(fresh));
    check_exposure(*service);
    if (audit_log_) audit_log_->reopen();
    if (feedback_log_) feedback_log_->reopen();
    service_ = std::move(service);
    for (const auto& worker : workers_) worker->swap_service(service_);
    say("reloaded, pack " + service_->pack_sha256);
  } catch (const std::exception& failure) {
    say(std::string("not reloaded, all stays as it was: ") + failure.what());
  }
  notify_service_manager("READY=1");
}

}  // namespace unknot::service
