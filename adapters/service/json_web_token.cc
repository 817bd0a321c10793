#include "json_web_token.h"

#include <algorithm>

#include "base64url.h"
#include "strict_json.h"

namespace unknot::service {

namespace {

using nlohmann::json;

constexpr std::size_t most_bytes = 8 * 1024;
constexpr std::int64_t most_time = 253402300799;  // the end of the year 9999

json part_of(std::string_view text, const char* what) {
  const auto bytes = from_base64url(text);
  if (!bytes) throw TokenRefusal(std::string("The token's ") + what + " is not base64url.");
  auto object = read_strict_json(*bytes);
  if (!object || !object->is_object()) {
    throw TokenRefusal(std::string("The token's ") + what + " is not a JSON object without duplicate members.");
  }
  return *std::move(object);
}

}  // namespace

JsonWebToken::JsonWebToken(std::string_view text) {
  if (text.size() > most_bytes) throw TokenRefusal("The token is longer than 8 KiB.");
  if (std::count(text.begin(), text.end(), '.') != 2) {
    throw TokenRefusal("The token is not known here, and is no JSON Web Token of three parts.");
  }
  const std::size_t first = text.find('.');
  const std::size_t second = text.find('.', first + 1);
  header_ = part_of(text.substr(0, first), "header");
  check_header();
  claims_ = part_of(text.substr(first + 1, second - first - 1), "claims");
  const auto signature = from_base64url(text.substr(second + 1));
  if (!signature) throw TokenRefusal("The token's signature is not base64url.");
  signature_ = *signature;
  signed_text_ = text.substr(0, second);
}

void JsonWebToken::check_header() const {
  const std::string* algorithm = header("alg");
  if (algorithm == nullptr || (*algorithm != "RS384" && *algorithm != "ES384")) {
    throw TokenRefusal("The token's alg is neither RS384 nor ES384.");
  }
  const std::string* type = header("typ");
  if (type == nullptr || *type != "JWT") throw TokenRefusal("The token's typ is not JWT.");
  if (header_.contains("crit")) throw TokenRefusal("The token has a crit: no extension is understood here.");
  if (header("kid") == nullptr) throw TokenRefusal("The token has no kid.");
}

const std::string* JsonWebToken::optional_text(const json& from, const char* name) {
  if (!from.contains(name)) return nullptr;
  const std::string* text = text_member(from, name);
  if (text == nullptr) throw TokenRefusal(std::string("The token's ") + name + " is not a text.");
  return text;
}

const std::string& JsonWebToken::required_claim(const char* name) const {
  const std::string* text = claim(name);
  if (text == nullptr || text->empty()) throw TokenRefusal(std::string("The token has no ") + name + ".");
  return *text;
}

void JsonWebToken::check_signature(const std::vector<JsonWebKey>& keys) const {
  const std::string& id = *header("kid");
  const auto key = std::find_if(keys.begin(), keys.end(), [&](const JsonWebKey& one) { return one.id() == id; });
  if (key == keys.end()) throw TokenRefusal("The token's kid names no key of its issuer that is known here.");
  if (key->algorithm() != *header("alg")) throw TokenRefusal("The token's alg does not fit the key of its kid.");
  if (!key->has_signed(signed_text_, signature_)) throw TokenRefusal("The token's signature is wrong.");
}

void JsonWebToken::check_audience(const std::vector<std::string>& audiences) const {
  const json given = claims_.value("aud", json());
  const json list = given.is_array() ? given : json::array({given});
  const auto is_text = [](const json& one) { return one.is_string(); };
  if (given.is_null() || list.empty()) throw TokenRefusal("The token has no aud.");
  if (!std::all_of(list.begin(), list.end(), is_text)) {
    throw TokenRefusal("The token's aud is neither a text nor a list of texts.");
  }
  const bool is_meant = std::any_of(list.begin(), list.end(), [&](const json& one) {
    return std::count(audiences.begin(), audiences.end(), one.get_ref<const std::string&>()) > 0;
  });
  if (!is_meant) throw TokenRefusal("The token's aud names none of the addresses that cds_audiences lists here.");
}

std::int64_t JsonWebToken::seconds(const char* name) const {
  const auto found = claims_.find(name);
  if (found == claims_.end()) throw TokenRefusal(std::string("The token has no ") + name + ".");
  const bool is_whole = found->is_number_unsigned() && found->get<std::uint64_t>() <= most_time;
  if (!is_whole) throw TokenRefusal(std::string("The token's ") + name + " is no whole number of seconds since 1970.");
  return found->get<std::int64_t>();
}

std::int64_t JsonWebToken::check_times(std::int64_t now, std::int64_t skew, std::int64_t most_seconds) const {
  const std::int64_t issued = seconds("iat");
  const std::int64_t end = seconds("exp");
  if (issued > now + skew) throw TokenRefusal("The token's iat is in the future.");
  if (claims_.contains("nbf") && seconds("nbf") > now + skew) throw TokenRefusal("The token's nbf is in the future.");
  if (end <= issued) throw TokenRefusal("The token's exp is not after its iat.");
  if (end - issued > most_seconds) {
    throw TokenRefusal("The token lives longer, from iat to exp, than the " + std::to_string(most_seconds) +
                       " seconds that are allowed here.");
  }
  if (end + skew <= now) throw TokenRefusal("The token has expired (exp).");
  return end;
}

}  // namespace unknot::service
