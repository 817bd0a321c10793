#include "render/json_writer.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "render/written.h"

namespace {

using unknot::render::Buffer;
using unknot::render::JsonWriter;
using unknot_test::written;

std::string text(std::string_view value) {
  return written([&](Buffer& out) { JsonWriter(out).text(value); });
}

TEST(JsonWriter, SeparatesMembersAndEntries) {
  EXPECT_EQ(written([](Buffer& out) {
              JsonWriter json(out);
              json.open_object();
              json.text("a", "x");
              json.name("b");
              json.open_list();
              json.number(1);
              json.open_object();
              json.close_object();
              json.open_list();
              json.close_list();
              json.boolean(true);
              json.null();
              json.close_list();
              json.boolean("c", false);
              json.text_or_null("d", "");
              json.text_or_null("e", "y");
              json.close_object();
            }),
            R"({"a":"x","b":[1,{},[],true,null],"c":false,"d":null,"e":"y"})");
}

TEST(JsonWriter, WritesNumbersInDigits) {
  const auto number = [](std::int64_t value) { return written([&](Buffer& out) { JsonWriter(out).number(value); }); };
  EXPECT_EQ(number(0), "0");
  EXPECT_EQ(number(-7), "-7");
  EXPECT_EQ(number(INT64_MAX), "9223372036854775807");
  EXPECT_EQ(number(INT64_MIN), "-9223372036854775808");
}

TEST(JsonWriter, EscapesWhatJsonForbids) {
  EXPECT_EQ(text("say \"knot\" \\ now"), R"("say \"knot\" \\ now")");
  EXPECT_EQ(text("a\nb\tc\x1F"), R"("a\u000ab\u0009c\u001f")");
  EXPECT_EQ(text(std::string_view("\0", 1)), R"("\u0000")");
  EXPECT_EQ(text("\"\"\\"), R"("\"\"\\")");
}

TEST(JsonWriter, EscapesAByteWhereverItStands) {
  for (int byte = 1; byte < 128; ++byte) {
    for (std::size_t before = 0; before < 18; ++before) {
      const std::string words = std::string(before, 'x') + static_cast<char>(byte) + std::string(9, 'y');
      EXPECT_EQ(nlohmann::json::parse(text(words)), words) << byte << " at " << before;
    }
  }
}

TEST(JsonWriter, LeavesAllOtherTextAsItIs) {
  EXPECT_EQ(text(""), "\"\"");
  EXPECT_EQ(text("<b>O'Brien & Söhne</b> / 李 \x7F"), "\"<b>O'Brien & Söhne</b> / 李 \x7F\"");
}

TEST(JsonWriter, WhatItEscapesReadsBack) {
  std::string all;
  for (char c = 0; c < 127; ++c) all += c;
  all += "é😀";
  EXPECT_EQ(nlohmann::json::parse(text(all)).get<std::string>(), all);
}

TEST(JsonWriter, WritesTheWordsOfALineAsOneText) {
  const unknot::pack::Piece pieces[] = {{"Fever > ", "Fever &gt; "}, unknot_test::filled("\"38\"")};
  EXPECT_EQ(written([&](Buffer& out) { JsonWriter(out).line(pieces); }), R"("Fever > \"38\"")");
}

}  // namespace
