#include "intake/read.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "refusal.h"
#include "small_pack.h"

namespace {

using namespace unknot;
using intake::Answer;
using State = Answer::State;
using unknot_test::SmallPack;

class JsonReader : public testing::Test {
 protected:
  static constexpr std::size_t fever = 0;
  static constexpr std::size_t course = 1;
  static constexpr std::size_t place = 2;
  static constexpr std::size_t age = 3;
  static constexpr std::size_t weeks = 4;

  static std::shared_ptr<const pack::Pack> small_pack() {
    SmallPack small;
    small.yes_no("fever").one("course", {"better", "worse"}).many("place", {"back", "flank"}).integer("age", 0, 120);
    small.integer("weeks", 5, 40);
    small.rule("all", "fever = yes or course = worse or place has back or age > 9 or weeks > 9", "soon");
    small.json["pack"]["languages"].push_back("en-GB");
    small.json["text"]["en-GB"] = {{"base", "en-US"}, {"locale", "en-GB"}};
    return small.load();
  }

  intake::Answers read(std::string_view json) { return intake::read(*pack, json, memory); }
  Answer read_answer(std::size_t question, const std::string& answers) {
    return read("{\"answers\": {" + answers + "}}").by_question[question];
  }

  std::string refused(std::string_view json) {
    return unknot_test::refusal([&] { read(json); });
  }
  // What is said to one member of "answers".
  std::string refused_answer(const std::string& answer) { return refused("{\"answers\": {" + answer + "}}"); }
  std::string refused_beside(const std::string& member) { return refused("{\"answers\": {}, " + member + "}"); }
  std::string expected(std::string_view json) {
    return unknot_test::expectation([&] { read(json); });
  }

