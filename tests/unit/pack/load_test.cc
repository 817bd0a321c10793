// The pack as a file, and its head.
#include "pack/load.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/sha256.h"
#include "pack/changed_pack.h"

namespace {

using namespace unknot;
using unknot_test::changed;
using unknot_test::Json;
using unknot_test::refusal;

std::string loaded(const std::string& bytes) {
  return refusal([&] { pack::load(bytes); });
}

TEST(Load, TheBuiltInPackIsWhole) {
  EXPECT_EQ(changed([](Json&) {}), "accepted");
}

TEST(Load, TheSmallPackOfTheTestsIsWhole) { EXPECT_EQ(loaded(unknot_test::minimal_pack().json.dump()), "accepted"); }

TEST(Load, ReadsTheHead) {
  const auto pack = unknot_test::minimal_pack().load();
  EXPECT_EQ(pack->id, "small");
  EXPECT_EQ(pack->version, "1.2.3");
  EXPECT_EQ(pack->date, "2026-01-02");
  EXPECT_EQ(pack->canonical_base, "https://small.example/fhir");
  EXPECT_EQ(pack->review.state, "none");
}

TEST(Load, TheHashIsOverCompactBytesWithSortedKeys) {
  const Json json = unknot_test::minimal_pack().json;
  const auto compact = pack::load(json.dump());
  EXPECT_EQ(compact->sha256, sha256_hex(json.dump()));
  EXPECT_EQ(pack::load(json.dump(2))->sha256, compact->sha256);
  Json changed = json;
  changed["pack"]["date"] = "2026-01-03";
  EXPECT_NE(pack::load(changed.dump())->sha256, compact->sha256);
}

TEST(Load, RefusesWhatIsNotJson) {
  for (const char* bytes : {"", " ", "{", "nothing", "{}}", "{\"pack\": 1,}", "\xEF\xBB\xBF{"}) {
    EXPECT_EQ(loaded(bytes), "invalid_json ") << bytes;
  }
}

TEST(Load, RefusesInvalidUtf8) { EXPECT_EQ(loaded("{\"pack\": \"\xC0\x80\"}"), "invalid_json "); }

TEST(Load, RefusesJsonThatIsNotAnObject) {
  EXPECT_EQ(loaded("[]"), "wrong_type ");
  EXPECT_EQ(loaded("1"), "wrong_type ");
}

TEST(Load, RefusesAMemberThatStandsTwice) {
  std::string bytes = unknot_test::minimal_pack().json.dump();
  EXPECT_EQ(loaded("{\"pack\": 1, \"pack\": 1}"), "duplicate_member ");
  const std::string version = "\"version\":\"1.2.3\"";
  bytes.replace(bytes.find(version), version.size(), version + ',' + version);
  EXPECT_EQ(loaded(bytes), "duplicate_member ");
}

TEST(Load, RefusesAMemberThatStandsTwiceUnderAnEscape) {
  EXPECT_EQ(loaded(R"({"pack": 1, "p\u0061ck": 1})"), "duplicate_member ");
}

TEST(Load, TakesTheSameMemberInTwoObjects) {
  EXPECT_EQ(loaded(R"({"a": {"id": 1}, "b": [{"id": 1}, {"id": 1}], "id": 1})"), "missing_member ");
}

TEST(Load, RefusesNestingWithoutEnd) {
  EXPECT_EQ(loaded(std::string(17, '[') + std::string(17, ']')), "too_deep ");
  EXPECT_EQ(loaded(std::string(16, '[') + std::string(16, ']')), "wrong_type ");
  EXPECT_EQ(loaded(std::string(1000000, '[')), "too_deep ");
}

TEST(Load, RefusesMoreThan16MiB) {
  std::string bytes = unknot_test::minimal_pack().json.dump();
  bytes.resize(limits::pack_bytes, ' ');
  EXPECT_EQ(loaded(bytes), "accepted");
  EXPECT_EQ(loaded(bytes + ' '), "too_large ");
}

TEST(Load, RefusesAnUnknownMember) {
  EXPECT_EQ(changed([](Json& pack) { pack["rulez"] = Json::object(); }), "unknown_member /rulez");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["sloots"] = Json::array(); }), "unknown_member /pack/sloots");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["review"]["by"] = "me"; }), "unknown_member /pack/review/by");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["source_attributes"][0]["valeu"] = "x"; }),
            "unknown_member /pack/source_attributes/valeu");
}

TEST(Load, RefusesAPackWithoutOneOfItsFiles) {
  for (const char* file : {"pack", "questions", "rules", "topics", "sources", "text"}) {
    EXPECT_EQ(changed([&](Json& pack) { pack.erase(file); }), "missing_member ") << file;
  }
}

TEST(Load, RefusesAHeadWithoutOneOfItsMembers) {
  for (const char* member : {"id", "version", "date", "canonical_base", "review", "source_attributes", "kinds", "slots",
                             "tick_sheet", "notices"}) {
    EXPECT_EQ(changed([&](Json& pack) { pack["pack"].erase(member); }), "missing_member /pack") << member;
  }
}

TEST(Load, AReviewedPackNamesReviewerAndDate) {
  const auto review = [](const Json& value) { return changed([&](Json& pack) { pack["pack"]["review"] = value; }); };
  EXPECT_EQ(review({{"state", "reviewed"}, {"reviewer", "Dr A"}, {"date", "2026-12-01"}}), "accepted");
  EXPECT_EQ(review({{"state", "none"}}), "accepted");
  EXPECT_EQ(review({{"state", "reviewed"}}), "missing_member /pack/review");
  EXPECT_EQ(review({{"state", "reviewed"}, {"reviewer", "Dr A"}}), "missing_member /pack/review");
  EXPECT_EQ(review({{"state", "reviewed"}, {"date", "2026-12-01"}}), "missing_member /pack/review");
  EXPECT_EQ(review({{"state", "none"}, {"reviewer", "Dr A"}}), "missing_member /pack/review");
  EXPECT_EQ(review({{"state", "none"}, {"date", "2026-12-01"}}), "missing_member /pack/review");
  EXPECT_EQ(review({{"state", "draft"}}), "unknown_value /pack/review/state");
  EXPECT_EQ(review({{"reviewer", "Dr A"}}), "missing_member /pack/review");
  EXPECT_EQ(review({{"state", "none"}, {"reviewer", 1}}), "wrong_type /pack/review/reviewer");
  EXPECT_EQ(review({{"state", "none"}, {"date", 1}}), "wrong_type /pack/review/date");
}

TEST(Load, NamesAtLeastOneLanguage) {
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["languages"] = Json::array(); }), "missing_member /pack/languages");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"].erase("languages"); }), "missing_member /pack/languages");
}

TEST(Load, ALanguageThatIsNamedHasItsTexts) {
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["languages"].push_back("fr-CA"); }), "missing_member /text");
}

TEST(Load, TextsOfALanguageThatIsNotNamedAreRefused) {
  EXPECT_EQ(changed([](Json& pack) { pack["text"]["fr-CA"] = pack["text"]["en-US"]; }), "unused_id /text");
}

TEST(Load, ALanguageIsNamedOnce) {
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["languages"].push_back("en-US"); }),
            "unknown_locale /text/en-US/locale");
}

}  // namespace
