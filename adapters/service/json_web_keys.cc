#include "json_web_keys.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/param_build.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base64url.h"
#include "failure.h"
#include "json_file.h"
#include "strict_json.h"

namespace unknot::service {

namespace {

using nlohmann::json;

constexpr std::size_t most_keys = 100;
constexpr std::size_t most_id = 256;
constexpr int least_rsa_bits = 2048;
constexpr int most_rsa_bits = 8192;  // a check of a signature stays cheap
constexpr std::size_t coordinate_bytes = 48;

template <auto free>
struct Free {
  void operator()(auto* object) const { free(object); }
};
using Number = std::unique_ptr<BIGNUM, Free<BN_free>>;
using Context = std::unique_ptr<EVP_PKEY_CTX, Free<EVP_PKEY_CTX_free>>;
using Digest = std::unique_ptr<EVP_MD_CTX, Free<EVP_MD_CTX_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Free<OSSL_PARAM_BLD_free>>;
using Parameters = std::unique_ptr<OSSL_PARAM, Free<OSSL_PARAM_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Free<ECDSA_SIG_free>>;

Number number_of(std::string_view bytes) {
  return Number(
      BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()), static_cast<int>(bytes.size()), nullptr));
}

// A checked public key, or nothing.
std::shared_ptr<EVP_PKEY> key_of(const char* type, const Builder& builder) {
  const Parameters parameters(OSSL_PARAM_BLD_to_param(builder.get()));
  const Context maker(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* made = nullptr;
  if (!parameters || !maker || EVP_PKEY_fromdata_init(maker.get()) != 1 ||
      EVP_PKEY_fromdata(maker.get(), &made, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1) {
    return nullptr;
  }
  std::shared_ptr<EVP_PKEY> key(made, EVP_PKEY_free);
  const Context checker(EVP_PKEY_CTX_new_from_pkey(nullptr, made, nullptr));
  return checker && EVP_PKEY_public_check(checker.get()) == 1 ? key : nullptr;
}

std::shared_ptr<EVP_PKEY> rsa_key(std::string_view modulus, std::string_view exponent) {
  const Builder builder(OSSL_PARAM_BLD_new());
  const Number n = number_of(modulus);
  const Number e = number_of(exponent);
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  return key_of("RSA", builder);
}

std::shared_ptr<EVP_PKEY> ec_key(std::string_view x, std::string_view y) {
  const std::string point = "\x04" + std::string(x) + std::string(y);
  const Builder builder(OSSL_PARAM_BLD_new());
  OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-384", 0);
  OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
  return key_of("EC", builder);
}

class Reader {
 public:
  Reader(const char* setting, std::string place) : setting_(setting), place_(std::move(place)) {}

  JsonWebKey read(const json& from) {
    const std::string* id = text_member(from, "kid");
    if (id == nullptr || id->empty() || id->size() > most_id) refuse("kid: expected a text");
    place_ += " (kid " + json(*id).dump() + ")";
    for (const char* name : {"d", "p", "q", "dp", "dq", "qi", "oth", "k"}) {
      if (from.contains(name)) refuse(std::string(name) + ": this key is private; expected public keys alone");
    }
    const std::string type = text(from, "kty");
    if (type != "RSA" && type != "EC") refuse("kty: expected RSA or EC");
    const std::string algorithm = type == "RSA" ? "RS384" : "ES384";
    if (from.contains("alg") && text(from, "alg") != algorithm) refuse("alg: expected " + algorithm);
    if (from.contains("use") && text(from, "use") != "sig") refuse("use: expected sig");
    if (from.contains("key_ops") && from.at("key_ops") != json::array({"verify"})) refuse("key_ops: expected verify");
    return {*id, algorithm, type == "RSA" ? rsa(from) : ec(from)};
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const { throw Failure(setting_, place_ + ": " + why); }

  std::string text(const json& from, const char* name) const {
    const std::string* found = text_member(from, name);
    if (found == nullptr) refuse(std::string(name) + ": expected a text");
    return *found;
  }

  std::string bytes(const json& from, const char* name) const {
    const auto read = from_base64url(text(from, name));
    if (!read || read->empty()) refuse(std::string(name) + ": expected base64url");
    return *read;
  }

  std::shared_ptr<EVP_PKEY> rsa(const json& from) const {
    const std::string modulus = bytes(from, "n");
    const int bits = BN_num_bits(number_of(modulus).get());
    if (bits < least_rsa_bits || bits > most_rsa_bits) {
      refuse("n: expected " + std::to_string(least_rsa_bits) + " to " + std::to_string(most_rsa_bits) + " bits, not " +
             std::to_string(bits));
    }
    auto key = rsa_key(modulus, bytes(from, "e"));
    if (!key) refuse("this is no RSA key");
    return key;
  }

  std::shared_ptr<EVP_PKEY> ec(const json& from) const {
    if (text(from, "crv") != "P-384") refuse("crv: expected P-384");
    const std::string x = bytes(from, "x");
    const std::string y = bytes(from, "y");
    if (x.size() != coordinate_bytes || y.size() != coordinate_bytes) refuse("x, y: expected 48 bytes each");
    auto key = ec_key(x, y);
    if (!key) refuse("this point is not on the curve");
    return key;
  }

  const char* setting_;
  std::string place_;
};

// r and s as OpenSSL wants them; "" if they are none.
std::string der_of(std::string_view signature) {
  if (signature.size() != 2 * coordinate_bytes) return "";
  const Signature made(ECDSA_SIG_new());
  Number r = number_of(signature.substr(0, coordinate_bytes));
  Number s = number_of(signature.substr(coordinate_bytes));
  if (!made || ECDSA_SIG_set0(made.get(), r.get(), s.get()) != 1) return "";
  r.release();
  s.release();
  unsigned char* bytes = nullptr;
  const int size = i2d_ECDSA_SIG(made.get(), &bytes);
  const std::string der(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(std::max(size, 0)));
  OPENSSL_free(bytes);
  return der;
}

}  // namespace

bool JsonWebKey::has_signed(std::string_view text, std::string_view signature) const {
  const std::string given = algorithm_ == "ES384" ? der_of(signature) : std::string(signature);
  const Digest digest(EVP_MD_CTX_new());
  return digest && EVP_DigestVerifyInit(digest.get(), nullptr, EVP_sha384(), nullptr, key_.get()) == 1 &&
         EVP_DigestVerify(digest.get(), reinterpret_cast<const unsigned char*>(given.data()), given.size(),
                          reinterpret_cast<const unsigned char*>(text.data()), text.size()) == 1;
}

std::vector<JsonWebKey> read_json_web_keys(const char* setting, const std::string& path) {
  const json file = read_json_file(setting, path);
  const json given = file.is_object() ? file.value("keys", json()) : json();
  if (!given.is_array() || given.empty() || given.size() > most_keys) {
    throw Failure(setting, path + ": keys: expected a list of 1 to " + std::to_string(most_keys) + " keys");
  }
  std::vector<JsonWebKey> keys;
  for (const json& one : given) {
    JsonWebKey key = Reader(setting, path + " key " + std::to_string(keys.size())).read(one);
    if (std::any_of(keys.begin(), keys.end(), [&](const JsonWebKey& other) { return other.id() == key.id(); })) {
      throw Failure(setting, path + ": the kid " + json(key.id()).dump() + " stands there twice");
    }
    keys.push_back(std::move(key));
  }
  return keys;
}

}  // namespace unknot::service