  std::shared_ptr<const pack::Pack> pack = small_pack();
  std::pmr::monotonic_buffer_resource memory;
};

TEST_F(JsonReader, NothingAnsweredIsNothingKnown) {
  const intake::Answers answers = read(R"({"answers": {}})");
  for (const Answer& answer : answers.by_question) EXPECT_EQ(answer.state, State::absent);
  EXPECT_EQ(answers.request.id, "");
  EXPECT_FALSE(answers.handout.large_print);
  EXPECT_EQ(answers.handout.page, intake::Page::by_locale);
}

TEST_F(JsonReader, EachTypeOfAnswerIsRead) {
  EXPECT_EQ(read_answer(fever, R"("fever": true)").members, 0b10u);
  EXPECT_EQ(read_answer(fever, R"("fever": false)").members, 0b01u);
  EXPECT_EQ(read_answer(course, R"("course": "worse")").members, 0b10u);
  EXPECT_EQ(read_answer(place, R"("place": ["flank", "back"])").members, 0b11u);
  EXPECT_EQ(read_answer(age, R"("age": 46)").number, 46);
  EXPECT_EQ(read_answer(age, R"("age": 46)").state, State::given);
}

TEST_F(JsonReader, TheEmptyListIsAnAnswer) {
  const Answer none = read_answer(place, R"("place": [])");
  EXPECT_EQ(none.state, State::given);
  EXPECT_EQ(none.members, 0u);
}

TEST_F(JsonReader, NullIsUnansweredAndUnsureIsNot) {
  for (const char* id : {"fever", "course", "place", "age"}) {
    const std::string quoted = '"' + std::string(id) + '"';
    const std::size_t question = static_cast<std::size_t>(pack->question_ids.find(id));
    EXPECT_EQ(read_answer(question, quoted + ": null").state, State::absent) << id;
    EXPECT_EQ(read_answer(question, quoted + ": \"unsure\"").state, State::unsure) << id;
    EXPECT_EQ(read_answer(question, quoted + ": \"unsure\"").members, 0u) << id;
  }
}

TEST_F(JsonReader, AnswersOfOtherTypesAreRefused) {
  for (const char* answer : {"\"fever\": 1", "\"fever\": \"yes\"", "\"fever\": []", "\"fever\": {}"}) {
    EXPECT_EQ(refused_answer(answer), "wrong_type /answers/fever") << answer;
  }
  for (const char* answer : {"\"course\": true", "\"course\": 1", "\"course\": []", "\"course\": {}"}) {
    EXPECT_EQ(refused_answer(answer), "wrong_type /answers/course") << answer;
  }
  for (const char* answer : {"\"place\": \"back\"", "\"place\": true", "\"place\": 1", "\"place\": {}"}) {
    EXPECT_EQ(refused_answer(answer), "wrong_type /answers/place") << answer;
  }
  for (const char* answer : {"\"age\": \"46\"", "\"age\": true", "\"age\": [46]", "\"age\": {}"}) {
    EXPECT_EQ(refused_answer(answer), "wrong_type /answers/age") << answer;
  }
}

TEST_F(JsonReader, AnIntegerHasNeitherFractionNorExponent) {
  for (const char* number : {"46.0", "4.6e1", "46e0", "46E+0", "-0", "-0.0"}) {
    EXPECT_EQ(refused_answer("\"age\": " + std::string(number)), "wrong_type /answers/age") << number;
  }
}

TEST_F(JsonReader, AnIntegerIsInItsRange) {
  for (const char* number : {"4", "41", "0", "-1", "-20", "2147483668", "4294967316", "99999999999999999999"}) {
    EXPECT_EQ(refused_answer("\"weeks\": " + std::string(number)), "out_of_range /answers/weeks") << number;
  }
  EXPECT_EQ(refused_answer("\"age\": 99999999999999999999"), "out_of_range /answers/age");
  EXPECT_EQ(read_answer(weeks, "\"weeks\": 5").number, 5);
  EXPECT_EQ(read_answer(weeks, "\"weeks\": 40").number, 40);
  EXPECT_EQ(expected(R"({"answers": {"weeks": 4}})"), "an integer from 5 to 40");
}

TEST_F(JsonReader, AnIntegerHasNoLeadingZero) { EXPECT_EQ(refused_answer("\"age\": 046"), "invalid_json /answers"); }

TEST_F(JsonReader, AValueIsOneOfTheQuestions) {
  EXPECT_EQ(refused_answer(R"("course": "same")"), "unknown_value /answers/course");
  EXPECT_EQ(refused_answer(R"("course": "")"), "unknown_value /answers/course");
  EXPECT_EQ(refused_answer(R"("course": "Worse")"), "unknown_value /answers/course");
  EXPECT_EQ(expected(R"({"answers": {"course": "same"}})"), "one of: better, worse, unsure");
}

TEST_F(JsonReader, AListIsRefusedAtItsMember) {
  EXPECT_EQ(refused_answer(R"("place": ["back", "neck"])"), "unknown_value /answers/place/1");
  EXPECT_EQ(refused_answer(R"("place": ["unsure"])"), "unknown_value /answers/place/0");
  EXPECT_EQ(refused_answer(R"("place": ["back", "flank", "back"])"), "duplicate_value /answers/place/2");
  EXPECT_EQ(refused_answer(R"("place": [null])"), "wrong_type /answers/place/0");
  EXPECT_EQ(refused_answer(R"("place": ["back", true])"), "wrong_type /answers/place/1");
  EXPECT_EQ(refused_answer(R"("place": [1])"), "wrong_type /answers/place/0");
  EXPECT_EQ(refused_answer(R"("place": [["back"]])"), "wrong_type /answers/place/0");
  EXPECT_EQ(refused_answer(R"("place": [{}])"), "wrong_type /answers/place/0");
}

TEST_F(JsonReader, AQuestionIsOneOfThePacks) {
  EXPECT_EQ(refused_answer(R"("fevr": true)"), "unknown_question /answers/fevr");
  EXPECT_EQ(refused_answer(R"("": true)"), "unknown_question /answers");
  EXPECT_EQ(refused_answer(R"("Anna Smith": true)"), "unknown_question /answers");
  EXPECT_EQ(refused_answer(R"("fever/x": true)"), "unknown_question /answers");
  EXPECT_EQ(refused_answer('"' + std::string(64, 'x') + "\": true"),
            "unknown_question /answers/" + std::string(64, 'x'));
  EXPECT_EQ(refused_answer('"' + std::string(65, 'x') + "\": true"), "unknown_question /answers");
}

TEST_F(JsonReader, AQuestionIsAnsweredOnce) {
  EXPECT_EQ(refused_answer(R"("fever": true, "fever": true)"), "duplicate_member /answers/fever");
  EXPECT_EQ(refused_answer(R"("fever": null, "fever": true)"), "duplicate_member /answers/fever");
  EXPECT_EQ(refused_answer(R"("fever": true, "f\u0065ver": false)"), "duplicate_member /answers/fever");
}

TEST_F(JsonReader, AnEscapedNameIsTheName) {
  EXPECT_EQ(read_answer(fever, R"("f\u0065ver": true)").members, 0b10u);
  EXPECT_EQ(read_answer(course, R"("course": "wor\u0073e")").members, 0b10u);
}

TEST_F(JsonReader, AnswersMustBeThere) {
  EXPECT_EQ(refused("{}"), "missing_member ");
  EXPECT_EQ(refused(R"({"request": {}})"), "missing_member ");
  EXPECT_EQ(refused(R"({"answers": null})"), "wrong_type /answers");
  EXPECT_EQ(refused(R"({"answers": []})"), "wrong_type /answers");
}

TEST_F(JsonReader, TheWholeIsAnObject) {
  for (const char* json : {"[]", "null", "true", "1", "\"text\""}) EXPECT_EQ(refused(json), "wrong_type ") << json;
}

TEST_F(JsonReader, UnknownMembersAreRefusedWhereTheyStand) {
  EXPECT_EQ(refused_beside(R"("extra": 1)"), "unknown_member /extra");
  EXPECT_EQ(refused_beside(R"("Answers": {})"), "unknown_member /Answers");
  EXPECT_EQ(refused_beside(R"("request": {"name": "x"})"), "unknown_member /request/name");
  EXPECT_EQ(refused_beside(R"("handout": {"id": "x"})"), "unknown_member /handout/id");
  EXPECT_EQ(refused_beside(R"("handout": {"clinic": {"id": "x"}})"), "unknown_member /handout/clinic/id");
  EXPECT_EQ(refused_beside(R"("handout": {"clinic": {}, "name": "x"})"), "unknown_member /handout/name");
  EXPECT_EQ(expected(R"({"answers": {}, "request": {"name": "x"}})"), "one of: id, subject, encounter");
}

TEST_F(JsonReader, MembersStandOnce) {
  EXPECT_EQ(refused(R"({"answers": {}, "answers": {}})"), "duplicate_member /answers");
  EXPECT_EQ(refused_beside(R"("request": {"id": "a", "id": "a"})"), "duplicate_member /request/id");
  EXPECT_EQ(refused_beside(R"("handout": {"clinic": {}, "clinic": {}})"), "duplicate_member /handout/clinic");
  EXPECT_EQ(refused_beside(R"("handout": {"clinic": {"name": "a", "name": "a"}})"),
            "duplicate_member /handout/clinic/name");
}

TEST_F(JsonReader, WhatStandsBesideTheAnswersIsRead) {
  const intake::Answers answers = read(R"({
    "request": {"encounter": "E/9", "subject": "P/1", "id": "r-1"},
    "handout": {"clinic": {"emergency_number": "999", "out_of_hours": "111", "phone": "020 7", "name": "Hill Clinic",
                           "locale": "en-gb"},
                "patient_name": "Anna", "date": "2026-11-22", "page": "A4", "large_print": true, "locale": "en-GB"},
    "answers": {"fever": true}})");
  EXPECT_EQ(answers.request.id, "r-1");
  EXPECT_EQ(answers.request.subject, "P/1");
  EXPECT_EQ(answers.request.encounter, "E/9");
  EXPECT_EQ(answers.handout.locale, pack->locale("en-GB"));
  EXPECT_EQ(answers.handout.clinic_locale, pack->locale("en-GB"));
  EXPECT_TRUE(answers.handout.large_print);
  EXPECT_EQ(answers.handout.page, intake::Page::a4);
  EXPECT_EQ(answers.handout.date, "2026-11-22");
  EXPECT_EQ(answers.handout.patient_name, "Anna");
  EXPECT_EQ(answers.handout.clinic.name, "Hill Clinic");
  EXPECT_EQ(answers.handout.clinic.phone, "020 7");
  EXPECT_EQ(answers.handout.clinic.out_of_hours, "111");
  EXPECT_EQ(answers.handout.clinic.emergency_number, "999");
  EXPECT_EQ(answers.by_question[fever].members, 0b10u);
}

