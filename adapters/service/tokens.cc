#include "tokens.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "client_name.h"
#include "failure.h"

namespace unknot::service {

namespace {

constexpr std::string_view prefix = "sha256:";
constexpr std::string_view digits = "0123456789abcdef";

std::string hex(const unsigned char* bytes, std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) {
    text += digits[bytes[i] >> 4];
    text += digits[bytes[i] & 15];
  }
  return text;
}

}  // namespace

Tokens::Hash Tokens::hash_of(std::string_view token) {
  Hash hash{};
  EVP_Q_digest(nullptr, "SHA256", nullptr, token.data(), token.size(), hash.data(), nullptr);
  return hash;
}

Tokens::Tokens(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw Failure("tokens", path + " cannot be read");
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    const auto refuse = [&](const std::string& why) {
      throw Failure("tokens", path + " line " + std::to_string(number) + ": " + why);
    };
    std::istringstream words(line.substr(0, line.find('#')));
    std::string name, hash, more;
    if (!(words >> name)) continue;
    words >> hash;
    if (words >> more) refuse("expected NAME sha256:HEX");
    if (!is_client_name(name)) refuse(std::string("expected ") + client_name_rule);
    if (hash.size() != prefix.size() + 64 || !hash.starts_with(prefix)) refuse("expected sha256: and 64 hex digits");
    Token token{name, {}};
    for (std::size_t i = 0; i < token.hash.size(); ++i) {
      const std::size_t high = digits.find(hash[prefix.size() + 2 * i]);
      const std::size_t low = digits.find(hash[prefix.size() + 2 * i + 1]);
      if (high == digits.npos || low == digits.npos) refuse("expected hex digits in lower case");
      token.hash[i] = static_cast<unsigned char>(high << 4 | low);
    }
    const auto same_name = [&](const Token& other) { return other.name == name; };
    if (std::any_of(tokens_.begin(), tokens_.end(), same_name)) refuse("this name stands there already");
    tokens_.push_back(token);
  }
  if (file.bad()) throw Failure("tokens", path + " cannot be read");
  if (tokens_.empty()) throw Failure("tokens", path + " holds no token");
}

std::optional<std::string_view> Tokens::name_of(std::string_view token) const {
  const Hash hash = hash_of(token);
  std::optional<std::string_view> name;
  for (const Token& known : tokens_) {
    if (CRYPTO_memcmp(known.hash.data(), hash.data(), hash.size()) == 0) name = known.name;
  }
  return name;
}

NewToken make_token(std::string_view name) {
  std::array<unsigned char, 32> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1) throw Failure("", "no randomness");
  const std::string token = hex(bytes.data(), bytes.size());
  std::array<unsigned char, 32> hash{};
  EVP_Q_digest(nullptr, "SHA256", nullptr, token.data(), token.size(), hash.data(), nullptr);
  return {token, std::string(name) + " " + std::string(prefix) + hex(hash.data(), hash.size())};
}

}  // namespace unknot::service
