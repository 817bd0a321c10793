#include "base/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace unknot;

std::string encoded(char32_t point) {
  std::string bytes;
  const auto add = [&](char32_t byte) { bytes += static_cast<char>(byte); };
  if (point < 0x80) {
    add(point);
  } else if (point < 0x800) {
    add(0xC0 | point >> 6), add(0x80 | (point & 0x3F));
  } else if (point < 0x10000) {
    add(0xE0 | point >> 12), add(0x80 | (point >> 6 & 0x3F)), add(0x80 | (point & 0x3F));
  } else {
    add(0xF0 | point >> 18), add(0x80 | (point >> 12 & 0x3F)), add(0x80 | (point >> 6 & 0x3F)),
        add(0x80 | (point & 0x3F));
  }
  return bytes;
}

// Table 3-7 of the Unicode standard: the well-formed byte sequences.
bool well_formed(const std::vector<unsigned>& b) {
  const auto in = [&](std::size_t at, unsigned low, unsigned high) { return b[at] >= low && b[at] <= high; };
  switch (b.size()) {
    case 1: return in(0, 0x00, 0x7F);
    case 2: return in(0, 0xC2, 0xDF) && in(1, 0x80, 0xBF);
    case 3:
      return in(2, 0x80, 0xBF) &&
             ((in(0, 0xE0, 0xE0) && in(1, 0xA0, 0xBF)) || (in(0, 0xE1, 0xEC) && in(1, 0x80, 0xBF)) ||
              (in(0, 0xED, 0xED) && in(1, 0x80, 0x9F)) || (in(0, 0xEE, 0xEF) && in(1, 0x80, 0xBF)));
    default:
      return in(2, 0x80, 0xBF) && in(3, 0x80, 0xBF) &&
             ((in(0, 0xF0, 0xF0) && in(1, 0x90, 0xBF)) || (in(0, 0xF1, 0xF3) && in(1, 0x80, 0xBF)) ||
              (in(0, 0xF4, 0xF4) && in(1, 0x80, 0x8F)));
  }
}

// Whether all of `bytes` is read as one code point.
bool is_one_point(const std::vector<unsigned>& bytes) {
  std::string text;
  for (const unsigned byte : bytes) text += static_cast<char>(byte);
  std::size_t at = 0;
  return utf8::next(text, at) != utf8::invalid && at == text.size();
}

TEST(Utf8, ReadsEveryCodePointButSurrogates) {
  for (char32_t point = 0; point <= 0x10FFFF; ++point) {
    const std::string bytes = encoded(point);
    std::size_t at = 0;
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    ASSERT_EQ(utf8::next(bytes, at), surrogate ? utf8::invalid : point) << std::hex << static_cast<unsigned>(point);
    ASSERT_EQ(at, surrogate ? 0 : bytes.size());
  }
}

TEST(Utf8, AgreesWithTheStandardsTableOnEveryLeadAndSecondByte) {
  for (unsigned first = 0; first < 256; ++first) {
    ASSERT_EQ(is_one_point({first}), well_formed({first})) << first;
    for (unsigned second = 0; second < 256; ++second) {
      ASSERT_EQ(is_one_point({first, second}), well_formed({first, second})) << first << ' ' << second;
      for (const unsigned third : {0x00u, 0x7Fu, 0x80u, 0xBFu, 0xC0u, 0xFFu}) {
        ASSERT_EQ(is_one_point({first, second, third}), well_formed({first, second, third})) << first << ' ' << second;
        for (const unsigned fourth : {0x7Fu, 0x80u, 0xBFu, 0xC0u}) {
          const std::vector<unsigned> bytes = {first, second, third, fourth};
          ASSERT_EQ(is_one_point(bytes), well_formed(bytes)) << first << ' ' << second << ' ' << third;
        }
      }
    }
  }
}

TEST(Utf8, ATextThatEndsInsideACodePointIsInvalid) {
  for (const char32_t point : {U'é', U'€', U'😀'}) {
    std::string bytes = "a" + encoded(point);
    EXPECT_TRUE(utf8::valid(bytes));
    bytes.pop_back();
    EXPECT_FALSE(utf8::valid(bytes));
  }
}

TEST(Utf8, NothingIsReadPastTheEndOfTheText) {
  for (const char* bytes : {"é", "€", "😀"}) {
    const std::string_view whole = bytes;
    std::size_t at = 0;
    EXPECT_EQ(utf8::next(whole.substr(0, whole.size() - 1), at), utf8::invalid) << bytes;
  }
}

TEST(Utf8, TheEmptyTextIsValidAndHasNoCodePoint) {
  std::size_t at = 0;
  EXPECT_TRUE(utf8::valid(""));
  EXPECT_EQ(utf8::length(""), 0u);
  EXPECT_EQ(utf8::next("", at), utf8::invalid);
}

TEST(Utf8, AnInvalidByteAnywhereMakesTheTextInvalid) {
  EXPECT_FALSE(utf8::valid("\xFF"));
  EXPECT_FALSE(utf8::valid("knot \xC0\x80"));
  EXPECT_FALSE(utf8::valid("a\x80z"));
}

TEST(Utf8, LengthCountsCodePointsWhereverTheyStand) {
  EXPECT_EQ(utf8::length("a–é😀"), 4u);
  for (const std::string_view point : {"a", "é", "–", "😀"}) {
    std::string text;
    for (std::size_t count = 0; count < 40; ++count, text += point) EXPECT_EQ(utf8::length(text), count) << text;
    for (std::size_t before = 0; before < 20; ++before) {
      EXPECT_EQ(utf8::length(std::string(before, 'x') + std::string(point) + "xxxxxxxxx"), before + 10);
    }
  }
}

TEST(Utf8, ControlAndBidiCharactersAreTold) {
  for (const char32_t point : {U'\0', U'\t', U'\n', U'\x1F', U'\x7F', U'\x80', U'\x9F', U'\x61C', U'\x200E', U'\x200F',
                               U'\x2028', U'\x2029', U'\x202A', U'\x202E', U'\x2066', U'\x2069'}) {
    EXPECT_TRUE(utf8::is_control_or_bidi(point)) << std::hex << static_cast<unsigned>(point);
  }
}

TEST(Utf8, WhatStandsInNamesIsNoControlCharacter) {
  for (const char32_t point : {U' ', U'~', U'\xA0', U'ß', U'\x61B', U'\x61D', U'\x200D', U'\x2010', U'\x2027',
                               U'\x202F', U'\x2065', U'\x206A', U'א', U'ع', U'李', U'😀'}) {
    EXPECT_FALSE(utf8::is_control_or_bidi(point)) << std::hex << static_cast<unsigned>(point);
  }
}

}  // namespace