TEST_F(JsonReader, TheFirstLanguageIsTheDefault) {
  const intake::Answers answers = read(R"({"answers": {}})");
  EXPECT_EQ(answers.handout.locale, pack->locale("en-US"));
  EXPECT_EQ(answers.handout.clinic_locale, pack->locale("en-US"));
  EXPECT_EQ(read(R"({"answers": {}, "handout": {"locale": "en-GB"}})").handout.clinic_locale, pack->locale("en-US"));
}

TEST_F(JsonReader, TheLanguageIsOneOfThePacks) {
  EXPECT_EQ(refused_beside(R"("handout": {"locale": "en-AU"})"), "unknown_locale /handout/locale");
  EXPECT_EQ(refused_beside(R"("handout": {"locale": ""})"), "unknown_locale /handout/locale");
  EXPECT_EQ(refused_beside(R"("handout": {"clinic": {"locale": "en"}})"), "unknown_locale /handout/clinic/locale");
  EXPECT_EQ(expected(R"({"answers": {}, "handout": {"locale": "fr"}})"), "one of: en-US, en-GB");
}

TEST_F(JsonReader, MembersBesideTheAnswersAreOfTheirTypes) {
  for (const char* member : {"id", "subject", "encounter"}) {
    for (const char* value : {"1", "null", "true", "[]", "{}"}) {
      EXPECT_EQ(refused_beside("\"request\": {\"" + std::string(member) + "\": " + value + "}"),
                "wrong_type /request/" + std::string(member))
          << value;
    }
  }
  EXPECT_EQ(refused_beside(R"("handout": {"large_print": "yes"})"), "wrong_type /handout/large_print");
  EXPECT_EQ(refused_beside(R"("handout": {"large_print": null})"), "wrong_type /handout/large_print");
  EXPECT_EQ(refused_beside(R"("handout": {"locale": true})"), "wrong_type /handout/locale");
  EXPECT_EQ(refused_beside(R"("handout": {"clinic": "Hill"})"), "wrong_type /handout/clinic");
  EXPECT_EQ(refused_beside(R"("handout": "A4")"), "wrong_type /handout");
  EXPECT_EQ(refused_beside(R"("handout": {"page": "a4"})"), "unknown_value /handout/page");
  EXPECT_EQ(refused_beside(R"("handout": {"date": "2026-02-30"})"), "invalid_date /handout/date");
}

