// Public keys as others publish them (JWKS, RFC 7517), and signatures that are checked with them.
#pragma once

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace unknot::service {

// RS384 or ES384: no other algorithm is known here, whatever a token says.
class JsonWebKey {
 public:
  JsonWebKey(std::string id, std::string algorithm, std::shared_ptr<EVP_PKEY> key)
      : id_(std::move(id)), algorithm_(std::move(algorithm)), key_(std::move(key)) {}

  const std::string& id() const { return id_; }
  const std::string& algorithm() const { return algorithm_; }
  // The signature is in the form of RFC 7518. Any thread.
  bool has_signed(std::string_view text, std::string_view signature) const;

 private:
  std::string id_;
  std::string algorithm_;
  std::shared_ptr<EVP_PKEY> key_;
};

// All keys of a file. Each must be one that tokens may be signed with: a file with a private key, a short one or one
// of another kind is refused whole. Throws Failure, which names `setting`.
std::vector<JsonWebKey> read_json_web_keys(const char* setting, const std::string& path);

}  // namespace unknot::service
