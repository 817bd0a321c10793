// application/json: the record of everything.
#include "render/json.h"

#include <gtest/gtest.h>

#include "render/sample.h"

namespace {

using namespace unknot_test;
using Ordered = nlohmann::ordered_json;

Ordered record(const SmallPack& pack, const std::string& answers, const std::string& options = "") {
  Visit visit(pack, answers, options);
  const unknot::render::Record record{*visit.pack, visit.answers, visit.assessment, visit.plan, 0};
  return Ordered::parse(unknot::render::json(record, visit.memory));
}

Ordered sample() { return record(sample_pack(), sample_answers, sample_options); }

std::vector<std::string> names(const Ordered& object) {
  std::vector<std::string> all;
  for (const auto& [name, value] : object.items()) all.push_back(name);
  return all;
}

TEST(RecordJson, HasItsMembersInAFixedOrder) {
  EXPECT_EQ(names(sample()), (std::vector<std::string>{"schema", "unknot", "pack", "request", "answers", "tier",
                                                       "possible_tier", "complete", "kind", "flags", "open_questions",
                                                       "does_not_apply", "contradictions", "warnings", "plan"}));
}

TEST(RecordJson, AnswersAreToldAsReadInThePacksOrder) {
  EXPECT_EQ(sample()["answers"].dump(), R"({"fever":true,"days":2,"ills":["frail","clot"],"unsafe":false})");
  EXPECT_EQ(record(sample_pack(), R"({"ills": [], "fever": "unsure"})")["answers"].dump(),
            R"({"fever":"unsure","days":null,"ills":[],"unsafe":null})");
}

TEST(RecordJson, TheRequestIsToldAsGiven) {
  EXPECT_EQ(sample()["request"].dump(), R"({"id":"r-1","subject":"<Patient> & 1"})");
  EXPECT_EQ(record(sample_pack(), "{}")["request"].dump(), "{}");
}

TEST(RecordJson, ThePackIsNamedWithItsReview) {
  const Ordered pack = sample()["pack"];
  EXPECT_EQ(pack["id"], "small");
  EXPECT_EQ(pack["version"], "1.2.3");
  EXPECT_EQ(pack["sha256"], sample_pack().load()->sha256);
  EXPECT_EQ(pack["review"], "none");
  EXPECT_TRUE(pack["overlay_sha256"].is_null());
}

TEST(RecordJson, EveryFlagStandsInThePacksOrder) {
  const Ordered flags = sample()["flags"];
  ASSERT_EQ(flags.size(), 3u);
  EXPECT_EQ(flags[0]["id"], "fever");
  EXPECT_EQ(flags[1]["id"], "long");
  EXPECT_EQ(flags[2]["id"], "other");
}

TEST(RecordJson, ARaisedFlagTellsItsReasonAndItsRules) {
  EXPECT_EQ(sample()["flags"][0], Ordered::parse(R"({"id": "fever", "status": "raised", "tier": "routine",
    "possible_tier": "routine", "title": "Title of fever", "reason": "Clinic reason of fever.",
    "rules": [{"id": "fever", "status": "raised", "tier": "routine",
               "because": [{"question": "fever", "answer": true, "asked": true}], "not_answered": [],
               "sources": ["SRC"]}]})"));
}

TEST(RecordJson, AnOpenFlagHasNoTierYet) {
  const Ordered flag = record(sample_pack(), R"({"fever": false, "days": 95})")["flags"][1];
  EXPECT_EQ(flag, Ordered::parse(R"({"id": "long", "status": "open", "tier": null, "possible_tier": "soon",
    "title": "Title of long", "reason": "flag_open_reason",
    "rules": [{"id": "long", "status": "open", "tier": "soon",
               "because": [{"question": "days", "answer": 95, "asked": true}], "not_answered": ["ills"],
               "sources": ["SRC"]}]})"));
}

TEST(RecordJson, AClearFlagHasNoTierReasonOrRule) {
  EXPECT_EQ(sample()["flags"][1], Ordered::parse(R"({"id": "long", "status": "clear", "tier": null,
    "possible_tier": null, "title": "Title of long", "reason": "", "rules": []})"));
}

TEST(RecordJson, GroundsSayTheAnswerInItsOwnType) {
  SmallPack pack =
      sample_pack().rule("all", "days = 2 and ills has clot and unsafe = no and (unsure(fever) or fever = yes)", "soon",
                         {{"flag", "long"}});
  const auto because = [&](const char* answers) {
    Ordered answers_told = Ordered::array();
    const Ordered flag = record(pack, answers)["flags"][1];
    for (const Ordered& ground : flag["rules"].back()["because"]) answers_told.push_back(ground["answer"]);
    return answers_told.dump();
  };
  EXPECT_EQ(because(sample_answers), R"([true,2,"clot",false])");
  EXPECT_EQ(because(R"({"fever": "unsure", "days": 2, "ills": ["clot"], "unsafe": false})"),
            R"(["unsure",2,"clot",false])");
}

TEST(RecordJson, OpenQuestionsSayHowFarTheyCouldGo) {
  EXPECT_EQ(record(sample_pack(), R"({"days": 95, "unsafe": false})")["open_questions"],
            Ordered::parse(R"([{"question": "ills", "could_raise_to": "soon"},
                               {"question": "fever", "could_raise_to": "routine"}])"));
}

TEST(RecordJson, QuestionsThatDoNotApplyAreNamed) {
  const SmallPack pack = SmallPack()
                             .integer("age", 0, 99)
                             .yes_no("a")
                             .asked_when("age > 9", false)
                             .yes_no("b")
                             .asked_when("age > 9", false)
                             .rule("r", "a = yes or b = yes", "soon");
  EXPECT_EQ(record(pack, R"({"age": 5})")["does_not_apply"].dump(), R"(["a","b"])");
  EXPECT_EQ(record(pack, R"({"age": 5, "b": true})")["does_not_apply"].dump(), R"(["a"])");
  EXPECT_EQ(record(pack, "{}")["does_not_apply"].dump(), "[]");
}

TEST(RecordJson, AContradictionNamesItsQuestions) {
  EXPECT_EQ(record(sample_pack(), R"({"fever": true, "days": 0})")["contradictions"],
            Ordered::parse(R"([{"id": "odd", "questions": ["fever", "days"], "text": "Contradiction odd."}])"));
  EXPECT_EQ(sample()["contradictions"].dump(), "[]");
}

TEST(RecordJson, ThePlanTellsWhatIsWithheldAndWhy) {
  EXPECT_EQ(sample()["plan"], Ordered::parse(R"({"main": ["cold", "walk", "pill"], "more": ["heat"],
    "withheld": [{"topic": "roll", "because": [{"question": "ills", "answer": "clot", "asked": true}],
                  "not_answered": []}],
    "notes": []})"));
}

TEST(RecordJson, ANoteNamesThePartOrVariantButNotTheAdvice) {
  const SmallPack pack =
      minimal_pack().topic("heat", {{"withheld_when", "fever = yes"},
                                    {"unknown", "warn"},
                                    {"adjustments",
                                     {{{"id", "bath"}, {"note", "part_left_out"}, {"when", "fever = yes"}},
                                      {{"id", "seated"}, {"note", "instead"}, {"when", "fever = yes"}},
                                      {{"id", "ask"}, {"note", "ask_first"}, {"when", "fever = yes"}},
                                      {{"id", "count"}, {"note", "count_it"}, {"when", "fever = yes"}}}}});
  Ordered told = Ordered::array();
  const Ordered plan = record(pack, "{}")["plan"];
  for (const Ordered& note : plan["notes"]) {
    EXPECT_EQ(names(note), (std::vector<std::string>{"topic", "note", "part", "because", "not_answered"}));
    EXPECT_EQ(note["not_answered"].dump(), R"(["fever"])");
    told.push_back({note["note"], note["part"]});
  }
  EXPECT_EQ(told, Ordered::parse(R"([["warn", null], ["part_left_out", "bath"], ["instead", "seated"],
                                     ["ask_first", null], ["count_it", null]])"));
}

TEST(RecordJson, TheClinicsLanguageGovernsTitlesReasonsAndContradictions) {
  SmallPack pack = sample_pack();
  pack.json["pack"]["languages"].push_back("en-GB");
  pack.json["text"]["en-GB"] = {{"base", "en-US"},
                                {"locale", "en-GB"},
                                {"flags", {{"fever", "Own title"}}},
                                {"rules", {{"fever", "Own reason."}}},
                                {"contradictions", {{"odd", "Own words."}}}};
  const Ordered own = record(pack, R"({"fever": true, "days": 0})", R"("handout": {"clinic": {"locale": "en-GB"}})");
  EXPECT_EQ(own["flags"][0]["title"], "Own title");
  EXPECT_EQ(own["flags"][0]["reason"], "Own reason.");
  EXPECT_EQ(own["contradictions"][0]["text"], "Own words.");
  const Ordered patients = record(pack, R"({"fever": true, "days": 0})", R"("handout": {"locale": "en-GB"})");
  EXPECT_EQ(patients["flags"][0]["title"], "Title of fever");
}

}  // namespace