TEST_F(JsonReader, AWrongValueAfterAnInnerObjectNamesItsOwnPlace) {
  EXPECT_EQ(refused_beside(R"("handout": {"clinic": {"name": "x"}, "patient_name": 1})"),
            "wrong_type /handout/patient_name");
  EXPECT_EQ(refused(R"({"request": {"id": "x"}, "answers": {"fever": 1}})"), "wrong_type /answers/fever");
}

TEST_F(JsonReader, TheFirstProblemInTheDocumentIsTold) {
  EXPECT_EQ(refused(R"({"answers": {"age": 121, "fevr": 1}, "extra": 1})"), "out_of_range /answers/age");
  EXPECT_EQ(refused(R"({"answers": {"fevr": 1, "age": 121}, "extra": 1})"), "unknown_question /answers/fevr");
  EXPECT_EQ(refused(R"({"extra": 1, "answers": {"age": 121}})"), "unknown_member /extra");
}

TEST_F(JsonReader, WhatIsNotJsonIsRefusedAtItsByte) {
  EXPECT_EQ(refused(""), "invalid_json ");
  EXPECT_EQ(refused(R"({"answers": {"fever": true,}})"), "invalid_json /answers");
  EXPECT_EQ(refused(R"({"answers": {} /* none */})"), "invalid_json ");
  EXPECT_EQ(expected(R"({"answers": {"age": 046}})"), "valid JSON at byte 21");
  EXPECT_EQ(refused(R"({"answers": {"age": NaN}})"), "invalid_json /answers/age");
  EXPECT_EQ(refused(R"({"answers": {}}{})"), "invalid_json ");
  EXPECT_EQ(refused("\xEF\xBB\xBF{\"answers\": {}}"), "invalid_json ");
}

