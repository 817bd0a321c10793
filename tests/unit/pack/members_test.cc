#include "pack/members.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "refusal.h"

namespace {

using namespace unknot;
using pack::Json;
using pack::JsonDocument;
using pack::Members;
using unknot_test::refusal;

JsonDocument document(R"({"id": "fever", "empty": "", "none": null, "age": 40, "half": 1.5, "large": 1000001,
  "small": -1000001, "huge": 18446744073709551615, "yes": true, "list": ["a", "b"], "mixed": ["a", 1], "inner": {"id": 1}})");
const Json& thing = document.root();

template <typename Read>
std::string read(Read&& read) {
  return refusal([&] {
    Members members(thing, "/thing");
    read(members);
  });
}

TEST(Members, WantAnObject) {
  for (const char* other : {"[]", "\"text\"", "1", "null", "true"}) {
    const JsonDocument value(other);
    EXPECT_EQ(refusal([&] { Members members(value.root(), "/thing"); }), "wrong_type /thing") << other;
  }
}

TEST(Members, AreReadByName) {
  Members members(thing, "/thing");
  EXPECT_EQ(members.text("id"), "fever");
  EXPECT_EQ(members.integer("age"), 40);
  EXPECT_TRUE(members.flag("yes"));
  EXPECT_EQ(members.texts("list"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(members.list("list").size(), 2u);
  EXPECT_EQ(members.object("inner").integer("id"), 1);
  EXPECT_EQ(members.object("inner").pointer_to("id").text(), "/thing/inner/id");
}

TEST(Members, ThatAreNotReadAreRefused) {
  const JsonDocument value(R"({"id": "fever", "idd": "slip"})");
  EXPECT_EQ(refusal([&] {
              Members members(value.root(), "/thing");
              members.text("id");
              members.finish();
            }),
            "unknown_member /thing/idd");
}

TEST(Members, ThatAreAllReadAreFine) {
  const JsonDocument value(R"({"id": "fever", "note": null})");
  EXPECT_EQ(refusal([&] {
              Members members(value.root(), "/thing");
              members.text("id");
              members.text_or_empty("note");
              members.finish();
            }),
            "accepted");
}

TEST(Members, ThatAreNotReadAreRefusedHoweverManyThereAre) {
  constexpr std::size_t count = 70;
  std::string json;
  for (std::size_t i = 0; i < count; ++i) (json += json.empty() ? '{' : ',') += '"' + std::to_string(100 + i) + "\":1";
  const JsonDocument value(json + '}');
  for (std::size_t unread = 0; unread <= count; ++unread) {
    const std::string name = std::to_string(100 + unread);
    EXPECT_EQ(refusal([&] {
                Members members(value.root(), "/thing");
                for (const Json::Member& member : value.root().members()) {
                  if (member.name != name) members.get(member.name);
                }
                members.finish();
              }),
              unread == count ? "accepted" : "unknown_member /thing/" + name);
  }
}

TEST(Members, ThatMustBeThereAreMissed) {
  EXPECT_EQ(read([](Members& m) { m.text("absent"); }), "missing_member /thing");
  EXPECT_EQ(read([](Members& m) { m.integer("absent"); }), "missing_member /thing");
  EXPECT_EQ(read([](Members& m) { m.list("absent"); }), "missing_member /thing");
  EXPECT_EQ(read([](Members& m) { m.object("absent"); }), "missing_member /thing");
}

TEST(Members, ThatMayBeAbsentHaveADefault) {
  Members members(thing, "/thing");
  EXPECT_EQ(members.text_or_empty("absent"), "");
  EXPECT_EQ(members.text_or_empty("none"), "");
  EXPECT_TRUE(members.texts("absent").empty());
  EXPECT_FALSE(members.flag("absent"));
  EXPECT_EQ(members.find("absent"), nullptr);
}

TEST(Members, ATextThatMustBeThereIsNotEmpty) {
  EXPECT_EQ(read([](Members& m) { m.text("empty"); }), "out_of_range /thing/empty");
}

TEST(Members, OfTheWrongTypeAreRefused) {
  EXPECT_EQ(read([](Members& m) { m.text("age"); }), "wrong_type /thing/age");
  EXPECT_EQ(read([](Members& m) { m.text("none"); }), "wrong_type /thing/none");
  EXPECT_EQ(read([](Members& m) { m.text_or_empty("age"); }), "wrong_type /thing/age");
  EXPECT_EQ(read([](Members& m) { m.integer("id"); }), "wrong_type /thing/id");
  EXPECT_EQ(read([](Members& m) { m.integer("half"); }), "wrong_type /thing/half");
  EXPECT_EQ(read([](Members& m) { m.flag("age"); }), "wrong_type /thing/age");
  EXPECT_EQ(read([](Members& m) { m.list("inner"); }), "wrong_type /thing/inner");
  EXPECT_EQ(read([](Members& m) { m.texts("id"); }), "wrong_type /thing/id");
  EXPECT_EQ(read([](Members& m) { m.texts("mixed"); }), "wrong_type /thing/mixed");
  EXPECT_EQ(read([](Members& m) { m.object("list"); }), "wrong_type /thing/list");
}

TEST(Members, ANumberOutOfAllReasonIsRefused) {
  EXPECT_EQ(read([](Members& m) { m.integer("large"); }), "out_of_range /thing/large");
  EXPECT_EQ(read([](Members& m) { m.integer("small"); }), "out_of_range /thing/small");
  EXPECT_EQ(read([](Members& m) { m.integer("huge"); }), "out_of_range /thing/huge");
}

TEST(Members, ATextMayHave4096Bytes) {
  const std::string longest(limits::text_bytes, 'a');
  const std::string too_long(limits::text_bytes + 1, 'a');
  EXPECT_EQ(refusal([&] { pack::string_at(Json::string(longest), "/text"); }), "accepted");
  EXPECT_EQ(refusal([&] { pack::string_at(Json::string(too_long), "/text"); }), "too_long /text");
}

TEST(Members, ARefusalIsThePacksFault) {
  EXPECT_EQ(unknot_test::failure_of([] { Members(thing, "").text("absent"); }).status, Status::pack);
}

}  // namespace
