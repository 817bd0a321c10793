#include <gtest/gtest.h>

#include "pack/changed_pack.h"

namespace {

using namespace unknot_test;

TEST(LoadKinds, AnUnknownMemberIsRefused) {
  EXPECT_EQ(changed([](Json& pack) { kind(pack, "self_care")["topic"] = 1; }), "unknown_member /pack/kinds/0/topic");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["slots"][0]["most"] = 1; }), "unknown_member /pack/slots/0/most");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["slots"][3]["topics"][0]["wen"] = 1; }),
            "unknown_member /pack/slots/3/topics/wen");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["notices"][0]["text"] = 1; }), "unknown_member /pack/notices/0/text");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["tick_sheet"]["weeks"] = 2; }),
            "unknown_member /pack/tick_sheet/weeks");
}

TEST(LoadKinds, ThereIsOneKindForEachTierLowToHigh) {
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["kinds"].erase(4); }), "missing_member /pack/kinds");
  EXPECT_EQ(changed([](Json& pack) { kind(pack, "get_care_today")["tier"] = "emergency"; }),
            "unknown_value /pack/kinds/3/tier");
  EXPECT_EQ(changed([](Json& pack) { std::swap(pack["pack"]["kinds"][0], pack["pack"]["kinds"][1]); }),
            "unknown_value /pack/kinds/0/tier");
  EXPECT_EQ(changed([](Json& pack) { kind(pack, "get_care_today")["tier"] = "today"; }),
            "unknown_value /pack/kinds/3/tier");
}

TEST(LoadKinds, EveryKindHasTheSafetyNetMessageFootAndUnfinishedLine) {
  for (const char* section : {"safety_net", "message", "foot", "unfinished"}) {
    for (const char* id :
         {"self_care", "self_care_with_visit", "see_clinician_first", "get_care_today", "get_care_now"}) {
      const auto change = [&](Json& pack) {
        Json& sections = kind(pack, id)["sections"];
        sections.erase(std::find(sections.begin(), sections.end(), section));
      };
      EXPECT_EQ(changed(change).substr(0, 26), "missing_member /pack/kinds") << id << ' ' << section;
      EXPECT_EQ(expected_of_changed(change), section);
    }
  }
}

TEST(LoadKinds, ASectionIsOneOfTheSchemas) {
  EXPECT_EQ(changed([](Json& pack) { kind(pack, "self_care")["sections"].push_back("adverts"); }),
            "unknown_value /pack/kinds/0/sections");
}

TEST(LoadKinds, TopicsAreOfThePack) {
  EXPECT_EQ(changed([](Json& pack) { kind(pack, "self_care")["topics"].push_back("yoga"); }),
            "unknown_id /pack/kinds/0/topics");
  EXPECT_EQ(changed([](Json& pack) { kind(pack, "see_clinician_first")["always_offers"].push_back("yoga"); }),
            "unknown_id /pack/kinds/2/always_offers");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["slots"][0]["topics"][0]["topic"] = "yoga"; }),
            "unknown_id /pack/slots/0/topics/topic");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["slots"][6]["topics"][2]["followed_by"][0] = "yoga"; }),
            "unknown_id /pack/slots/6/topics/followed_by");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["boxes"][1]["topics"].push_back("yoga"); }),
            "unknown_id /pack/boxes/1/topics");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["tick_sheet"]["sequences"][0]["first"] = "yoga"; }),
            "unknown_id /pack/tick_sheet/sequences/first");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["tick_sheet"]["sequences"][0]["then"] = "yoga"; }),
            "unknown_id /pack/tick_sheet/sequences/then");
}

TEST(LoadKinds, ASlotsKindsAndConditionsAreOfThePack) {
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["slots"][1]["kinds"][0] = "see_somebody"; }),
            "unknown_id /pack/slots/1/kinds");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["slots"][3]["topics"][0]["when"] = "things_at_home has balls"; }),
            "invalid_condition /pack/slots/3/topics/when");
}

TEST(LoadKinds, ABoxHasItsOwnIdAndTopics) {
  const auto with = [](const char* member, const Json& value) {
    return changed([&](Json& pack) { pack["pack"]["boxes"][1][member] = value; });
  };
  EXPECT_EQ(with("id", "Pain relief"), "invalid_format /pack/boxes/1/id");
  EXPECT_EQ(with("id", "stretches"), "duplicate_id /pack/boxes/1/id");
  EXPECT_EQ(with("topics", {"ibuprofen", "cat_cow"}), "duplicate_id /pack/boxes/1/topics");
  EXPECT_EQ(with("title", "Pain relief"), "unknown_member /pack/boxes/1/title");
}

TEST(LoadKinds, AKindGivesAtLeastOneReason) {
  const auto with = [](const Json& at_most) {
    return changed([&](Json& pack) { kind(pack, "get_care_now")["why_at_most"] = at_most; });
  };
  EXPECT_EQ(with(0), "out_of_range /pack/kinds/4/why_at_most");
  EXPECT_EQ(with("six"), "wrong_type /pack/kinds/4/why_at_most");
  EXPECT_EQ(with(1), "accepted");
}

TEST(LoadKinds, ASlotSaysHowManyItTakes) {
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["slots"][0].erase("at_most"); }), "missing_member /pack/slots/0");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["slots"][0]["at_most"] = "one"; }),
            "wrong_type /pack/slots/0/at_most");
}

TEST(LoadKinds, TheTickSheetHas1To31Days) {
  const auto days = [](int count) { return changed([&](Json& pack) { pack["pack"]["tick_sheet"]["days"] = count; }); };
  EXPECT_EQ(days(0), "out_of_range /pack/tick_sheet/days");
  EXPECT_EQ(days(1), "accepted");
  EXPECT_EQ(days(31), "accepted");
  EXPECT_EQ(days(32), "out_of_range /pack/tick_sheet/days");
}

TEST(LoadKinds, ATickSequenceCountsByAQuestionWithANumber) {
  const auto by = [](const char* id) {
    return changed([&](Json& pack) { pack["pack"]["tick_sheet"]["sequences"][0]["question"] = id; });
  };
  EXPECT_EQ(by("fever"), "unknown_question /pack/tick_sheet/sequences/question");
  EXPECT_EQ(by("weeks"), "unknown_question /pack/tick_sheet/sequences/question");
  EXPECT_EQ(by("age"), "accepted");
}

TEST(LoadKinds, ANoticeHasPlainIdSectionAndCondition) {
  const auto with = [](const char* member, const char* value) {
    return changed([&](Json& pack) { pack["pack"]["notices"][0][member] = value; });
  };
  EXPECT_EQ(with("id", "Carer"), "invalid_format /pack/notices/0/id");
  EXPECT_EQ(with("section", "top"), "unknown_value /pack/notices/0/section");
  EXPECT_EQ(with("section", "more"), "unknown_value /pack/notices/0/section");
  EXPECT_EQ(with("when", "age < young"), "invalid_condition /pack/notices/0/when");
}

TEST(LoadKinds, TheSafetyNetsSourcesAreOfThePack) {
  EXPECT_EQ(changed([](Json& pack) { pack["pack"]["safety_net_sources"].push_back("BOOK"); }),
            "unknown_id /pack/safety_net_sources");
}

TEST(LoadKinds, AKindsIdIsPlain) {
  EXPECT_EQ(changed([](Json& pack) { kind(pack, "self_care")["id"] = "self care"; }),
            "invalid_format /pack/kinds/0/id");
}

}  // namespace
