#include "tls_context.h"

#include <fcntl.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <functional>
#include <string_view>

#include "base64.h"
#include "descriptor.h"
#include "failure.h"

namespace unknot::service {

namespace {

template <typename Type, void (*free)(Type*)>
struct Freed {
  void operator()(Type* object) const { free(object); }
};
template <typename Type, void (*free)(Type*)>
using Owned = std::unique_ptr<Type, Freed<Type, free>>;
using Certificate = Owned<X509, X509_free>;
using Key = Owned<EVP_PKEY, EVP_PKEY_free>;

void free_names(GENERAL_NAMES* names) { GENERAL_NAMES_free(names); }

void must(bool done, const char* what) {
  if (!done) throw Failure("", std::string("OpenSSL: ") + what);
}

std::string reason() {
  const unsigned long code = ERR_peek_last_error();
  const char* text = code == 0 ? nullptr : ERR_reason_error_string(code);
  ERR_clear_error();
  return text == nullptr ? "" : std::string(" (") + text + ")";
}

// A file that others can read is refused.
void check_key_permissions(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) {
    throw Failure("key", path + " cannot be read: " + std::strerror(errno));
  }
  if (!S_ISREG(status.st_mode)) throw Failure("key", path + " is not a file");
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
    throw Failure("key", path + " can be read by others: chmod 600 " + path);
  }
}

int refuse_password(char*, int, int, void*) { return -1; }

// HTTP/1.1 is all there is: a client that names other protocols alone is told so.
int choose_protocol(SSL*, const unsigned char** out, unsigned char* out_size, const unsigned char* offered,
                    unsigned offered_size, void*) {
  static constexpr unsigned char spoken[] = "\x08http/1.1";
  unsigned char* chosen = nullptr;
  const int found = SSL_select_next_proto(&chosen, out_size, spoken, sizeof spoken - 1, offered, offered_size);
  *out = chosen;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

std::int64_t unix_seconds(const ASN1_TIME* time) {
  std::tm parts{};
  must(ASN1_TIME_to_tm(time, &parts) == 1, "a certificate's time");
  return ::timegm(&parts);
}

void add_extension(X509* certificate, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const Owned<X509_EXTENSION, X509_EXTENSION_free> extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
  must(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "an extension");
}

}  // namespace

void TlsContext::Free::operator()(SSL_CTX* context) const { SSL_CTX_free(context); }

TlsContext::TlsContext() : context_(SSL_CTX_new(TLS_server_method())) {
  must(context_ != nullptr, "a context");
  SSL_CTX* context = get();
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                   SSL_OP_CLEANSE_PLAINTEXT | SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_mode(context,
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(context, 1);   // a record by one call instead of two
  SSL_CTX_set_num_tickets(context, 1);  // each resumption brings the next
  must(SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) == 1, "TLS 1.3");
  must(SSL_CTX_set_max_early_data(context, 0) == 1, "no early data");
  must(SSL_CTX_set1_groups_list(context, "X25519:P-256:P-384") == 1, "the groups");
  // A session is resumed by a ticket alone, whose key lives as long as this context: after a reload, nobody resumes.
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  static constexpr unsigned char name[] = "unknotd";
  must(SSL_CTX_set_session_id_context(context, name, sizeof name - 1) == 1, "the session's context");
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
}

TlsContext::TlsContext(const TlsFiles& files) : TlsContext() {
  if (files.allows_tls_1_2) {
    must(SSL_CTX_set_min_proto_version(get(), TLS1_2_VERSION) == 1, "TLS 1.2");
    must(SSL_CTX_set_cipher_list(get(), "ECDHE+AESGCM:ECDHE+CHACHA20") == 1, "the ciphers");
  }
  use_certificate(files);
  if (!files.client_authority.empty()) ask_for_client_certificate(files);
}

void TlsContext::use_certificate(const TlsFiles& files) {
  ERR_clear_error();
  if (SSL_CTX_use_certificate_chain_file(get(), files.certificate.c_str()) != 1) {
    throw Failure("certificate", files.certificate + " is not a readable PEM certificate" + reason());
  }
  check_key_permissions(files.key);
  SSL_CTX_set_default_passwd_cb(get(), refuse_password);
  if (SSL_CTX_use_PrivateKey_file(get(), files.key.c_str(), SSL_FILETYPE_PEM) != 1) {
    throw Failure("key",
                  files.key + " is not a readable PEM key without a password, or not the certificate's" + reason());
  }
  if (SSL_CTX_check_private_key(get()) != 1) throw Failure("key", files.key + " is not the certificate's");
  read_valid_until();
  const X509* certificate = SSL_CTX_get0_certificate(get());
  if (X509_cmp_current_time(X509_get0_notAfter(certificate)) < 0) {
    throw Failure("certificate", files.certificate + " has expired");
  }
  if (X509_cmp_current_time(X509_get0_notBefore(certificate)) > 0) {
    throw Failure("certificate", files.certificate + " is not valid yet");
  }
}

