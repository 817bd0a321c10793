// NULL handles, handles of another kind, handles of calls that failed, and how long what is lent lives.
#include "fixture.h"

namespace {

using HandlesTest = AbiTest;

constexpr const char* media_types[] = {nullptr,           UNKNOT_MEDIA_JSON, UNKNOT_MEDIA_HANDOUT_JSON,
                                       UNKNOT_MEDIA_HTML, UNKNOT_MEDIA_TEXT, UNKNOT_MEDIA_CLINIC_HTML,
                                       UNKNOT_MEDIA_PDF,  UNKNOT_MEDIA_FHIR, "no/such"};

// A pointer that no call may leave in its `out`.
template <typename Handle>
Handle* stale() {
  static char never_a_handle[64];
  return reinterpret_cast<Handle*>(never_a_handle);
}

void expect_unusable_engine(const unknot_engine* engine) {
  std::size_t size = 99;
  EXPECT_STREQ(unknot_engine_info(engine, &size), "");
  EXPECT_EQ(size, 0u);
  EXPECT_STREQ(unknot_engine_info(engine, nullptr), "");

  const auto expect_refused = [](auto&& call) {
    auto* out = stale<unknot_result>();
    EXPECT_EQ(call(&out), UNKNOT_E_ARGUMENT);
    ASSERT_NE(out, stale<unknot_result>());
    EXPECT_EQ(unknot_result_status(out), UNKNOT_E_ARGUMENT);
    EXPECT_STRNE(unknot_result_error(out), "");
    EXPECT_EQ(unknot_result_tier(out), UNKNOT_TIER_NONE);
    unknot_result_free(out);
  };
  expect_refused([&](unknot_result** out) { return unknot_engine_pack(engine, out); });
  expect_refused([&](unknot_result** out) { return unknot_engine_questions(engine, nullptr, nullptr, out); });
  expect_refused([&](unknot_result** out) {
    return unknot_assess(engine, nullptr, example_intake.data(), example_intake.size(), out);
  });
}

// Not a word of an assessment, whatever is asked; documents are refused with `status`.
void expect_nothing_assessed(unknot_result* result, std::int32_t status) {
  EXPECT_EQ(unknot_result_tier(result), UNKNOT_TIER_NONE);
  EXPECT_EQ(unknot_result_possible_tier(result), UNKNOT_TIER_NONE);
  EXPECT_EQ(unknot_result_complete(result), 0);
  EXPECT_EQ(unknot_result_flag_count(result), 0);
  unknot_flag flag{};
  flag.struct_size = sizeof flag;
  EXPECT_EQ(unknot_result_flag(result, 0, &flag), UNKNOT_E_ARGUMENT);
  EXPECT_EQ(flag.status, UNKNOT_FLAG_NONE);
  for (const char* media_type : media_types) {
    const char* bytes = "untouched";
    std::size_t size = 99;
    EXPECT_EQ(unknot_result_document(result, media_type, &bytes, &size), status);
    EXPECT_EQ(bytes, nullptr);
    EXPECT_EQ(size, 0u);
  }
}

TEST(NullHandles, AreAnsweredByEveryFunction) {
  EXPECT_EQ(unknot_engine_status(nullptr), UNKNOT_E_ARGUMENT);
  EXPECT_STREQ(unknot_engine_error(nullptr), "");
  expect_unusable_engine(nullptr);
  EXPECT_EQ(unknot_result_status(nullptr), UNKNOT_E_ARGUMENT);
  EXPECT_STREQ(unknot_result_error(nullptr), "");
  expect_nothing_assessed(nullptr, UNKNOT_E_ARGUMENT);
  unknot_engine_close(nullptr);
  unknot_result_free(nullptr);
}

TEST_F(HandlesTest, NullOutIsRefused) {
  EXPECT_EQ(unknot_engine_open(nullptr, nullptr), UNKNOT_E_ARGUMENT);
  EXPECT_EQ(unknot_engine_pack(engine, nullptr), UNKNOT_E_ARGUMENT);
  EXPECT_EQ(unknot_engine_questions(engine, nullptr, nullptr, nullptr), UNKNOT_E_ARGUMENT);
  EXPECT_EQ(assess(example_intake, nullptr), UNKNOT_E_ARGUMENT);
  EXPECT_EQ(unknot_result_flag(result, 0, nullptr), UNKNOT_E_ARGUMENT);
  std::size_t size = 99;
  EXPECT_EQ(unknot_result_document(result, nullptr, nullptr, &size), UNKNOT_E_ARGUMENT);
  EXPECT_EQ(size, 0u);
}

TEST_F(HandlesTest, AResultIsNoEngine) {
  auto* mistaken = reinterpret_cast<unknot_engine*>(result);
  EXPECT_EQ(unknot_engine_status(mistaken), UNKNOT_E_ARGUMENT);
  EXPECT_STREQ(unknot_engine_error(mistaken), "");
  expect_unusable_engine(mistaken);
  unknot_engine_close(mistaken);
  EXPECT_EQ(unknot_result_status(result), UNKNOT_OK) << "closed as an engine, a result must live on";
  EXPECT_NE(unknot_result_tier(result), UNKNOT_TIER_NONE);
}

TEST_F(HandlesTest, AnEngineIsNoResult) {
  auto* mistaken = reinterpret_cast<unknot_result*>(engine);
  EXPECT_EQ(unknot_result_status(mistaken), UNKNOT_E_ARGUMENT);
  EXPECT_STREQ(unknot_result_error(mistaken), "");
  expect_nothing_assessed(mistaken, UNKNOT_E_ARGUMENT);
  unknot_result_free(mistaken);
  EXPECT_EQ(unknot_engine_status(engine), UNKNOT_OK) << "freed as a result, an engine must live on";
  EXPECT_STRNE(unknot_engine_info(engine, nullptr), "");
}

TEST(FailedHandles, AnEngineThatDidNotOpenCanDoNothing) {
  unknot_options options{};
  options.struct_size = sizeof options;
  options.pack_path = "/no/such/pack";
  auto* engine = stale<unknot_engine>();
  EXPECT_EQ(unknot_engine_open(&options, &engine), UNKNOT_E_IO);
  ASSERT_NE(engine, nullptr);
  EXPECT_EQ(unknot_engine_status(engine), UNKNOT_E_IO);
  EXPECT_STRNE(unknot_engine_error(engine), "");
  expect_unusable_engine(engine);
  unknot_engine_close(engine);
}

TEST_F(HandlesTest, ARefusedIntakeSaysNothingWasAssessed) {
  auto* refused = stale<unknot_result>();
  EXPECT_EQ(assess(R"({"answers": {"saddle_numbness": true, "age": 460}})", &refused), UNKNOT_E_INTAKE);
  ASSERT_NE(refused, nullptr);
  EXPECT_EQ(unknot_result_status(refused), UNKNOT_E_INTAKE);
  const std::string problem = unknot_result_error(refused);
  EXPECT_NE(problem, "");
  expect_nothing_assessed(refused, UNKNOT_E_INTAKE);
  EXPECT_EQ(unknot_result_error(refused), problem) << "a refused document must not hide the intake's problem";
  unknot_result_free(refused);
}

TEST_F(HandlesTest, ResultsOutliveTheirEngine) {
  unknot_result* questions = nullptr;
  unknot_result* pack = nullptr;
  ASSERT_EQ(unknot_engine_questions(engine, nullptr, nullptr, &questions), UNKNOT_OK);
  ASSERT_EQ(unknot_engine_pack(engine, &pack), UNKNOT_OK);
  unknot_engine_close(engine);
  engine = nullptr;

  for (unknot_result* each : {questions, pack, result}) {
    const char* bytes = nullptr;
    std::size_t size = 0;
    EXPECT_EQ(unknot_result_document(each, nullptr, &bytes, &size), UNKNOT_OK);
    EXPECT_GT(size, 0u);
    EXPECT_EQ(std::strlen(bytes), size);
  }
  const char* handout = nullptr;
  EXPECT_EQ(unknot_result_document(result, UNKNOT_MEDIA_HTML, &handout, nullptr), UNKNOT_OK);
  unknot_flag flag{};
  flag.struct_size = sizeof flag;
  ASSERT_GT(unknot_result_flag_count(result), 0);
  EXPECT_EQ(unknot_result_flag(result, 0, &flag), UNKNOT_OK);
  EXPECT_STRNE(flag.title, "");
  unknot_result_free(questions);
  unknot_result_free(pack);
}

TEST_F(HandlesTest, GettersLendTheSameTextEachTime) {
  EXPECT_EQ(unknot_engine_info(engine, nullptr), unknot_engine_info(engine, nullptr));
  for (const char* media_type :
       {UNKNOT_MEDIA_JSON, UNKNOT_MEDIA_HANDOUT_JSON, UNKNOT_MEDIA_HTML, UNKNOT_MEDIA_TEXT, UNKNOT_MEDIA_CLINIC_HTML}) {
    const char* first = nullptr;
    const char* again = nullptr;
    std::size_t first_size = 0;
    std::size_t again_size = 0;
    EXPECT_EQ(unknot_result_document(result, media_type, &first, &first_size), UNKNOT_OK) << media_type;
    EXPECT_EQ(unknot_result_document(result, media_type, &again, &again_size), UNKNOT_OK) << media_type;
    EXPECT_EQ(first, again) << media_type;
    EXPECT_EQ(first_size, again_size) << media_type;
  }
  for (std::int32_t index = 0; index < unknot_result_flag_count(result); ++index) {
    unknot_flag first{};
    unknot_flag again{};
    first.struct_size = again.struct_size = sizeof first;
    EXPECT_EQ(unknot_result_flag(result, index, &first), UNKNOT_OK);
    EXPECT_EQ(unknot_result_flag(result, index, &again), UNKNOT_OK);
    EXPECT_EQ(std::memcmp(&first, &again, sizeof first), 0);
  }
}

TEST_F(HandlesTest, WhatIsNotAnAssessmentHasNoTierAndNoFlags) {
  unknot_result* questions = nullptr;
  ASSERT_EQ(unknot_engine_questions(engine, nullptr, nullptr, &questions), UNKNOT_OK);
  EXPECT_EQ(unknot_result_status(questions), UNKNOT_OK);
  EXPECT_EQ(unknot_result_tier(questions), UNKNOT_TIER_NONE);
  EXPECT_EQ(unknot_result_possible_tier(questions), UNKNOT_TIER_NONE);
  EXPECT_EQ(unknot_result_complete(questions), 0);
  EXPECT_EQ(unknot_result_flag_count(questions), 0);
  unknot_result_free(questions);
}

TEST(Names, AreNeverNull) {
  const char* names[] = {"ok", "argument", "intake", "pack", "io", "unsupported", "memory", "internal", "unknown"};
  for (std::int32_t status = 0; status < 9; ++status) EXPECT_STREQ(unknot_status_name(status), names[status]);
  for (const std::int32_t status : {-1, INT32_MIN, INT32_MAX}) EXPECT_STREQ(unknot_status_name(status), "unknown");
  EXPECT_STREQ(unknot_version(), "1.0.0");
  EXPECT_STRNE(unknot_build_id(), "");
}

}  // namespace
