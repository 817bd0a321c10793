// What holds for every patient (docs/clinical.md, section 3), tried on thousands of them through the C ABI.
#include <gtest/gtest.h>

#include <array>

#include "patients.h"
#include "support.h"

namespace {

using namespace unknot_test;

constexpr int many = 20000;
constexpr int some = 5000;  // where whole documents are read

Json pack_json() {
  unknot_result* made = nullptr;
  unknot_engine_pack(engine(), &made);
  const Result result(made);
  return Json::parse(document(result, UNKNOT_MEDIA_JSON));
}

const Json& pack() {
  static const Json loaded = pack_json();
  return loaded;
}

const Medicine& medicine() {
  static const Medicine made(pack());
  return made;
}

// The highest tier of a raised rule, by the flags.
int known_tier(const Result& result) {
  int known = UNKNOT_TIER_SELF_CARE;
  for (std::int32_t i = 0; i < unknot_result_flag_count(result.get()); ++i) {
    unknot_flag flag{};
    flag.struct_size = sizeof flag;
    EXPECT_EQ(unknot_result_flag(result.get(), i, &flag), UNKNOT_OK);
    known = std::max(known, flag.tier);
  }
  return known;
}

struct Tiers {
  int tier = 0;
  int known = 0;
  int possible = 0;
};

class Properties : public testing::Test {
 protected:
  explicit Properties(std::uint64_t seed = 20261122) : patients(medicine(), seed) {}

  Result assessed(const Answers& answers, const Json& options = Json::object()) {
    last_intake = patients.intake(answers, options, true);
    Result result = assess(last_intake);
    EXPECT_EQ(unknot_result_status(result.get()), UNKNOT_OK) << unknot_result_error(result.get()) << last_intake;
    return result;
  }

  Tiers tiers(const Answers& answers) {
    const Result result = assessed(answers);
    return {unknot_result_tier(result.get()), known_tier(result), unknot_result_possible_tier(result.get())};
  }

  // A question without an answer, or answered "unsure", that applies or may apply; none: the number of questions.
  std::size_t any_question(const Answers& answers, const Json& answered) {
    const Screen screen(medicine(), answers);
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < answers.size(); ++i) {
      if (answers[i] == answered && screen.applies(i) != Truth::no) found.push_back(i);
    }
    return found.empty() ? answers.size() : found[patients.below(found.size())];
  }

  Patients patients;
  std::string last_intake;
};

// Whether a question that was answered "unsure" does not apply any more.
bool takes_back_an_unsure(const Answers& before, const Answers& after) {
  const Screen screen_before(medicine(), before);
  const Screen screen_after(medicine(), after);
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] == "unsure" && screen_before.applies(i) != Truth::no && screen_after.applies(i) == Truth::no) {
      return true;
    }
  }
  return false;
}

TEST_F(Properties, AnAnswerNeverRaisesThePossibleTierAndNeverLowersTheKnownOne) {
  int answered = 0;
  for (int i = 0; i < many; ++i) {
    const Answers before = patients.next();
    const std::size_t question = any_question(before, nullptr);
    if (question == before.size()) continue;
    ++answered;
    Answers after = before;
    after[question] = patients.answer(question, true);
    const Tiers was = tiers(before);
    const Tiers is = tiers(after);
    ASSERT_LE(is.possible, was.possible) << medicine().questions[question].id << ' ' << last_intake;
    if (!takes_back_an_unsure(before, after)) {
      ASSERT_GE(is.known, was.known) << medicine().questions[question].id << ' ' << last_intake;
    }
  }
  EXPECT_GT(answered, many / 4);
}

TEST_F(Properties, OnlyAnUnsureThatNoLongerAppliesCanBeTakenBack) {
  std::vector<std::string> conditional;
  for (const std::size_t question : medicine().asked_for_unsure) {
    if (medicine().questions[question].asked_when) conditional.push_back(medicine().questions[question].id);
  }
  EXPECT_EQ(conditional, std::vector<std::string>{"sexual_change"});
  const auto known = [](const char* intake) { return known_tier(assess(intake)); };
  EXPECT_EQ(known(R"({"answers": {"sexual_change": "unsure", "leg_numbness": "one_leg"}})"), UNKNOT_TIER_SAME_DAY);
  EXPECT_EQ(known(R"({"answers": {"sexual_change": "unsure", "leg_numbness": "one_leg", "age": 16}})"),
            UNKNOT_TIER_SAME_DAY);
  EXPECT_EQ(known(R"({"answers": {"sexual_change": "unsure", "leg_pain": "one_leg"}})"), UNKNOT_TIER_SAME_DAY);
  EXPECT_EQ(known(R"({"answers": {"sexual_change": "unsure", "leg_pain": "one_leg", "age": 15}})"), UNKNOT_TIER_SOON);
}

