// What an error says: always the same four members, the place, and never what the patient answered.
#include <nlohmann/json.hpp>

#include "fixture.h"

namespace {

using nlohmann::json;

class ProblemsTest : public AbiTest {
 protected:
  std::string problem_of(std::string_view intake) {
    unknot_result* refused = nullptr;
    EXPECT_EQ(assess(intake, &refused), UNKNOT_E_INTAKE) << intake;
    const std::string problem = unknot_result_error(refused);
    unknot_result_free(refused);
    return problem;
  }
};

json parse(const std::string& problem) {
  json parsed = json::parse(problem, nullptr, false);
  EXPECT_TRUE(parsed.is_object()) << problem;
  EXPECT_EQ(parsed.size(), 4u) << problem;
  for (const char* member : {"code", "pointer", "expected", "message"}) {
    EXPECT_TRUE(parsed.contains(member) && parsed[member].is_string()) << member << " in " << problem;
  }
  return parsed;
}

TEST_F(ProblemsTest, NameTheCodeAndThePlace) {
  const struct {
    const char* intake;
    const char* code;
    const char* pointer;
  } rows[] = {
      {"", "invalid_json", ""},
      {"{", "invalid_json", ""},
      {"[]", "wrong_type", ""},
      {"{}", "missing_member", ""},
      {R"({"answers": {}} x)", "invalid_json", ""},
      {R"({"answers": {"fevr": true}})", "unknown_question", "/answers/fevr"},
      {R"({"answers": {"fever": "yes"}})", "wrong_type", "/answers/fever"},
      {R"({"answers": {"fever": true, "fever": true}})", "duplicate_member", "/answers/fever"},
      {R"({"answers": {"fever": true, "\u0066ever": true}})", "duplicate_member", "/answers/fever"},
      {R"({"answers": {"age": 460}})", "out_of_range", "/answers/age"},
      {R"({"answers": {"age": 46.0}})", "wrong_type", "/answers/age"},
      {R"({"answers": {"course": "sideways"}})", "unknown_value", "/answers/course"},
      {R"({"answers": {"things_at_home": ["ball", "anvil"]}})", "unknown_value", "/answers/things_at_home/1"},
      {R"({"answers": {"things_at_home": ["ball", "ball"]}})", "duplicate_value", "/answers/things_at_home/1"},
      {R"({"answers": {}, "extra": 1})", "unknown_member", "/extra"},
      {R"({"answers": {}, "handout": {"date": "2026-02-30"}})", "invalid_date", "/handout/date"},
      {R"({"answers": {}, "handout": {"locale": "tlh"}})", "unknown_locale", "/handout/locale"},
      {R"({"answers": {}, "handout": {"clinic": {"name": null}}})", "wrong_type", "/handout/clinic/name"},
      {R"({"answers": {}, "request": {"id": "two words"}})", "invalid_format", "/request/id"},
  };
  for (const auto& row : rows) {
    const json problem = parse(problem_of(row.intake));
    EXPECT_EQ(problem.value("code", ""), row.code) << row.intake;
    EXPECT_EQ(problem.value("pointer", "?"), row.pointer) << row.intake;
    EXPECT_NE(problem.value("message", ""), "") << row.intake;
  }
}

TEST_F(ProblemsTest, TheFirstInDocumentOrderIsReported) {
  const json problem = parse(problem_of(R"({"request": {"id": ""}, "answers": {"age": 460, "fevr": true}})"));
  EXPECT_EQ(problem.value("pointer", ""), "/request/id");
}

TEST_F(ProblemsTest, NeverHoldAnAnswersValue) {
  const std::string secret = "s3cr3t";
  for (const char* intake : {
           R"({"answers": "s3cr3t"})",
           R"({"answers": {"age": "s3cr3t"}})",
           R"({"answers": {"age": s3cr3t}})",
           R"({"answers": {"fever": "s3cr3t"}})",
           R"({"answers": {"course": "s3cr3t"}})",
           R"({"answers": {"course": ["s3cr3t"]}})",
           R"({"answers": {"course": {"s3cr3t": "s3cr3t"}}})",
           R"({"answers": {"things_at_home": ["s3cr3t"]}})",
           R"({"answers": {"things_at_home": {"s3cr3t": 1}}})",
           R"({"answers": {"things_at_home": "s3cr3t"}})",
           R"({"answers": {"s3cr3t with a space": true}})",
           R"({"answers": {"s3cr3t\u0000": true}})",
           R"({"answers": {"s3cr3t/~1": true}})",
           R"({"s3cr3t with a space": true, "answers": {}})",
           R"({"answers": {"s3cr3t_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": true}})",
           R"({"answers": {}, "request": {"id": "s3cr3t !"}})",
           R"({"answers": {}, "request": {"subject": ["s3cr3t"]}})",
           R"({"answers": {}, "handout": {"patient_name": "s3cr3t\u202e"}})",
           R"({"answers": {}, "handout": {"patient_name": {"s3cr3t": 1}}})",
           R"({"answers": {}, "handout": {"date": "s3cr3t"}})",
           R"({"answers": {}, "handout": {"page": "s3cr3t"}})",
           R"({"answers": {}, "handout": {"locale": "s3cr3t"}})",
           R"({"answers": {}, "handout": {"clinic": {"locale": "s3cr3t"}}})",
           R"({"answers": {}, "handout": {"clinic": {"phone": "s3cr3t\u0007"}}})",
           R"({"answers": {}, "handout": {"clinic": {"emergency_number": "s3cr3t"}}})",
           R"({"answers": {}} s3cr3t)",
           R"({"answers": {"course": "s3cr3t)",
           "{\"answers\": {\"course\": \"s3cr3t\xff\"}}",
           "s3cr3t",
       }) {
    const std::string problem = problem_of(intake);
    parse(problem);
    EXPECT_EQ(problem.find(secret), std::string::npos) << intake << '\n' << problem;
  }
  for (const char* intake : {R"({"answers": {"age": 98765}})", R"({"answers": {"age": -98765}})",
                             R"({"answers": {"age": 98765.5}})", R"({"answers": {"age": 98765e98765}})",
                             R"({"answers": {"fever": 98765}})", R"({"answers": {"course": 98765}})"}) {
    const std::string problem = problem_of(intake);
    parse(problem);
    EXPECT_EQ(problem.find("98765"), std::string::npos) << intake << '\n' << problem;
  }
}

