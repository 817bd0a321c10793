#include <gtest/gtest.h>

#include "pack/changed_pack.h"

namespace {

using namespace unknot_test;

std::string at(const std::string& id, const std::string& member = "") {
  return "/topics/topics/" + place(built_in_pack()["topics"]["topics"], id) + (member.empty() ? "" : '/' + member);
}

std::string with(const std::string& id, const std::string& member, const Json& value) {
  return changed([&](Json& pack) { topic(pack, id)[member] = value; });
}

TEST(LoadTopics, AnUnknownMemberIsRefused) {
  EXPECT_EQ(with("heat", "witheld_when", "fever = yes"), "unknown_member " + at("heat", "witheld_when"));
  EXPECT_EQ(changed([](Json& pack) { topic(pack, "heat")["adjustments"][0]["nota"] = 1; }),
            "unknown_member " + at("heat", "adjustments/nota"));
  EXPECT_EQ(changed([](Json& pack) { pack["topics"]["topic"] = 1; }), "unknown_member /topics/topic");
}

TEST(LoadTopics, AnIdStandsOnce) { EXPECT_EQ(with("heat", "id", "cold"), "duplicate_id " + at("heat", "id")); }

TEST(LoadTopics, ConditionsAreOfThePack) {
  EXPECT_EQ(with("heat", "withheld_when", "fevr = yes"), "invalid_condition " + at("heat", "withheld_when"));
  EXPECT_EQ(with("heat", "offered_when", "fever = maybe"), "invalid_condition " + at("heat", "offered_when"));
  EXPECT_EQ(changed([](Json& pack) { topic(pack, "heat")["adjustments"][0]["when"] = "fevr = yes"; }),
            "invalid_condition " + at("heat", "adjustments/when"));
}

TEST(LoadTopics, AContraindicationSaysWhatAnUnknownAnswerDoes) {
  EXPECT_EQ(with("heat", "unknown", "keep"), "unknown_value " + at("heat", "unknown"));
  EXPECT_EQ(changed([](Json& pack) { topic(pack, "heat").erase("unknown"); }), "missing_member " + at("heat"));
  const auto pack = minimal_pack()
                        .topic("warned", {{"withheld_when", "fever = yes"}, {"unknown", "warn"}})
                        .topic("withheld", {{"withheld_when", "fever = yes"}, {"unknown", "withhold"}})
                        .load();
  EXPECT_FALSE(pack->topics[1].withhold_unknown);
  EXPECT_TRUE(pack->topics[2].withhold_unknown);
}

TEST(LoadTopics, UnknownWithoutAContraindicationIsRefused) {
  EXPECT_EQ(with("stay_active", "unknown", "warn"), "unknown_member " + at("stay_active", "unknown"));
}

TEST(LoadTopics, AnAdjustmentIsOneOfFourKinds) {
  const auto note = [](const char* kind) {
    return changed([&](Json& pack) { topic(pack, "heat")["adjustments"][0]["note"] = kind; });
  };
  EXPECT_EQ(note("warn"), "unknown_value " + at("heat", "adjustments/note"));
  EXPECT_EQ(note("maybe"), "unknown_value " + at("heat", "adjustments/note"));
}

TEST(LoadTopics, AnAdjustmentsIdStandsOnce) {
  EXPECT_EQ(changed([](Json& pack) {
              Json& adjustments = topic(pack, "heat")["adjustments"];
              adjustments.push_back(adjustments[0]);
            }),
            "duplicate_id " + at("heat", "adjustments/id"));
}

TEST(LoadTopics, PartsAndVariantsAreCountedApart) {
  const auto pack = minimal_pack()
                        .topic("heat", {{"adjustments",
                                         {{{"id", "bath"}, {"note", "part_left_out"}, {"when", "fever = yes"}},
                                          {{"id", "seated"}, {"note", "instead"}, {"when", "fever = yes"}},
                                          {{"id", "pad"}, {"note", "part_left_out"}, {"when", "fever = no"}}}}})
                        .load();
  const unknot::pack::Topic& heat = pack->topics[1];
  EXPECT_EQ(heat.part_count, 2);
  EXPECT_EQ(heat.variant_count, 1);
  EXPECT_EQ(heat.adjustments[0].index, 0);
  EXPECT_EQ(heat.adjustments[1].index, 0);
  EXPECT_EQ(heat.adjustments[2].index, 1);
}

TEST(LoadTopics, ATopicHasAtMostEightVariants) {
  const auto with_variants = [](int count) {
    Json adjustments = Json::array();
    for (int i = 0; i < count; ++i) {
      adjustments.push_back({{"id", "v" + std::to_string(i)}, {"note", "instead"}, {"when", "fever = yes"}});
    }
    return refusal([&] { minimal_pack().topic("heat", {{"adjustments", adjustments}}).load(); });
  };
  EXPECT_EQ(with_variants(8), "accepted");
  EXPECT_EQ(with_variants(9), "out_of_range /topics/topics/1/adjustments");
}

TEST(LoadTopics, SourcesAndSeedsAreOfThePack) {
  EXPECT_EQ(with("heat", "sources", Json::array({"BOOK"})), "unknown_id " + at("heat", "sources"));
  EXPECT_EQ(with("heat", "seeds", Json::array({"SEED9"})), "unknown_id " + at("heat", "seeds"));
}

TEST(LoadTopics, EveryTopicStatesItsDose) {
  EXPECT_EQ(changed([](Json& pack) { topic(pack, "heat").erase("dose"); }), "missing_member " + at("heat"));
  EXPECT_EQ(with("heat", "dose", 15), "wrong_type " + at("heat", "dose"));
}

TEST(LoadTopics, ADoseMayLast1To31Days) {
  const auto most_days = [](const Json& value) {
    SmallPack pack = minimal_pack().topic("pills", {{"dose", {{"most_days", value}}}});
    pack.topic_text("pills")["dose"] = "1 to 31 days, not 0 or 32";
    return refusal([&] { pack.load(); });
  };
  EXPECT_EQ(most_days(1), "accepted");
  EXPECT_EQ(most_days(31), "accepted");
  EXPECT_EQ(most_days(0), "out_of_range /topics/topics/1/dose/most_days");
  EXPECT_EQ(most_days(32), "out_of_range /topics/topics/1/dose/most_days");
  EXPECT_EQ(most_days("1"), "wrong_type /topics/topics/1/dose/most_days");
}

}  // namespace
