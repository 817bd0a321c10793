// The CDS Hooks clients that are let in by JSON Web Tokens, each with its own keys. Nothing is fetched: a jku is a
// name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "configuration.h"
#include "json_web_keys.h"
#include "json_web_token.h"
#include "used_tokens.h"

namespace unknot::service {

class CdsClients {
 public:
  // Reads the files that the configuration names; it is empty if it names none. Throws Failure.
  explicit CdsClients(const Configuration& from);

  bool empty() const { return clients_.empty(); }
  // The name of the client whose token this is; from now on it is used. now: Unix seconds. Throws TokenRefusal.
  std::string_view let_in(std::string_view token, UsedTokens& used, std::int64_t now) const;

 private:
  struct Client {
    std::string name, issuer, key_set_url, tenant;  // the last two may be ""
    std::vector<JsonWebKey> keys;
  };
  class Reader;
  const Client& client_of(const JsonWebToken& token) const;

  std::vector<Client> clients_;
  std::vector<std::string> audiences_;
  std::int64_t skew_;
  std::int64_t most_seconds_;
};

}  // namespace unknot::service
