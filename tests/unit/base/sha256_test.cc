#include "base/sha256.h"

#include <gtest/gtest.h>
#include <openssl/sha.h>

#include <random>

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

// The examples that NIST publishes with FIPS 180-4.
TEST(Sha256, MatchesTheFipsVectors) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
                       "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
            "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1");
  EXPECT_EQ(sha256_hex(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
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
