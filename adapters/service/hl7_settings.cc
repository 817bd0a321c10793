#include "hl7_settings.h"

#include <netdb.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "failure.h"

namespace unknot::service {

void Hl7Settings::Free::operator()(SSL_CTX* context) const { SSL_CTX_free(context); }

Hl7Settings::Hl7Settings(const Configuration& configuration, const Engine& engine) : questions(engine) {
  if (configuration.hl7_listen.empty()) {
    if (!configuration.hl7_peer.empty()) throw Failure("hl7_listen", "is missing: nothing would go to hl7_peer");
    return;
  }
  for (const std::string& text : configuration.hl7_listen) {
    if (!read_address(text, "hl7_listen").is_loopback() && configuration.client_authority.empty()) {
      throw Failure("hl7_listen", text + " is not loopback: set client_authority first");
    }
  }
  if (configuration.hl7_document != "ORU" && configuration.hl7_document != "MDM") {
    throw Failure("hl7_document", "expected ORU or MDM");
  }
  if (configuration.hl7_handout != "html" && configuration.hl7_handout != "pdf") {
    throw Failure("hl7_handout", "expected html or pdf");
  }
  if (configuration.hl7_handout == "pdf" && configuration.pdf_module.empty()) {
    throw Failure("pdf_module", "is missing: hl7_handout is pdf");
  }
  const nlohmann::json pack = nlohmann::json::parse(engine.pack().document());
  for (const nlohmann::json& rule : pack.at("rules")) {
    if (rule.at("private").get<bool>()) private_rules.insert(rule.at("id").get<std::string>());
  }
  read_peer(configuration);
}

void Hl7Settings::read_peer(const Configuration& configuration) {
  const std::string& text = configuration.hl7_peer;
  const std::size_t colon = text.rfind(':');
  if (text.empty()) throw Failure("hl7_peer", "is missing: there is nobody to answer");
  peer_host = text.substr(0, colon);
  if (peer_host.size() > 2 && peer_host.front() == '[' && peer_host.back() == ']') {
    peer_host = peer_host.substr(1, peer_host.size() - 2);
  }
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_NUMERICSERV;
  addrinfo* found = nullptr;
  const int error = colon == text.npos || colon == 0 || colon + 1 == text.size()
                        ? EAI_NONAME
                        : ::getaddrinfo(peer_host.c_str(), text.c_str() + colon + 1, &wanted, &found);
  if (error != 0) {
    throw Failure("hl7_peer", "\"" + text + "\" is no host and port that can be looked up: " + ::gai_strerror(error));
  }
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    Address& address = peer_addresses.emplace_back();
    std::memcpy(&address.bytes, one->ai_addr, one->ai_addrlen);
    address.size = one->ai_addrlen;
  }
  ::freeaddrinfo(found);
  const bool is_here = std::all_of(peer_addresses.begin(), peer_addresses.end(),
                                   [](const Address& address) { return address.is_loopback(); });
  if (!configuration.hl7_peer_authority.empty()) {
    open_peer_tls(configuration);
  } else if (!is_here) {
    throw Failure("hl7_peer_authority", "is missing: " + text + " is not loopback");
  }
}

void Hl7Settings::open_peer_tls(const Configuration& configuration) {
  ERR_clear_error();
  peer_tls_.reset(SSL_CTX_new(TLS_client_method()));
  SSL_CTX* context = peer_tls_.get();
  if (context == nullptr ||
      SSL_CTX_set_min_proto_version(context, configuration.allow_tls_1_2 ? TLS1_2_VERSION : TLS1_3_VERSION) != 1 ||
      SSL_CTX_set_cipher_list(context, "ECDHE+AESGCM:ECDHE+CHACHA20") != 1) {
    throw Failure("", "OpenSSL: a context");
  }
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CLEANSE_PLAINTEXT |
                                   SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  const std::string& authority = configuration.hl7_peer_authority;
  if (SSL_CTX_load_verify_file(context, authority.c_str()) != 1) {
    throw Failure("hl7_peer_authority", authority + " is not a readable PEM certificate");
  }
  // Shown if the peer asks for one. TlsContext has said already what may be wrong with them.
  if (!configuration.certificate.empty() &&
      (SSL_CTX_use_certificate_chain_file(context, configuration.certificate.c_str()) != 1 ||
       SSL_CTX_use_PrivateKey_file(context, configuration.key.c_str(), SSL_FILETYPE_PEM) != 1)) {
    throw Failure("certificate", configuration.certificate + " cannot be used towards hl7_peer");
  }
}

}  // namespace unknot::service
