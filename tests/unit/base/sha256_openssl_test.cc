// A second opinion on SHA-256.
#include <gtest/gtest.h>
#include <openssl/sha.h>

#include <random>

#include "base/sha256.h"

namespace {

using unknot::sha256_hex;

std::string openssl_hex(const std::string& bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += "0123456789abcdef"[byte >> 4];
    hex += "0123456789abcdef"[byte & 15];
  }
  return hex;
}

std::string random_bytes(std::size_t size, std::mt19937& random) {
  std::string bytes;
  for (std::size_t i = 0; i < size; ++i) bytes += static_cast<char>(random() & 0xFF);
  return bytes;
}

TEST(Sha256, AgreesWithOpensslAtEveryLengthOverFourBlocks) {
  std::mt19937 random(256);
  for (std::size_t size = 0; size <= 4 * 64 + 1; ++size) {
    const std::string bytes = random_bytes(size, random);
    ASSERT_EQ(sha256_hex(bytes), openssl_hex(bytes)) << size;
  }
}

TEST(Sha256, AgreesWithOpensslOnLongInputs) {
  std::mt19937 random(257);
  for (int i = 0; i < 20; ++i) {
    const std::string bytes = random_bytes(random() % 100000, random);
    ASSERT_EQ(sha256_hex(bytes), openssl_hex(bytes)) << bytes.size();
  }
}

}  // namespace