TEST_F(JsonReader, ANulEndsNothing) {
  EXPECT_EQ(refused(std::string_view("{\"answers\": {}}\0", 16)), "invalid_json ");
  EXPECT_EQ(refused(std::string_view("{\"answers\": {}\0}", 16)), "invalid_json ");
  EXPECT_EQ(refused(std::string_view("\0{\"answers\": {}}", 16)), "invalid_json ");
}

TEST_F(JsonReader, AnInputNeedNotEndInANul) {
  const std::string json = R"({"answers": {"age": 46}})";
  EXPECT_EQ(read(std::string_view(json + "}}}").substr(0, json.size())).by_question[age].number, 46);
}

TEST_F(JsonReader, TextIsUtf8WithoutSurrogatesAndNul) {
  EXPECT_EQ(refused_beside("\"request\": {\"subject\": \"\xFF\"}"), "invalid_utf8 /request/subject");
  EXPECT_EQ(refused_beside(R"("request": {"subject": "\ud800"})"), "invalid_utf8 /request/subject");
  EXPECT_EQ(refused_beside(R"("request": {"subject": "\udc00"})").substr(0, 12), "invalid_utf8");
  EXPECT_EQ(refused_beside(R"("request": {"subject": "\u0000"})"), "invalid_text /request/subject");
  EXPECT_EQ(refused_answer("\"\xC0\x80\": true"), "invalid_utf8 /answers");
  EXPECT_EQ(refused_answer(R"("fever\u0000": true)"), "invalid_text /answers");
  EXPECT_EQ(refused_answer("\"course\": \"\xED\xA0\x80\""), "invalid_utf8 /answers/course");
  EXPECT_EQ(read(R"({"answers": {}, "request": {"subject": "\ud83d\ude00"}})").request.subject, "😀");
}

TEST_F(JsonReader, MoreThan256KiBIsRefusedUnread) {
  std::string json = R"({"answers": {"age": 46}})";
  json.resize(limits::intake_bytes, ' ');
  EXPECT_EQ(read(json).by_question[age].number, 46);
  EXPECT_EQ(refused(json + ' '), "too_large ");
}

TEST_F(JsonReader, NestingWithoutEndIsRefusedAtItsFirstStep) {
  EXPECT_EQ(refused(std::string(100000, '[')), "wrong_type ");
  EXPECT_EQ(refused_answer("\"place\": " + std::string(100000, '[')), "wrong_type /answers/place/0");
}

TEST_F(JsonReader, TheTextsOfTheResultDoNotNeedTheInput) {
  std::string json = R"({"answers": {}, "request": {"subject": "Patient 1"}})";
  const intake::Answers answers = read(json);
  json.assign(json.size(), '#');
  EXPECT_EQ(answers.request.subject, "Patient 1");
}

TEST_F(JsonReader, ARefusalIsTheIntakesFault) {
  EXPECT_EQ(unknot_test::failure_of([&] { read("{}"); }).status, Status::intake);
}

}  // namespace
