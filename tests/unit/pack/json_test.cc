#include "pack/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <vector>

#include "base/limits.h"
#include "refusal.h"

namespace {

using namespace unknot;
using pack::JsonDocument;
using unknot_test::refusal;

std::string compacted(const std::string& bytes) { return pack::compact(JsonDocument(bytes).root()); }
std::string refused(const std::string& bytes) {
  return refusal([&] { JsonDocument document(bytes); });
}

TEST(PackJson, TellsEachType) {
  const JsonDocument document(R"({"nothing": null, "yes": true, "no": false, "n": -7, "half": 0.5, "text": "a\u00e9\n",
    "list": [1, "two", []], "inner": {}})");
  const pack::Json& root = document.root();
  EXPECT_TRUE(root["nothing"].is_null());
  EXPECT_TRUE(root["yes"].is_true());
  EXPECT_TRUE(root["no"].is_boolean());
  EXPECT_FALSE(root["no"].is_true());
  EXPECT_EQ(root["n"].integer(), -7);
  EXPECT_EQ(root["half"].integer(), std::nullopt);
  EXPECT_EQ(root["text"].text(), "a\xC3\xA9\n");
  EXPECT_EQ(root["list"].entries().size(), 3u);
  EXPECT_EQ(root["list"].entries()[1].text(), "two");
  EXPECT_TRUE(root["inner"].is_object());
  EXPECT_EQ(root.members().size(), 8u);
}

TEST(PackJson, WhatIsNotThereIsEmpty) {
  const JsonDocument document(R"({"text": "1"})");
  EXPECT_EQ(document.root().find("absent"), nullptr);
  EXPECT_TRUE(document.root()["absent"]["deeper"].is_null());
  EXPECT_EQ(document.root()["text"].integer(), std::nullopt);
  EXPECT_TRUE(document.root()["text"].entries().empty());
  EXPECT_EQ(document.root().text(), "");
}

TEST(PackJson, ANumberBeyondItsTypeIsHeldToIt) {
  const JsonDocument document("[9223372036854775807, 9223372036854775808, -9223372036854775809]");
  EXPECT_EQ(document.root().entries()[0].integer(), INT64_MAX);
  EXPECT_EQ(document.root().entries()[1].integer(), INT64_MAX);
  EXPECT_EQ(document.root().entries()[2].integer(), INT64_MIN);
}

TEST(PackJson, CompactFormIsThatOfAnotherWriter) {
  for (const char* bytes : {R"({"b": [ ], "a": { }, "c": [1, {"z": null, "y": [true, false]}]})", R"([])",
                            R"("\"\\\/\b\f\n\r\t\u0001\u001f\u007f\u20ac\ud83d\ude00")",
                            R"({"aa": 1, "a": -20, "B": "", "": "empty"})", " 12 "}) {
    EXPECT_EQ(compacted(bytes), nlohmann::json::parse(bytes).dump());
  }
}

TEST(PackJson, RefusesWhatIsNotOneValue) {
  for (const std::string bytes : {"", " ", "{", "[1,]", "{\"a\" 1}", "nul", "01", "\"a", "\"\\x\"", "\"\t\"", "[] []",
                                  "{}x", "\"\\ud800\"", "\"\xC3\x28\"", "\xEF\xBB\xBF{}", "NaN", "// no\n1"}) {
    EXPECT_EQ(refused(bytes), "invalid_json ") << bytes;
  }
  EXPECT_EQ(refused(std::string("[1]\0", 4)), "invalid_json ");
  EXPECT_EQ(refused(std::string("[1]\0[2]", 7)), "invalid_json ");
}

TEST(PackJson, RefusesAMemberTwice) {
  EXPECT_EQ(refused(R"({"a": 1, "b": 2, "a": 3})"), "duplicate_member ");
  EXPECT_EQ(refused(R"([{"x": {"a": 1, "\u0061": 2}}])"), "duplicate_member ");
  EXPECT_EQ(refused("{\"a\xA3z\": 1, \"a\xA3z\": 2}"), "duplicate_member ");
  EXPECT_EQ(refused(R"([{"a": 1}, {"a": 2}])"), "accepted");
}

TEST(PackJson, HasALimitOfDepth) {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
  };
  EXPECT_EQ(refused(nested(limits::pack_depth)), "accepted");
  EXPECT_EQ(refused(nested(limits::pack_depth + 1)), "too_deep ");
  EXPECT_EQ(refused(std::string(1'000'000, '[')), "too_deep ");
}

