// JSON Web Tokens (RFC 7519) of CDS Hooks clients: taken apart, and held against the clock.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <string_view>

#include "json_web_keys.h"

namespace unknot::service {

// Why a token lets nobody in: which check failed, in words without anything of the token.
class TokenRefusal : public std::runtime_error {
 public:
  explicit TokenRefusal(const std::string& why, int status = 401) : std::runtime_error(why), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

class JsonWebToken {
 public:
  // Takes it apart; who made it is not known yet. Throws TokenRefusal.
  explicit JsonWebToken(std::string_view text);

  // A member of the header or a claim; nullptr: not there. One that is no text is refused.
  const std::string* header(const char* name) const { return optional_text(header_, name); }
  const std::string* claim(const char* name) const { return optional_text(claims_, name); }
  const std::string& required_claim(const char* name) const;

  // Throws TokenRefusal unless the key of the header's kid has signed it.
  void check_signature(const std::vector<JsonWebKey>& keys) const;
  // Throws TokenRefusal unless one of these is whom it is meant for.
  void check_audience(const std::vector<std::string>& audiences) const;
  // Throws TokenRefusal unless it is good now, give or take the skew, and for no longer than `most_seconds`. Its end.
  std::int64_t check_times(std::int64_t now, std::int64_t skew, std::int64_t most_seconds) const;

 private:
  static const std::string* optional_text(const nlohmann::json& from, const char* name);
  void check_header() const;
  std::int64_t seconds(const char* name) const;

  std::string_view signed_text_;
  std::string signature_;
  nlohmann::json header_;
  nlohmann::json claims_;
};

}  // namespace unknot::service
