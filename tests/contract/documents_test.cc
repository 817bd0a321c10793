// What is accepted: the intake and every JSON document are of their published forms, and the record is true.
#include <gtest/gtest.h>

#include <algorithm>

#include "intakes.h"
#include "schema.h"
#include "support.h"

namespace unknot_test {
namespace {

const std::vector<Intake>& accepted() {
  static const std::vector<Intake> intakes = accepted_intakes();
  return intakes;
}

std::string text(unknot_result* made) {
  const Result result(made);
  return document(result, UNKNOT_MEDIA_JSON);
}

std::string questions() {
  unknot_result* made = nullptr;
  unknot_engine_questions(engine(), nullptr, nullptr, &made);
  return text(made);
}

std::string pack() {
  unknot_result* made = nullptr;
  unknot_engine_pack(engine(), &made);
  return text(made);
}

// The order of a list of values says nothing.
Json sorted(Json answer) {
  if (answer.is_array()) std::sort(answer.begin(), answer.end());
  return answer;
}

// The same JSON in other bytes: members the other way round, letters escaped, whitespace everywhere.
void write_otherwise(const OrderedJson& value, std::string& out) {
  out += " \n";
  if (value.is_object()) {
    out += '{';
    for (std::size_t i = value.size(); i-- > 0;) {
      const auto member = std::next(value.begin(), static_cast<std::ptrdiff_t>(i));
      write_otherwise(member.key(), out);
      out += ':';
      write_otherwise(member.value(), out);
      if (i > 0) out += ',';
    }
    out += '}';
  } else if (value.is_array()) {
    out += '[';
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (i > 0) out += ',';
      write_otherwise(value[i], out);
    }
    out += ']';
  } else if (value.is_string()) {
    static constexpr char digits[] = "0123456789abcdef";
    out += '"';
    for (const char c : value.get_ref<const std::string&>()) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80) {
        out += std::string("\\u00") + digits[byte >> 4] + digits[byte & 15];
      } else {
        out += c;
      }
    }
    out += '"';
  } else {
    out += value.dump();
  }
  out += "\t\r";
}

TEST(Documents, OfTheEngineAreOfTheirForm) {
  EXPECT_EQ("", Schema("info").complaint(Json::parse(unknot_engine_info(engine(), nullptr))));
  EXPECT_EQ("", Schema("questions").complaint(Json::parse(questions())));
  EXPECT_EQ("", Schema("pack").complaint(Json::parse(pack())));
}

TEST(Documents, OfEveryPatientAreOfTheirForm) {
  const Schema intake_schema("intake");
  const Schema result_schema("result");
  const Schema handout_schema("handout");
  ASSERT_GT(accepted().size(), 1000u);
  for (const Intake& intake : accepted()) {
    SCOPED_TRACE(intake.about);
    const Result result = assess(intake.bytes);
    ASSERT_EQ(UNKNOT_OK, unknot_result_status(result.get())) << unknot_result_error(result.get());
    EXPECT_EQ("", intake_schema.complaint(Json::parse(intake.bytes)));
    EXPECT_EQ("", result_schema.complaint(Json::parse(document(result, UNKNOT_MEDIA_JSON))));
    EXPECT_EQ("", handout_schema.complaint(Json::parse(document(result, UNKNOT_MEDIA_HANDOUT_JSON))));
  }
}

TEST(Documents, TheRecordHoldsEveryAnswerAsGiven) {
  Json question_ids = Json::array();
  const Json info = Json::parse(unknot_engine_info(engine(), nullptr));
  for (const Json& question : info.at("questions")) question_ids.push_back(question.at("id"));
  const Json flag_ids = Json::parse(pack()).at("flags");
  ASSERT_EQ(11u, flag_ids.size());

  for (const Intake& intake : accepted()) {
    SCOPED_TRACE(intake.about);
    const Json given = Json::parse(intake.bytes);
    const OrderedJson record = OrderedJson::parse(document(assess(intake.bytes), UNKNOT_MEDIA_JSON));
    Json answered = Json::array();
    for (const auto& [question, answer] : record.at("answers").items()) {
      answered.push_back(question);
      EXPECT_EQ(sorted(given.at("answers").value(question, Json())), sorted(answer)) << question;
    }
    EXPECT_EQ(question_ids, answered);
    EXPECT_EQ(given.value("request", Json::object()), Json(record.at("request")));
    Json flags = Json::array();
    for (const OrderedJson& flag : record.at("flags")) flags.push_back(Json(flag.at("id")));
    EXPECT_EQ(flag_ids, flags);
  }
}

TEST(Documents, TheRecordSaysWhatTheFunctionsSay) {
  static const std::vector<Json> tiers = {nullptr, "self_care", "routine", "soon", "same_day", "emergency"};
  static const std::vector<Json> states = {nullptr, "clear", "open", "raised"};
  const auto named = [](const std::vector<Json>& names, std::int32_t number) {
    return names.at(static_cast<std::size_t>(number));
  };
  for (const Intake& intake : accepted()) {
    SCOPED_TRACE(intake.about);
    const Result result = assess(intake.bytes);
    const Json record = Json::parse(document(result, UNKNOT_MEDIA_JSON));
    EXPECT_EQ(record.at("tier"), named(tiers, unknot_result_tier(result.get())));
    EXPECT_EQ(record.at("possible_tier"), named(tiers, unknot_result_possible_tier(result.get())));
    EXPECT_EQ(record.at("complete"), unknot_result_complete(result.get()) == 1);
    const Json& flags = record.at("flags");
    ASSERT_EQ(static_cast<std::int32_t>(flags.size()), unknot_result_flag_count(result.get()));
    for (std::size_t i = 0; i < flags.size(); ++i) {
      unknot_flag flag{};
      flag.struct_size = sizeof flag;
      ASSERT_EQ(UNKNOT_OK, unknot_result_flag(result.get(), static_cast<std::int32_t>(i), &flag));
      EXPECT_EQ(flags[i].at("id"), flag.id);
      EXPECT_EQ(flags[i].at("status"), named(states, flag.status));
      EXPECT_EQ(flags[i].at("tier"), named(tiers, flag.tier));
      EXPECT_EQ(flags[i].at("possible_tier"), named(tiers, flag.possible_tier));
      EXPECT_EQ(flags[i].at("title"), flag.title);
      EXPECT_EQ(flags[i].at("reason"), flag.reason);
    }
  }
}

TEST(Documents, AreTheSameBytesForTheSameIntakeInOtherBytes) {
  for (const Intake& intake : accepted()) {
    SCOPED_TRACE(intake.about);
    std::string otherwise;
    write_otherwise(OrderedJson::parse(intake.bytes), otherwise);
    const Result one = assess(intake.bytes);
    const Result other = assess(otherwise);
    ASSERT_EQ(UNKNOT_OK, unknot_result_status(other.get())) << unknot_result_error(other.get());
    for (const char* media_type : {UNKNOT_MEDIA_JSON, UNKNOT_MEDIA_HANDOUT_JSON, UNKNOT_MEDIA_HTML, UNKNOT_MEDIA_TEXT,
                                   UNKNOT_MEDIA_CLINIC_HTML}) {
      EXPECT_EQ(document(one, media_type), document(other, media_type)) << media_type;
    }
  }
}

}  // namespace
}  // namespace unknot_test
