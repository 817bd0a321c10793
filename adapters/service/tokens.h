// Bearer tokens: who they belong to, kept as hashes alone.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unknot::service {

class Tokens {
 public:
  Tokens() = default;
  // Reads a file of lines "NAME sha256:HEX"; "#" begins a comment. Throws Failure.
  explicit Tokens(const std::string& path);

  // Whose token it is. Takes the same time whichever is meant, and for a wrong one.
  std::optional<std::string_view> name_of(std::string_view token) const;
  bool empty() const { return tokens_.empty(); }

 private:
  using Hash = std::array<unsigned char, 32>;
  struct Token {
    std::string name;
    Hash hash;
  };
  static Hash hash_of(std::string_view token);

  std::vector<Token> tokens_;
};

// A new token, and the line that lets it in under this name.
struct NewToken {
  std::string token, line;
};
NewToken make_token(std::string_view name);

}  // namespace unknot::service