TEST_F(Properties, AValueInTheUnsuresPlaceNeverRaisesThePossibleTier) {
  int replaced = 0;
  int lowered = 0;
  for (int i = 0; i < many; ++i) {
    const Answers before = patients.next();
    const std::size_t question = any_question(before, "unsure");
    if (question == before.size()) continue;
    ++replaced;
    Answers after = before;
    after[question] = patients.answer(question, false);
    const Tiers was = tiers(before);
    const Tiers is = tiers(after);
    ASSERT_LE(is.possible, was.possible) << medicine().questions[question].id << ' ' << last_intake;
    if (is.known < was.known) ++lowered;
  }
  EXPECT_GT(replaced, many / 8);
  EXPECT_GT(lowered, 0);
}

TEST_F(Properties, TheTiersAreThoseOfTheRules) {
  std::array<int, 6> seen{};
  int incomplete = 0;
  for (int i = 0; i < many; ++i) {
    const Answers answers = patients.next();
    const Screen screen(medicine(), answers);
    int known = UNKNOT_TIER_SELF_CARE;
    int possible = UNKNOT_TIER_SELF_CARE;
    for (const Rule& rule : medicine().rules) {
      const Truth raised = screen.holds(rule.when);
      if (raised != Truth::no) possible = std::max(possible, rule.tier);
      if (raised == Truth::yes) known = std::max(known, rule.tier);
    }
    const Result result = assessed(answers);
    const int tier = unknot_result_tier(result.get());
    ASSERT_EQ(known_tier(result), known) << last_intake;
    ASSERT_EQ(unknot_result_possible_tier(result.get()), possible) << last_intake;
    ASSERT_EQ(unknot_result_complete(result.get()), possible == known ? 1 : 0) << last_intake;
    ASSERT_GE(tier, known) << last_intake;
    if (possible > known) {
      ASSERT_GE(tier, possible >= UNKNOT_TIER_SAME_DAY ? UNKNOT_TIER_SOON : UNKNOT_TIER_ROUTINE) << last_intake;
      ++incomplete;
    } else {
      ASSERT_EQ(tier, known) << last_intake;
    }
    ++seen[static_cast<std::size_t>(tier)];
  }
  for (int tier = UNKNOT_TIER_SELF_CARE; tier <= UNKNOT_TIER_EMERGENCY; ++tier) {
    EXPECT_GT(seen[static_cast<std::size_t>(tier)], many / 200) << tier_names[tier];
  }
  EXPECT_GT(incomplete, many / 20);
}

TEST_F(Properties, WhileARuleIsOpenTheTierIsNeverSelfCare) {
  int open_seen = 0;
  for (int i = 0; i < many; ++i) {
    const Answers answers = patients.next();
    const Screen screen(medicine(), answers);
    const bool open = std::any_of(medicine().rules.begin(), medicine().rules.end(),
                                  [&](const Rule& rule) { return screen.holds(rule.when) == Truth::unknown; });
    if (!open) continue;
    ++open_seen;
    ASSERT_GT(tiers(answers).tier, UNKNOT_TIER_SELF_CARE) << last_intake;
  }
  EXPECT_GT(open_seen, many / 10);
}

TEST_F(Properties, EveryRuleStandsInTheResultAsItIs) {
  for (int i = 0; i < some; ++i) {
    const Answers answers = patients.next();
    const Screen screen(medicine(), answers);
    const Json result = Json::parse(document(assessed(answers), UNKNOT_MEDIA_JSON));
    std::map<std::string, std::string> told;
    for (const Json& flag : result["flags"]) {
      for (const Json& rule : flag["rules"]) told[rule["id"]] = rule["status"];
    }
    for (const Rule& rule : medicine().rules) {
      const Truth raised = screen.holds(rule.when);
      const std::string expected = raised == Truth::yes ? "raised" : raised == Truth::unknown ? "open" : "";
      ASSERT_EQ(told[rule.id], expected) << rule.id << ' ' << last_intake;
      if (raised == Truth::yes) {
        ASSERT_GE(tier_number(result["tier"]), rule.tier) << rule.id << ' ' << last_intake;
      }
    }
  }
}

TEST_F(Properties, WhatMayHarmStandsInNoList) {
  int withheld_seen = 0;
  for (int i = 0; i < some; ++i) {
    const Answers answers = patients.next();
    const Screen screen(medicine(), answers);
    const Json plan = Json::parse(document(assessed(answers), UNKNOT_MEDIA_JSON))["plan"];
    std::set<std::string> shown;
    for (const char* list : {"main", "more"}) {
      for (const Json& topic : plan[list]) ASSERT_TRUE(shown.insert(topic).second) << topic << " twice " << last_intake;
    }
    for (const Json& withheld : plan["withheld"]) {
      ASSERT_EQ(shown.count(withheld["topic"]), 0u) << withheld["topic"] << ' ' << last_intake;
      ++withheld_seen;
    }
    for (const Topic& topic : medicine().topics) {
      if (!topic.withheld_when) continue;
      const Truth harms = screen.holds(*topic.withheld_when);
      if (harms == Truth::yes || (harms == Truth::unknown && topic.withhold_unknown)) {
        ASSERT_EQ(shown.count(topic.id), 0u) << topic.id << ' ' << last_intake;
      }
    }
  }
  EXPECT_GT(withheld_seen, some / 2);
}