void TlsContext::read_valid_until() {
  valid_until_ = unix_seconds(X509_get0_notAfter(SSL_CTX_get0_certificate(get())));
}

void TlsContext::ask_for_client_certificate(const TlsFiles& files) {
  ERR_clear_error();
  X509_STORE* store = SSL_CTX_get_cert_store(get());
  STACK_OF(X509_NAME)* names = SSL_load_client_CA_file(files.client_authority.c_str());
  if (names == nullptr || X509_STORE_load_file(store, files.client_authority.c_str()) != 1) {
    sk_X509_NAME_pop_free(names, X509_NAME_free);
    throw Failure("client_authority", files.client_authority + " is not a readable PEM certificate" + reason());
  }
  SSL_CTX_set_client_CA_list(get(), names);
  if (!files.client_revocations.empty()) {
    X509_LOOKUP* lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
    if (lookup == nullptr || X509_load_crl_file(lookup, files.client_revocations.c_str(), X509_FILETYPE_PEM) < 1) {
      throw Failure("client_revocations",
                    files.client_revocations + " is not a readable PEM revocation list" + reason());
    }
    X509_STORE_set_flags(store, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
  }
  SSL_CTX_set_verify(
      get(), SSL_VERIFY_PEER | (files.client_must_have_certificate ? SSL_VERIFY_FAIL_IF_NO_PEER_CERT : 0), nullptr);
}

TlsContext TlsContext::throw_away() {
  TlsContext made;
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate(X509_new());
  must(key && certificate, "a key");
  constexpr long month = 30L * 24 * 60 * 60;
  X509_set_version(certificate.get(), X509_VERSION_3);
  ASN1_INTEGER_set_int64(X509_get_serialNumber(certificate.get()), std::time(nullptr));
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), month);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("unknotd --try"), -1, -1,
                             0);
  X509_set_issuer_name(certificate.get(), name);
  add_extension(certificate.get(), NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1,IP:::1");
  add_extension(certificate.get(), NID_ext_key_usage, "serverAuth");
  must(X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0, "a signature");
  must(SSL_CTX_use_certificate(made.get(), certificate.get()) == 1, "the certificate");
  must(SSL_CTX_use_PrivateKey(made.get(), key.get()) == 1, "the key");
  made.read_valid_until();
  return made;
}

std::string TlsContext::key_pin() const {
  unsigned char* der = nullptr;
  const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(SSL_CTX_get0_certificate(get())), &der);
  must(size > 0, "the key's bytes");
  std::array<unsigned char, 32> digest{};
  EVP_Q_digest(nullptr, "SHA256", nullptr, der, static_cast<std::size_t>(size), digest.data(), nullptr);
  OPENSSL_free(der);
  return "sha256//" + base64({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

bool client_certificate_is_good(SSL* tls, const TlsContext& context) {
  X509* certificate = SSL_get0_peer_certificate(tls);
  if (certificate == nullptr) return false;
  const Owned<X509_STORE_CTX, X509_STORE_CTX_free> check(X509_STORE_CTX_new());
  if (!check || X509_STORE_CTX_init(check.get(), SSL_CTX_get_cert_store(context.get()), certificate,
                                    SSL_get_peer_cert_chain(tls)) != 1) {
    return false;
  }
  X509_STORE_CTX_set_default(check.get(), "ssl_client");
  X509_STORE_CTX_set_flags(check.get(), X509_VERIFY_PARAM_get_flags(SSL_CTX_get0_param(context.get())));
  return X509_verify_cert(check.get()) == 1;
}

std::vector<std::string> client_names(SSL* tls) {
  std::vector<std::string> names;
  const X509* certificate = SSL_get0_peer_certificate(tls);
  if (certificate == nullptr) return names;
  const Owned<GENERAL_NAMES, free_names> alternatives(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  const auto add = [&](const ASN1_STRING* text) {
    const std::string_view name(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                                static_cast<std::size_t>(ASN1_STRING_length(text)));
    const bool is_plain = !name.empty() && name.size() <= 128 &&
                          name.find_first_not_of(
                              "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                              "0123456789.-_ @") == name.npos;
    if (is_plain) names.emplace_back(name);
  };
  for (int i = 0; alternatives && i < sk_GENERAL_NAME_num(alternatives.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(alternatives.get(), i);
    if (name->type == GEN_DNS) add(name->d.dNSName);
  }
  if (!names.empty()) return names;
  const X509_NAME* subject = X509_get_subject_name(certificate);
  const int place = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (place >= 0) add(X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, place)));
  return names;
}

}  // namespace unknot::service
