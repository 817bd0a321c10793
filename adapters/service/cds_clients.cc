#include "cds_clients.h"

#include <algorithm>
#include <filesystem>

#include "client_name.h"
#include "failure.h"
#include "json_file.h"
#include "strict_json.h"

namespace unknot::service {

namespace {

using nlohmann::json;

constexpr const char* setting = "cds_clients";
constexpr std::size_t most_token_id = 256;
constexpr std::int64_t most_skew = 300;  // whatever a reload makes of it, no token is forgotten while it is good

UsedTokens::Hash hash_of(const std::string& text) {
  UsedTokens::Hash hash{};
  EVP_Q_digest(nullptr, "SHA256", nullptr, text.data(), text.size(), hash.data(), nullptr);
  return hash;
}

}  // namespace

class CdsClients::Reader {
 public:
  explicit Reader(const std::string& path) : path_(path) {}

  std::vector<Client> read() {
    const json file = read_json_file(setting, path_);
    if (!file.is_array() || file.empty()) throw Failure(setting, path_ + ": expected a list of clients");
    std::vector<Client> clients;
    for (const json& one : file) {
      place_ = path_ + " client " + std::to_string(clients.size());
      Client client = read_one(one);
      for (const Client& other : clients) check_apart(client, other);
      clients.push_back(std::move(client));
    }
    return clients;
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const { throw Failure(setting, place_ + ": " + why); }

  Client read_one(const json& from) {
    if (!from.is_object()) refuse("expected an object");
    for (const auto& [name, value] : from.items()) {
      constexpr std::string_view known[] = {"name", "iss", "jku", "keys", "tenant"};
      if (std::find(std::begin(known), std::end(known), name) == std::end(known)) refuse(name + ": is not known");
      if (!value.is_string() || value.get_ref<const std::string&>().empty()) refuse(name + ": expected a text");
    }
    for (const char* name : {"name", "iss", "keys"}) {
      if (!from.contains(name)) refuse(std::string(name) + ": is missing");
    }
    Client client{from.at("name"), from.at("iss"), from.value("jku", ""), from.value("tenant", ""), {}};
    if (!is_client_name(client.name)) refuse(std::string("name: expected ") + client_name_rule);
    const auto keys = std::filesystem::path(path_).parent_path() / from.at("keys").get<std::string>();
    client.keys = read_json_web_keys(setting, keys.string());
    return client;
  }

  // Each token must be one client's alone.
  void check_apart(const Client& one, const Client& other) const {
    if (one.name == other.name) refuse("name: this one stands there already");
    if (one.issuer == other.issuer && (one.tenant.empty() || other.tenant.empty() || one.tenant == other.tenant)) {
      refuse("iss: this one stands there already; two clients of one issuer need a tenant each");
    }
  }

  std::string path_;
  std::string place_;
};

CdsClients::CdsClients(const Configuration& from)
    : audiences_(from.cds_audiences), skew_(from.cds_skew_seconds), most_seconds_(from.cds_token_seconds) {
  if (from.cds_clients.empty()) {
    if (!audiences_.empty()) throw Failure(setting, "is missing: cds_audiences says whom their tokens are meant for");
    return;
  }
  if (audiences_.empty() || std::count(audiences_.begin(), audiences_.end(), "") > 0) {
    throw Failure("cds_audiences", "expected the addresses that clients write into a token's aud");
  }
  clients_ = Reader(from.cds_clients).read();
}

const CdsClients::Client& CdsClients::client_of(const JsonWebToken& token) const {
  const std::string& issuer = token.required_claim("iss");
  const std::string* tenant = token.claim("tenant");
  bool is_known = false;
  for (const Client& client : clients_) {
    if (client.issuer != issuer) continue;
    if (client.tenant.empty() || (tenant != nullptr && *tenant == client.tenant)) return client;
    is_known = true;
  }
  throw TokenRefusal(is_known ? "The token's tenant is none that is let in here."
                              : "The token's iss is not let in here.");
}

std::string_view CdsClients::let_in(std::string_view text, UsedTokens& used, std::int64_t now) const {
  const JsonWebToken token(text);
  const Client& client = client_of(token);
  const std::string* key_set_url = token.header("jku");
  if (key_set_url != nullptr && (client.key_set_url.empty() || *key_set_url != client.key_set_url)) {
    throw TokenRefusal("The token's jku is not the one that is known of its issuer.");
  }
  token.check_signature(client.keys);
  token.check_audience(audiences_);
  const std::int64_t end = token.check_times(now, skew_, most_seconds_);
  const std::string& id = token.required_claim("jti");
  if (id.size() > most_token_id) throw TokenRefusal("The token's jti is longer than 256 bytes.");
  switch (used.use(hash_of(client.issuer + '\0' + id), end + most_skew, now)) {
    case UsedTokens::Answer::first_time: return client.name;
    case UsedTokens::Answer::used_before: throw TokenRefusal("The token was used before (jti).");
    case UsedTokens::Answer::no_room: break;
  }
  throw TokenRefusal("Too many tokens are in use: ask again when some have expired.", 503);
}

}  // namespace unknot::service
