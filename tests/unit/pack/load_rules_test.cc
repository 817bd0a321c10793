#include <gtest/gtest.h>

#include "base/limits.h"
#include "pack/changed_pack.h"

namespace {

using namespace unknot_test;

std::string at(const std::string& id, const std::string& member = "") {
  return "/rules/rules/" + place(built_in_pack()["rules"]["rules"], id) + (member.empty() ? "" : '/' + member);
}

std::string with(const std::string& id, const std::string& member, const Json& value) {
  return changed([&](Json& pack) { rule(pack, id)[member] = value; });
}

std::string with_contradiction(const Json& change) {
  return changed([&](Json& pack) {
    Json& last = pack["rules"]["contradictions"].back();
    last.erase("exceeds");
    last.update(change);
  });
}

TEST(LoadRules, AnUnknownMemberIsRefused) {
  EXPECT_EQ(with("fever", "wen", "x"), "unknown_member " + at("fever", "wen"));
  EXPECT_EQ(changed([](Json& pack) { pack["rules"]["rule"] = 1; }), "unknown_member /rules/rule");
  EXPECT_EQ(changed([](Json& pack) { pack["rules"]["conditions"][0]["not"] = 1; }),
            "unknown_member /rules/conditions/0/not");
  EXPECT_EQ(changed([](Json& pack) { pack["rules"]["contradictions"][0]["tier"] = "soon"; }),
            "unknown_member /rules/contradictions/0/tier");
}

TEST(LoadRules, ARuleHasAllItsMembers) {
  for (const char* member : {"id", "flag", "when", "tier", "reason"}) {
    EXPECT_EQ(changed([&](Json& pack) { rule(pack, "fever").erase(member); }), "missing_member " + at("fever"))
        << member;
  }
}

TEST(LoadRules, ARuleNamesItsSource) {
  EXPECT_EQ(with("fever", "sources", Json::array()), "missing_source " + at("fever", "sources"));
  EXPECT_EQ(changed([](Json& pack) { rule(pack, "fever").erase("sources"); }),
            "missing_source " + at("fever", "sources"));
  EXPECT_EQ(with("fever", "sources", Json::array({"BOOK"})), "unknown_id " + at("fever", "sources"));
}

TEST(LoadRules, ATierIsAboveSelfCare) {
  EXPECT_EQ(with("fever", "tier", "self_care"), "unknown_value " + at("fever", "tier"));
  EXPECT_EQ(with("fever", "tier", "none"), "unknown_value " + at("fever", "tier"));
  EXPECT_EQ(with("fever", "tier", "Emergency"), "unknown_value " + at("fever", "tier"));
  EXPECT_EQ(with("fever", "tier", "routine"), "accepted");
}

TEST(LoadRules, AConditionNamesQuestionsAndValuesOfThePack) {
  EXPECT_EQ(with("fever", "when", "fevr = yes"), "invalid_condition " + at("fever", "when"));
  EXPECT_EQ(with("fever", "when", "course = bad"), "invalid_condition " + at("fever", "when"));
  EXPECT_EQ(expected_of_changed([](Json& pack) { rule(pack, "fever")["when"] = "course = bad"; }),
            "a value of the question course at byte 9");
  EXPECT_EQ(with("fever", "when", ""), "out_of_range " + at("fever", "when"));
}

TEST(LoadRules, AnIdStandsOnce) {
  EXPECT_EQ(with("fever", "id", "cancer"), "duplicate_id " + at("fever", "id"));
  EXPECT_EQ(with("fever", "id", "Fever"), "invalid_format " + at("fever", "id"));
}

TEST(LoadRules, AFlagIsOneOfThePacks) {
  EXPECT_EQ(with("fever", "flag", "temperature"), "unknown_id " + at("fever", "flag"));
  EXPECT_EQ(changed([](Json& pack) { pack["rules"]["flags"].push_back("fever"); }), "duplicate_id /rules/flags");
}

TEST(LoadRules, AFlagWithoutARuleIsRefused) {
  EXPECT_EQ(changed([](Json& pack) {
              pack["rules"]["flags"].push_back("empty");
              for (const char* tag : {"en-US", "es-US"}) pack["text"][tag]["flags"]["empty"] = "Empty";
            }),
            "unused_id /rules/flags");
}

TEST(LoadRules, APackHas1To64Flags) {
  const auto pack_of = [](std::size_t count) {
    SmallPack pack;
    pack.yes_no("fever");
    for (std::size_t i = 0; i < count; ++i) {
      pack.rule("r" + std::to_string(i), "fever = yes", "soon", {{"flag", "f" + std::to_string(i)}});
    }
    return refusal([&] { pack.load(); });
  };
  EXPECT_EQ(pack_of(0), "out_of_range /rules/flags");
  EXPECT_EQ(pack_of(unknot::limits::flags), "accepted");
  EXPECT_EQ(pack_of(unknot::limits::flags + 1), "out_of_range /rules/flags");
}

TEST(LoadRules, AnOverlapNamesARule) {
  EXPECT_EQ(with("fever", "overlaps", Json::array({"fever-unsure"})), "accepted");
  EXPECT_EQ(with("fever", "overlaps", Json::array({"fevers"})), "unknown_id /rules/rules/fever/overlaps");
}

TEST(LoadRules, PrivateIsTrueOrFalse) {
  EXPECT_EQ(with("fever", "private", "yes"), "wrong_type " + at("fever", "private"));
  const auto pack = minimal_pack().rule("unsafe", "fever = no", "soon", {{"private", true}}).load();
  EXPECT_FALSE(pack->rules[0].is_private);
  EXPECT_TRUE(pack->rules[1].is_private);
}

TEST(LoadRules, AReasonIsAnId) {
  EXPECT_EQ(with("fever", "reason", "Hot!"), "invalid_format " + at("fever", "reason"));
}

TEST(LoadRules, RulesMayShareAReason) {
  const auto pack = minimal_pack().rule("other", "fever = no", "soon", {{"reason", "fever"}}).load();
  EXPECT_EQ(pack->reason_ids.names(), std::vector<std::string>{"fever"});
  EXPECT_EQ(pack->rules[0].reason, pack->rules[1].reason);
}

TEST(LoadRules, ANamedConditionStandsOnce) {
  EXPECT_EQ(changed([](Json& pack) { condition(pack, "leg_sign")["id"] = "both_legs"; }),
            "duplicate_id /rules/conditions/1/id");
}

TEST(LoadRules, ANamedConditionIsNoQuestion) {
  EXPECT_EQ(changed([](Json& pack) { condition(pack, "both_legs")["id"] = "fever"; }),
            "duplicate_id /rules/conditions/0/id");
}

TEST(LoadRules, ANamedConditionIsUsedOnlyAfterItStands) {
  SmallPack pack =
      SmallPack().yes_no("fever").condition("ill", "hot").condition("hot", "fever = yes").rule("r", "ill", "soon");
  EXPECT_EQ(refusal([&] { pack.load(); }), "invalid_condition /rules/conditions/0/when");
}

TEST(LoadRules, ANamedConditionThatNothingNamesIsRefused) {
  EXPECT_EQ(refusal([] { minimal_pack().condition("ill", "fever = yes").load(); }), "unused_id /rules/conditions");
}

TEST(LoadRules, AContradictionHasACondition) {
  EXPECT_EQ(with_contradiction(Json::object()), "missing_member /rules/contradictions/6");
  EXPECT_EQ(with_contradiction({{"when", "age > 200"}}), "invalid_condition /rules/contradictions/6/when");
  EXPECT_EQ(with_contradiction({{"when", "age > 100"}}), "accepted");
}

TEST(LoadRules, OrItComparesTwoNumbers) {
  const std::string pointer = "/rules/contradictions/6/exceeds";
  EXPECT_EQ(with_contradiction({{"exceeds", {"duration_days", 366, "age", 1}}}), "accepted");
  EXPECT_EQ(with_contradiction({{"exceeds", {"duration_days", 366, "age"}}}), "wrong_type " + pointer);
  EXPECT_EQ(with_contradiction({{"exceeds", "duration_days"}}), "wrong_type " + pointer);
  EXPECT_EQ(with_contradiction({{"exceeds", {"duration_days", 366.5, "age", 1}}}), "wrong_type " + pointer);
  EXPECT_EQ(with_contradiction({{"exceeds", {"duration_days", 1001, "age", 1}}}), "wrong_type " + pointer);
  EXPECT_EQ(with_contradiction({{"exceeds", {"duration_days", 366, "age", -1001}}}), "wrong_type " + pointer);
  EXPECT_EQ(with_contradiction({{"exceeds", {"duration_days", 366, "agee", 1}}}), "unknown_question " + pointer);
  EXPECT_EQ(with_contradiction({{"exceeds", {"fever", 366, "age", 1}}}), "unknown_question " + pointer);
  EXPECT_EQ(with_contradiction({{"exceeds", {1, 366, "age", 1}}}), "wrong_type " + pointer);
  EXPECT_EQ(with_contradiction({{"exceeds", {"duration_days", 366, "age", 1}}, {"when", "age > 100"}}),
            "unknown_member /rules/contradictions/6/when");
}

}  // namespace