TEST(PackJson, RefusesMoreThan262144Values) {
  const auto list_of = [](std::size_t entries) {
    std::string bytes = "[0";
    for (std::size_t i = 1; i < entries; ++i) bytes += ",0";
    return bytes + ']';
  };
  EXPECT_EQ(refused(list_of(limits::pack_values - 1)), "accepted");  // and the list itself
  EXPECT_EQ(refused(list_of(limits::pack_values)), "too_large ");
}

TEST(PackJson, RefusesMoreBytesThanItsLimit) {
  Arena memory;
  const auto expected = [&](std::size_t size, const pack::JsonLimits& held_to) {
    return unknot_test::expectation([&] { pack::parse_json(std::string(size, '1'), "", held_to, memory); });
  };
  pack::JsonLimits small;
  small.bytes = 4;
  EXPECT_EQ(expected(4, small), "accepted");
  EXPECT_EQ(expected(5, small), "at most 4 bytes");
  EXPECT_EQ(expected(limits::pack_bytes + 1, {}), "at most 16 MiB");
}

TEST(PackJson, NamesTheMemberThatStandsTwiceIfItIsText) {
  const auto expected = [](const std::string& bytes) {
    return unknot_test::expectation([&] { JsonDocument document(bytes); });
  };
  EXPECT_EQ(expected(R"({"a":1,"a":2})"), "each member once: a");
  EXPECT_EQ(expected("{\"\xFF\":1,\"\xFF\":2}"), "each member once");
}

TEST(PackJson, OnlyTrueIsTrue) {
  EXPECT_TRUE(pack::Json::boolean(true).is_true());
  EXPECT_FALSE(pack::Json::boolean(false).is_true());
  EXPECT_FALSE(pack::Json::string("true").is_true());
}

TEST(PackJson, MergesMemberByMember) {
  std::pmr::monotonic_buffer_resource memory;
  const JsonDocument under(R"({"a": 1, "c": {"x": 1, "y": [1, 2]}, "e": "old"})");
  const JsonDocument over(R"({"b": 2, "c": {"y": [3], "z": null, "w": {"v": null}}, "e": null, "f": 6})");
  EXPECT_EQ(pack::compact(pack::merge(under.root(), over.root(), memory)),
            R"({"a":1,"b":2,"c":{"w":{},"x":1,"y":[3]},"f":6})");
  EXPECT_EQ(pack::compact(pack::merge(under.root()["a"], over.root()["c"], memory)), R"({"w":{},"y":[3]})");
}

TEST(PackJson, SetsAValueAtTheEndOfAPath) {
  std::pmr::monotonic_buffer_resource memory;
  const JsonDocument document(R"({"b": {"y": 1, "z": 2}, "d": "text"})");
  const auto set = [&](std::initializer_list<std::string_view> path) {
    return pack::compact(pack::with(document.root(), {path.begin(), path.size()}, pack::Json::boolean(true), memory));
  };
  EXPECT_EQ(set({}), "true");
  EXPECT_EQ(set({"a"}), R"({"a":true,"b":{"y":1,"z":2},"d":"text"})");
  EXPECT_EQ(set({"e"}), R"({"b":{"y":1,"z":2},"d":"text","e":true})");
  EXPECT_EQ(set({"b", "y"}), R"({"b":{"y":true,"z":2},"d":"text"})");
  EXPECT_EQ(set({"c", "x"}), R"({"b":{"y":1,"z":2},"c":{"x":true},"d":"text"})");
  EXPECT_EQ(set({"d", "x"}), R"({"b":{"y":1,"z":2},"d":{"x":true}})");
  EXPECT_EQ(pack::compact(document.root()), R"({"b":{"y":1,"z":2},"d":"text"})");
}

TEST(PackJson, KeepsListsAndTextsOfItsOwn) {
  std::pmr::monotonic_buffer_resource memory;
  std::string word = "word";
  const pack::Json text = pack::text_of(word, memory);
  const pack::Json list = pack::list_of(std::vector<pack::Json>{text, text}, memory);
  word = "gone";
  EXPECT_EQ(pack::compact(list), R"(["word","word"])");
  EXPECT_EQ(pack::compact(pack::list_of({}, memory)), "[]");
}

}  // namespace