TEST_F(ProblemsTest, AreEmptyWhereThereIsNone) {
  EXPECT_STREQ(unknot_engine_error(engine), "");
  EXPECT_STREQ(unknot_result_error(result), "");
}

TEST_F(ProblemsTest, OfADocumentStandOnTheResult) {
  const char* bytes = nullptr;
  ASSERT_EQ(unknot_result_document(result, UNKNOT_MEDIA_PDF, &bytes, nullptr), UNKNOT_E_UNSUPPORTED);
  EXPECT_EQ(parse(unknot_result_error(result)).value("code", ""), "unsupported");
  EXPECT_NE(parse(unknot_result_error(result)).value("expected", "").find("libunknot-pdf1"), std::string::npos);
}

TEST_F(ProblemsTest, OfAnArgumentSayWhichOne) {
  unknot_result* made = nullptr;
  ASSERT_EQ(unknot_assess(engine, nullptr, nullptr, 0, &made), UNKNOT_E_ARGUMENT);
  EXPECT_EQ(parse(unknot_result_error(made)).value("code", ""), "invalid_argument");
  EXPECT_EQ(parse(unknot_result_error(made)).value("expected", ""), "an intake");
  unknot_result_free(made);
}

TEST(EngineProblems, AreOfTheSameForm) {
  unknot_options options{};
  options.struct_size = sizeof options;
  const auto expect = [&](std::int32_t status, const char* code) {
    unknot_engine* engine = nullptr;
    EXPECT_EQ(unknot_engine_open(&options, &engine), status);
    EXPECT_EQ(parse(unknot_engine_error(engine)).value("code", ""), code);
    unknot_engine_close(engine);
    options = {};
    options.struct_size = sizeof options;
  };
  options.pack_path = "/no/such/pack";
  expect(UNKNOT_E_IO, "unreadable");
  options.pack = "{";
  options.pack_size = 1;
  expect(UNKNOT_E_PACK, "invalid_json");
  options.min_pack_version = "1000.0.0";
  expect(UNKNOT_E_PACK, "pack_too_old");
  options.min_pack_version = "newest";
  expect(UNKNOT_E_ARGUMENT, "invalid_argument");
  options.pdf_module = "/no/such/module.so";
  expect(UNKNOT_E_UNSUPPORTED, "unsupported");
  options.reserved = 1;
  expect(UNKNOT_E_ARGUMENT, "invalid_argument");
}

}  // namespace
