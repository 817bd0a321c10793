// What a TLS listener offers and asks for, read from the configured files and checked whole.
#pragma once

#include <openssl/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace unknot::service {

struct TlsFiles {
  std::string certificate;         // PEM, the server's first, then what signed it
  std::string key;                 // PEM, readable by its owner alone
  std::string client_authority;    // PEM, who may sign a client's certificate; "": none is asked for
  std::string client_revocations;  // PEM, the revocation lists of all of them; "": none is looked at
  bool client_must_have_certificate = false;
  bool allows_tls_1_2 = false;
};

class TlsContext {
 public:
  // Throws Failure.
  explicit TlsContext(const TlsFiles& files);
  // A certificate for this machine's own addresses that nobody signed, made now and kept nowhere.
  static TlsContext throw_away();

  SSL_CTX* get() const { return context_.get(); }
  std::int64_t valid_until() const { return valid_until_; }  // Unix seconds
  std::string key_pin() const;                               // "sha256//…", as curl's --pinnedpubkey takes it

 private:
  struct Free {
    void operator()(SSL_CTX* context) const;
  };

  TlsContext();
  void use_certificate(const TlsFiles& files);
  void ask_for_client_certificate(const TlsFiles& files);
  void read_valid_until();

  std::unique_ptr<SSL_CTX, Free> context_;
  std::int64_t valid_until_ = 0;
};

// Whether the certificate that the client of this connection showed, maybe in an earlier one, is good by this context.
bool client_certificate_is_good(SSL* tls, const TlsContext& context);

// The names in the client's certificate: its DNS names, or its common name if it has none. Empty without certificate.
std::vector<std::string> client_names(SSL* tls);

}  // namespace unknot::service
