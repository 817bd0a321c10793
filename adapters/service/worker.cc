#include "worker.h"

#include <fcntl.h>
#include <openssl/rand.h>
#include <sys/socket.h>

#include <boost/asio/post.hpp>
#include <cerrno>
#include <ctime>

#include "mllp_connection.h"

namespace unknot::service {

namespace {

constexpr auto tick_every = std::chrono::milliseconds(250);
constexpr int accepted_at_once = 64;

}  // namespace

Worker::Worker(Process& process, std::shared_ptr<const Service> service)
    : process_(process), service_(std::move(service)) {
  std::array<unsigned char, 8> bytes{};
  RAND_bytes(bytes.data(), static_cast<int>(bytes.size()));
  for (const unsigned char byte : bytes) {
    id_prefix_ += "0123456789abcdef"[byte >> 4];
    id_prefix_ += "0123456789abcdef"[byte & 15];
  }
}

void Worker::listen(int socket, Route::Listener kind) {
  listening_.push_back(
      std::make_unique<Listening>(Listening{Events(context_, ::fcntl(socket, F_DUPFD_CLOEXEC, 0)), kind}));
}

void Worker::run() {
  for (const auto& listening : listening_) wait_for_clients(*listening);
  tick();
  context_.run();
  connections_.clear();
}

void Worker::wait_for_clients(Listening& listening) {
  listening.socket.async_wait(Events::wait_read, [this, &listening](const auto& error) {
    if (!error) accept_from(listening);
  });
}

void Worker::accept_from(Listening& listening) {
  for (int i = 0; i < accepted_at_once; ++i) {
    Descriptor client(::accept4(listening.socket.native_handle(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (client.number() < 0) {
      if (errno == EINTR || errno == ECONNABORTED) continue;
      if (errno == EAGAIN || make_room()) break;
      listening.waits_for_tick = true;  // no descriptor is left, and none will be until somebody has gone
      return;
    }
    metrics_.connections_accepted.fetch_add(1, std::memory_order_relaxed);
    // Who watches over the service is let in when it is full, too.
    const bool is_full = process_.connections.load() >= service_->configuration.connections;
    if (is_full && listening.kind != Route::Listener::admin && !make_room()) {
      metrics_.connections_refused.fetch_add(1, std::memory_order_relaxed);
      continue;
    }
    try {
      const auto connection = make_client(std::move(client), listening.kind);
      connection->place = connections_.size();
      connections_.push_back(connection);
      process_.connections.fetch_add(1);
      metrics_.connections_open.fetch_add(1, std::memory_order_relaxed);
      connection->advance();
    } catch (const std::exception&) {
      metrics_.connections_refused.fetch_add(1, std::memory_order_relaxed);  // no memory for it
    }
  }
  wait_for_clients(listening);
}

std::shared_ptr<Client> Worker::make_client(Descriptor socket, Route::Listener kind) {
  if (kind == Route::Listener::hl7 || kind == Route::Listener::hl7_tls) {
    return std::make_shared<MllpConnection>(*this, std::move(socket), kind);
  }
  return std::make_shared<Connection>(*this, std::move(socket), kind);
}

// Closes a connection that nothing is asked on, the one that has been so for longest.
bool Worker::make_room() {
  Client* oldest = nullptr;
  for (const auto& connection : connections_) {
    if (connection->is_idle() && (oldest == nullptr || connection->deadline() < oldest->deadline())) {
      oldest = connection.get();
    }
  }
  if (oldest == nullptr) return false;
  oldest->drain();
  return true;
}

void Worker::tick() {
  const Clock::time_point now = this->now();
  for (std::size_t i = connections_.size(); i > 0; --i) {
    if (i <= connections_.size()) connections_[i - 1]->check(now);
  }
  for (const auto& listening : listening_) {
    if (std::exchange(listening->waits_for_tick, false) && !is_draining_) accept_from(*listening);
  }
  timer_.expires_after(tick_every);
  timer_.async_wait([this](const auto& error) {
    if (!error) tick();
  });
  if (is_draining_ && connections_.empty()) context_.stop();
}

void Worker::remove(Client& client) {
  const std::size_t place = client.place;
  const std::shared_ptr<Client> kept = std::move(connections_[place]);
  connections_[place] = std::move(connections_.back());
  connections_.pop_back();
  if (place < connections_.size()) connections_[place]->place = place;
  process_.connections.fetch_sub(1);
  metrics_.connections_open.fetch_sub(1, std::memory_order_relaxed);
}

void Worker::swap_service(std::shared_ptr<const Service> service) {
  boost::asio::post(context_, [this, service = std::move(service)]() mutable {
    service_ = std::move(service);
    ++generation_;
  });
}

void Worker::drain() {
  boost::asio::post(context_, [this] {
    is_draining_ = true;
    for (const auto& listening : listening_) listening->socket.close();
    for (std::size_t i = connections_.size(); i > 0; --i) {
      if (i <= connections_.size()) connections_[i - 1]->drain();
    }
    if (connections_.empty()) context_.stop();
  });
}

void Worker::stop() { context_.stop(); }

std::string_view Worker::http_date() {
  const std::time_t now = std::time(nullptr);
  if (now != date_of_ || date_.empty()) {
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[64];
    std::snprintf(text, sizeof text, "%s, %02d %s %04d %02d:%02d:%02d GMT", days[parts.tm_wday], parts.tm_mday,
                  months[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min, parts.tm_sec);
    date_ = text;
    date_of_ = now;
  }
  return date_;
}

std::string Worker::new_request_id() {
  char text[40];
  std::snprintf(text, sizeof text, "%s%016llx", id_prefix_.c_str(), static_cast<unsigned long long>(ids_++));
  return text;
}

}  // namespace unknot::service
