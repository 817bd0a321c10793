#include "public_page.h"

#include <openssl/evp.h>

#include <array>

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
  std::array<unsigned char, 45> text{};
  EVP_EncodeBlock(text.data(), digest.data(), static_cast<int>(digest.size()));
  return '"' + std::string(reinterpret_cast<const char*>(text.data()), 22) + '"';
}

}  // namespace

PublicPage::PublicPage(std::string content_type, std::function<std::string()> make)
    : content_type_(std::move(content_type)),
      bytes_(std::move(make)),
      gzipped_([this] { return gzipped_of(bytes()); }),
      etag_([this] { return etag_of(bytes()); }) {}

}  // namespace unknot::service
