#include <gtest/gtest.h>

#include <deque>

#include "intake/read.h"
#include "refusal.h"
#include "small_pack.h"
#include "visit.h"

namespace {

using namespace unknot;
using intake::Answer;
using State = Answer::State;
using unknot_test::Json;
using unknot_test::SmallPack;

class FhirReader : public testing::Test {
 protected:
  static constexpr std::size_t fever = 0;
  static constexpr std::size_t course = 1;
  static constexpr std::size_t place = 2;
  static constexpr std::size_t age = 3;

  static std::shared_ptr<const pack::Pack> small_pack() {
    SmallPack small;
    small.yes_no("fever").one("course", {"better", "worse"}).many("place", {"back", "flank"}).integer("age", 0, 120);
    small.rule("all", "fever = yes or course = worse or place has back or age > 9", "soon");
    return small.load();
  }

  static Json response(const Json& members = Json::object()) {
    Json whole = {{"resourceType", "QuestionnaireResponse"},
                  {"status", "completed"},
                  {"questionnaire", "https://small.example/fhir/Questionnaire/small|1.2.3"}};
    whole.merge_patch(members);
    return whole;
  }
  static Json item(const char* question, const Json& answers) { return {{"linkId", question}, {"answer", answers}}; }
  static Json only(const Json& answer) { return Json::array({answer}); }
  static Json value(const char* name, const Json& value) { return Json::object({{name, value}}); }
  static Json code(const char* code) { return value("valueCoding", Json::object({{"code", code}})); }
  static Json answered(const char* question, const Json& answers) {
    return response({{"item", Json::array({item(question, answers)})}});
  }
  static Json unknown_to_patient() {
    return {{"extension", Json::array({{{"url", "http://hl7.org/fhir/StructureDefinition/data-absent-reason"},
                                        {"valueCode", "asked-unknown"}}})}};
  }

  intake::Answers read(const Json& json) {
    texts_.push_back(json.dump());
    return intake::read(*pack, texts_.back(), memory);
  }
  Answer read_answer(std::size_t question, const char* id, const Json& answers) {
    return read(answered(id, answers)).by_question[question];
  }
  std::string refused(const Json& json) {
    return unknot_test::refusal([&] { read(json); });
  }
  std::string refused(const char* id, const Json& answers) { return refused(answered(id, answers)); }
  // "code pointer" of each.
  std::vector<std::string> warnings(const Json& json) {
    std::vector<std::string> all;
    for (const intake::Warning& warning : read(json).warnings) {
      all.push_back(std::string(intake::warning_id(warning.code)) + ' ' + warning.pointer);
    }
    return all;
  }

