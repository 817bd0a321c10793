#include "pack/loading.h"

#include <gtest/gtest.h>

#include "refusal.h"
#include "small_pack.h"

namespace {

using namespace unknot;
using pack::Tier;
using unknot_test::refusal;

TEST(Tier, IsNamedBothWays) {
  const char* const names[] = {"self_care", "routine", "soon", "same_day", "emergency"};
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(pack::tier_named(names[i], ""), static_cast<Tier>(i + 1));
    EXPECT_EQ(pack::tier_id(static_cast<Tier>(i + 1)), names[i]);
  }
  EXPECT_EQ(pack::tier_id(Tier::none), "");
  EXPECT_EQ(refusal([] { pack::tier_named("", "/tier"); }), "unknown_value /tier");
}

TEST(Note, HasItsWord) {
  EXPECT_EQ(pack::note_id(pack::NoteKind::warn), "warn");
  EXPECT_EQ(pack::note_id(pack::NoteKind::ask_first), "ask_first");
  EXPECT_EQ(pack::note_id(pack::NoteKind::count_it), "count_it");
  EXPECT_EQ(pack::note_id(pack::NoteKind::instead), "instead");
  EXPECT_EQ(pack::note_id(pack::NoteKind::part_left_out), "part_left_out");
}

TEST(Section, HasItsWord) {
  EXPECT_EQ(pack::section_id(pack::SectionId::unfinished), "unfinished");
  EXPECT_EQ(pack::section_id(pack::SectionId::tick_sheet), "tick_sheet");
  EXPECT_EQ(pack::section_id(pack::SectionId::foot), "foot");
}

TEST(Condition, MayBeAbsentOrNull) {
  const auto loaded = [](const unknot_test::Json& more) {
    return unknot_test::minimal_pack().topic("heat", more).load()->topics[1].offered_when.has_value();
  };
  EXPECT_TRUE(loaded({{"offered_when", "fever = no"}}));
  EXPECT_FALSE(loaded({{"offered_when", nullptr}}));
  EXPECT_FALSE(loaded(unknot_test::Json::object()));
}

TEST(Id, IsOf1To64PlainCharacters) {
  const auto checked = [](const std::string& id) { return refusal([&] { pack::check_id(id, "/id"); }); };
  for (const std::string& id : {std::string("a"), std::string("leg_pain-2"), std::string(64, 'z')}) {
    EXPECT_EQ(checked(id), "accepted") << id;
  }
  for (const std::string& id :
       {std::string(), std::string(65, 'z'), std::string("A"), std::string("a b"), std::string("a/b"),
        std::string("a~b"), std::string("a.b"), std::string("ä"), std::string("a\0b", 3), std::string("a\"")}) {
    EXPECT_EQ(checked(id), "invalid_format /id") << id;
  }
}

TEST(Locale, IsFoundLetterCaseAside) {
  const auto pack = unknot_test::minimal_pack().load();
  for (const char* tag : {"en-US", "en-us", "EN-US", "eN-uS"}) {
    EXPECT_EQ(pack->locale(tag), &pack->locales.front()) << tag;
  }
}

// An Australian must not be sent to 911.
TEST(Locale, OfAnotherRegionIsNotFound) {
  const auto pack = unknot_test::minimal_pack().load();
  for (const char* tag : {"", "en", "en-", "en-AU", "en-USA", "en_US", "en-US-x", "us"}) {
    EXPECT_EQ(pack->locale(tag), nullptr) << tag;
  }
}

}  // namespace