// Every text of a topic that no other topic has: by topic.
std::map<std::string, std::set<std::string>> own_texts() {
  std::map<std::string, std::set<std::string>> owners;
  const auto collect = [&](const auto& self, const std::string& id, const Json& texts) -> void {
    if (texts.is_string()) {
      owners[texts].insert(id);
    } else if (texts.is_structured()) {
      for (const auto& [name, inner] : texts.items()) {
        if (name != "title" && name != "left_out" && name != "part") self(self, id, inner);
      }
    }
  };
  for (const auto& [id, texts] : pack()["text"]["en-US"]["topics"].items()) collect(collect, id, texts);
  std::map<std::string, std::set<std::string>> own;
  for (const auto& [text, ids] : owners) {
    if (ids.size() == 1 && text.size() > 20) own[*ids.begin()].insert(text);
  }
  return own;
}

TEST_F(Properties, ATopicThatIsInNoListIsNowhereOnTheSheet) {
  const auto own = own_texts();
  ASSERT_EQ(own.size(), medicine().topics.size());
  int left_out = 0;
  for (int i = 0; i < some; ++i) {
    const Result result = assessed(patients.next(), patients.options());
    const Json plan = Json::parse(document(result, UNKNOT_MEDIA_JSON))["plan"];
    std::set<std::string> listed(plan["main"].begin(), plan["main"].end());
    listed.insert(plan["more"].begin(), plan["more"].end());
    const std::string sheet = document(result, UNKNOT_MEDIA_HANDOUT_JSON);
    const Json handout = Json::parse(sheet);
    Json main = Json::array();
    std::set<std::string> more;
    std::size_t told = 0;
    bool names_more = false;  // those that find no room
    for (const Json& section : handout["sections"]) {
      if (section["id"] == "plan" && section["topic"] != nullptr) main.push_back(section["topic"]);
      if (section["id"] == "more" && section["topic"] != nullptr) more.insert(section["topic"]);
      names_more =
          names_more || (section["id"] == "more" && section["form"] == "plain" && section["heading"] == nullptr);
      for (const Json& block : section["blocks"]) {
        if (block["type"] != "tick_sheet") continue;
        for (const Json& row : block["rows"]) ASSERT_EQ(listed.count(row["topic"]), 1u) << row << ' ' << last_intake;
      }
    }
    ASSERT_EQ(main, plan["main"]) << last_intake;
    for (const std::string topic : plan["more"]) told += more.erase(topic);
    ASSERT_TRUE(more.empty()) << last_intake;
    ASSERT_EQ(names_more, told < plan["more"].size()) << last_intake;
    for (const auto& [topic, texts] : own) {
      if (listed.count(topic) != 0) continue;
      ++left_out;
      for (const std::string& text : texts) {
        const std::string quoted = Json(text).dump();
        ASSERT_EQ(sheet.find(quoted.substr(1, quoted.size() - 2)), std::string::npos)
            << topic << ": " << text << last_intake;
      }
    }
  }
  EXPECT_GT(left_out, some);
}

TEST_F(Properties, EverySheetHasTheWholeSafetyNet) {
  const Json& net = pack()["text"]["en-US"]["safety_net"];
  std::set<std::string> kinds;
  for (int i = 0; i < some; ++i) {
    const Json handout =
        Json::parse(document(assessed(patients.next(), patients.options()), UNKNOT_MEDIA_HANDOUT_JSON));
    kinds.insert(handout["kind"]);
    int nets = 0;
    for (const Json& section : handout["sections"]) {
      if (section["id"] != "safety_net") continue;
      ++nets;
      ASSERT_EQ(section["blocks"][0]["items"], net["emergency"]) << last_intake;
      ASSERT_EQ(section["blocks"][1]["items"], net["clinic"]) << last_intake;
      ASSERT_EQ(section["blocks"][2]["text"], net["return"]) << last_intake;
    }
    ASSERT_EQ(nets, 1) << last_intake;
  }
  EXPECT_EQ(kinds.size(), pack()["kinds"].size());
}

TEST_F(Properties, WhitespaceAndOrderDoNotChangeAByte) {
  for (int i = 0; i < some; ++i) {
    const Answers answers = patients.next();
    const Json options = patients.options();
    const Result tidy = assessed(answers, options);
    const std::string untidy = patients.intake(answers, options, false);
    const Result same = assess(untidy);
    ASSERT_EQ(unknot_result_status(same.get()), UNKNOT_OK) << unknot_result_error(same.get()) << untidy;
    for (const char* media_type : {UNKNOT_MEDIA_JSON, UNKNOT_MEDIA_HANDOUT_JSON, UNKNOT_MEDIA_HTML, UNKNOT_MEDIA_TEXT,
                                   UNKNOT_MEDIA_CLINIC_HTML}) {
      ASSERT_TRUE(document(tidy, media_type) == document(same, media_type)) << media_type << ' ' << untidy;
    }
  }
}

}  // namespace