  std::shared_ptr<const pack::Pack> pack = small_pack();
  Arena memory;
  std::deque<std::string> texts_;
};

using Strings = std::vector<std::string>;

TEST_F(FhirReader, WhatIsAbsentIsUnansweredAndNeverNo) {
  for (const Json& empty :
       {response(), response({{"item", Json::array()}}), response({{"item", Json::array({{{"linkId", "fever"}}})}}),
        answered("fever", Json::array()), answered("fever", Json::array({Json::object()}))}) {
    const intake::Answers answers = read(empty);
    for (const Answer& answer : answers.by_question) EXPECT_EQ(answer.state, State::absent) << empty;
    EXPECT_TRUE(answers.warnings.empty()) << empty;
    EXPECT_FALSE(answers.is_unfinished);
  }
}

TEST_F(FhirReader, AYesOrNoIsACodeOrABoolean) {
  EXPECT_EQ(read_answer(fever, "fever", only(code("yes"))).members, 2u);
  EXPECT_EQ(read_answer(fever, "fever", only(code("no"))).members, 1u);
  EXPECT_EQ(read_answer(fever, "fever", only(code("unsure"))).state, State::unsure);
  EXPECT_EQ(read_answer(fever, "fever", only(value("valueBoolean", true))).members, 2u);
  EXPECT_EQ(read_answer(fever, "fever", only(value("valueBoolean", false))).members, 1u);
  EXPECT_EQ(refused("fever", only(code("maybe"))), "unknown_value /item/0/answer/0/valueCoding");
  EXPECT_EQ(refused("fever", only(value("valueInteger", 1))), "wrong_type /item/0/answer/0/valueInteger");
  EXPECT_EQ(refused("fever", Json::array({code("no"), code("yes")})), "duplicate_value /item/0/answer");
}

TEST_F(FhirReader, ACodeIsOneOfItsValuesOrUnsure) {
  EXPECT_EQ(read_answer(course, "course", only(code("worse"))).members, 2u);
  EXPECT_EQ(read_answer(course, "course", only(code("unsure"))).state, State::unsure);
  EXPECT_EQ(refused("course", only(code("none"))), "unknown_value /item/0/answer/0/valueCoding");
  EXPECT_EQ(refused("course", only(value("valueBoolean", true))), "wrong_type /item/0/answer/0/valueBoolean");
  EXPECT_EQ(refused("course", only(value("valueCoding", {{"display", "worse"}}))),
            "missing_member /item/0/answer/0/valueCoding");
  EXPECT_EQ(refused("course", only(value("valueCoding", {{"system", "http://other.example"}, {"code", "worse"}}))),
            "unknown_value /item/0/answer/0/valueCoding/system");
}

TEST_F(FhirReader, AListIsItsCodesOrNoneOrUnsureAlone) {
  EXPECT_EQ(read_answer(place, "place", Json::array({code("back"), code("flank")})).members, 3u);
  const Answer none = read_answer(place, "place", only(code("none")));
  EXPECT_EQ(none.state, State::given);
  EXPECT_EQ(none.members, 0u);
  EXPECT_EQ(read_answer(place, "place", only(code("unsure"))).state, State::unsure);
  EXPECT_EQ(refused("place", Json::array({code("back"), code("none")})), "unknown_value /item/0/answer/1/valueCoding");
  EXPECT_EQ(refused("place", Json::array({code("unsure"), code("back")})),
            "unknown_value /item/0/answer/0/valueCoding");
  EXPECT_EQ(refused("place", Json::array({code("back"), code("back")})),
            "duplicate_value /item/0/answer/1/valueCoding");
}

TEST_F(FhirReader, ANumberIsWholeAndInItsRange) {
  EXPECT_EQ(read_answer(age, "age", only(value("valueInteger", 46))).number, 46);
  EXPECT_EQ(read_answer(age, "age", only(unknown_to_patient())).state, State::unsure);
  EXPECT_EQ(read_answer(age, "age", only(value("_valueInteger", unknown_to_patient()))).state, State::unsure);
  EXPECT_EQ(refused("age", only(value("valueInteger", 121))), "out_of_range /item/0/answer/0/valueInteger");
  EXPECT_EQ(refused("age", only(value("valueInteger", -1))), "wrong_type /item/0/answer/0/valueInteger");
  EXPECT_EQ(refused("age", only(value("valueDecimal", 46.5))), "wrong_type /item/0/answer/0/valueDecimal");
  EXPECT_EQ(refused("age", only(value("valueQuantity", {{"value", 46}}))), "wrong_type /item/0/answer/0/valueQuantity");
  EXPECT_EQ(refused("age", only(value("valueInteger", "46"))), "wrong_type /item/0/answer/0/valueInteger");
}

TEST_F(FhirReader, WhatIsReadWithToleranceIsWarnedOf) {
  const std::string at = " /item/0/answer/0/value";
  EXPECT_EQ(warnings(answered("age", only(value("valueDecimal", 46.0)))), Strings{"value_as_decimal" + at + "Decimal"});
  EXPECT_EQ(warnings(answered("age", only(value("valueString", "46")))), Strings{"value_as_text" + at + "String"});
  EXPECT_EQ(warnings(answered("course", only(value("valueString", "worse")))),
            Strings{"value_as_text" + at + "String"});
  EXPECT_EQ(warnings(response({{"questionnaire", nullptr}})), Strings{"questionnaire_missing /questionnaire"});
  EXPECT_EQ(warnings(response({{"questionnaire", "https://small.example/fhir/Questionnaire/small|9.9.9"}})),
            Strings{"questionnaire_version /questionnaire"});
  EXPECT_EQ(warnings(response({{"questionnaire", "https://small.example/fhir/Questionnaire/small"}})),
            Strings{"questionnaire_version /questionnaire"});
  EXPECT_EQ(warnings(response({{"language", "fr-FR"}})), Strings{"unknown_language /language"});
  for (const char* authored : {"2026", "2026-11", "2026-11-22", "2026-11-22T09:30:00"}) {
    EXPECT_EQ(warnings(response({{"authored", authored}})), Strings{"time_not_exact /authored"}) << authored;
  }
}

TEST_F(FhirReader, ATextIsTheCodeOrTheWordsThatWereShownForIt) {
  const std::string shown(pack->locales.front().questions[course].values[1].text.plain());
  EXPECT_EQ(read_answer(course, "course", only(value("valueString", shown))).members, 2u);
  EXPECT_EQ(refused("course", only(value("valueString", "quite bad"))), "unknown_value /item/0/answer/0/valueString");
}

TEST_F(FhirReader, ItemsStandInGroupsAndUnderAnswersAndHoldWhatWeDoNotKnow) {
  Json extended = value("valueInteger", 50);
  extended["extension"] = Json::array({value("url", "x")});
  const Json inner = item("age", only(extended));
  const Json group = {{"linkId", "group"}, {"text", "Group"}, {"item", Json::array({inner, {{"linkId", "text"}}})}};
  Json under = code("yes");
  under["item"] = Json::array({item("course", only(code("better")))});
  const intake::Answers answers = read(response({{"meta", {{"versionId", "1"}}},
                                                 {"text", {{"status", "empty"}}},
                                                 {"item", Json::array({group, item("fever", only(under))})}}));
  EXPECT_EQ(answers.by_question[age].number, 50);
  EXPECT_EQ(answers.by_question[course].members, 1u);
}

TEST_F(FhirReader, AnAnswerThatCannotBeTakenIsNeverDropped) {
  EXPECT_EQ(refused("fevr", only(code("yes"))), "unknown_question /item/0/linkId");
  EXPECT_EQ(
      refused(response({{"item", Json::array({item("fever", only(code("no"))), item("fever", only(code("yes")))})}})),
      "duplicate_member /item/1/answer");
  EXPECT_EQ(refused(response(value("item", only(value("answer", only(code("yes"))))))), "missing_member /item/0");
  EXPECT_EQ(refused(response({{"item", Json::object()}})), "wrong_type /item");
  EXPECT_EQ(refused("fever", code("yes")), "wrong_type /item/0/answer");
  Json two_values = code("no");
  two_values["valueBoolean"] = true;
  EXPECT_EQ(refused("fever", only(two_values)), "duplicate_member /item/0/answer/0");
}

TEST_F(FhirReader, AMemberStandsOnceAndItsNameIsNotTold) {
  const Problem problem =
      unknot_test::failure_of([&] {
        intake::read(*pack, R"({"resourceType": "QuestionnaireResponse", "Ann": 1, "Ann": 2})", memory);
      }).problem;
  EXPECT_EQ(problem.code, "duplicate_member");
  EXPECT_EQ(problem.expected, "each member once");
}

TEST_F(FhirReader, WhatIsNoResponseToOurQuestionnaireIsRefused) {
  EXPECT_EQ(refused(response({{"resourceType", "Patient"}})), "unknown_value /resourceType");
  EXPECT_EQ(refused(response({{"questionnaire", "https://small.example/fhir/Questionnaire/other|1.0.0"}})),
            "unknown_value /questionnaire");
  EXPECT_EQ(refused(response({{"status", "entered-in-error"}})), "unknown_value /status");
  EXPECT_EQ(refused(response({{"status", nullptr}})), "missing_member ");
  EXPECT_EQ(refused(response({{"authored", "yesterday"}})), "invalid_date /authored");
  EXPECT_EQ(refused(response({{"authored", "1969-12-31T23:00:00Z"}})), "out_of_range /authored");
  EXPECT_EQ(refused(response({{"id", "no spaces"}})), "invalid_format /id");
}

TEST_F(FhirReader, TakesWhomItIsAboutAndWhen) {
  const intake::Answers answers = read(response({{"id", "run-7"},
                                                 {"subject", {{"reference", "Patient/12"}}},
                                                 {"encounter", {{"reference", "Encounter/9"}}},
                                                 {"authored", "2026-11-22T10:00:00.5+01:00"}}));
  EXPECT_EQ(answers.request.id, "run-7");
  EXPECT_EQ(answers.request.subject, "Patient/12");
  EXPECT_EQ(answers.request.encounter, "Encounter/9");
  EXPECT_EQ(answers.at_unix_seconds, 1795338000);
}

TEST_F(FhirReader, AnUnfinishedResponseIsNeverComplete) {
  for (const char* status : {"in-progress", "stopped"}) {
    const Json json = response(
        {{"status", status},
         {"item", Json::array({item("fever", only(code("no"))), item("course", only(code("better"))),
                               item("place", only(code("none"))), item("age", only(value("valueInteger", 5)))})}});
    const intake::Answers answers = read(json);
    EXPECT_TRUE(answers.is_unfinished);
    const assess::Assessment assessment = assess::assess(*pack, answers, memory);
    EXPECT_FALSE(assessment.complete);
    EXPECT_EQ(assessment.tier, pack::Tier::routine);
    EXPECT_EQ(assessment.known, pack::Tier::self_care);
    EXPECT_EQ(warnings(json), Strings{"unfinished_response /status"});
  }
}

TEST_F(FhirReader, OurOwnIntakeMaySpeakOfAResourceType) {
  Json own = {{"answers", Json::object()}, {"handout", value("patient_name", "\"resourceType\"")}};
  EXPECT_TRUE(read(own).warnings.empty());
  own["answers"]["resourceType"] = true;
  EXPECT_EQ(refused(own), "unknown_question /answers/resourceType");
}

}  // namespace
