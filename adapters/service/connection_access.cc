// Who may ask on a connection.
#include <algorithm>
#include <ctime>

#include "connection.h"
#include "worker.h"

namespace unknot::service {

namespace {

constexpr std::int64_t checked_for_seconds = 60;  // a client's certificate

bool is_listed(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

std::optional<std::string_view> Connection::bearer_token() const {
  const std::string_view given = reader_->request().authorization;
  constexpr std::string_view scheme = "bearer ";
  if (given.size() <= scheme.size()) return std::nullopt;
  const bool is_bearer = std::equal(scheme.begin(), scheme.end(), given.begin(),
                                    [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); });
  return is_bearer ? std::optional(given.substr(scheme.size())) : std::nullopt;
}

// Only CDS Hooks knows them.
bool Connection::may_show_json_web_token() const {
  return !worker_.service().cds_clients.empty() && route_->path.starts_with("/cds-services");
}

const char* Connection::how_to_be_let_in() const {
  if (!worker_.service().tokens.empty()) return "Send a bearer token.";
  if (may_show_json_web_token()) return "Send a JSON Web Token as bearer token.";
  if (worker_.service().configuration.client_authority.empty()) return "JSON Web Tokens open /cds-services alone.";
  return "Show a client certificate that is valid here.";
}

// Whether this client may ask; if not, the response says why.
bool Connection::lets_in(Response& response) {
  const Service& service = worker_.service();
  if (listener_ == Route::Listener::admin || !service.asks_who()) return true;
  const std::int64_t now = std::time(nullptr);
  if (checked_generation_ != worker_.generation() || now < checked_at_ || now - checked_at_ > checked_for_seconds) {
    // Its first request, the first since a reload, or a while has passed: certificates and revocation lists expire. A
    // resumed session is checked like a new one.
    client_.reset();
    if (!service.configuration.client_authority.empty() && client_certificate_is_good(stream_.tls(), service.tls)) {
      const std::vector<std::string>& listed = service.configuration.client_names;
      client_ = std::make_unique<std::string>();
      for (const std::string& name : client_names(stream_.tls())) {
        if (listed.empty() || is_listed(listed, name)) {
          *client_ = name;
          break;
        }
      }
    }
    checked_generation_ = worker_.generation();
    checked_at_ = now;
  }
  if (client_ && !client_->empty()) {
    asker_ = *client_;
    return true;
  }
  if (const auto token = bearer_token(); token && !service.tokens.empty()) {
    if (const auto name = service.tokens.name_of(*token)) {
      asker_ = *name;
      return true;
    }
  }
  if (const auto token = bearer_token(); token && may_show_json_web_token()) {
    try {
      asker_ = service.cds_clients.let_in(*token, worker_.process().used_tokens, now);
      return true;
    } catch (const TokenRefusal& refusal) {
      refuse(response, refusal.status(), refusal.status() == 401 ? "unauthorized" : "too_many_tokens", refusal.what());
      return false;
    }
  }
  if (client_) {
    refuse(response, 403, "forbidden", "No name in this certificate is let in.");
  } else {
    refuse(response, 401, "unauthorized", how_to_be_let_in());
  }
  return false;
}

}  // namespace unknot::service
