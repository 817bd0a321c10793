#include "public_page.h"

#include <openssl/evp.h>

#include <array>

#include "base64.h"
#include "gzip.h"

namespace unknot::service {

namespace {

std::string gzipped_of(const std::string& bytes) {
  std::string gzipped;
  append_gzipped(bytes, 9, gzipped);
  return gzipped;
}

std::string etag_of(const std::string& bytes) {
  std::array<unsigned char, 32> digest{};
  EVP_Q_digest(nullptr, "SHA256", nullptr, bytes.data(), bytes.size(), digest.data(), nullptr);
  return '"' + base64({reinterpret_cast<const char*>(digest.data()), digest.size()}).substr(0, 22) + '"';
}

}  // namespace

PublicPage::PublicPage(std::string content_type, std::function<std::string()> make)
    : content_type_(std::move(content_type)),
      bytes_(std::move(make)),
      gzipped_([this] { return gzipped_of(bytes()); }),
      etag_([this] { return etag_of(bytes()); }) {}

}  // namespace unknot::service
