// Lengths, indices, times, paths and versions at and beyond their ends.
#include <limits>

#include "fixture.h"

namespace {

class InputsTest : public AbiTest {
 protected:
  std::int32_t assess_bytes(const char* intake, std::size_t size) {
    unknot_result* made = nullptr;
    const std::int32_t status = unknot_assess(engine, nullptr, intake, size, &made);
    EXPECT_EQ(unknot_result_status(made), status);
    unknot_result_free(made);
    return status;
  }

  std::int32_t questions(const char* locale, const char* media_type) {
    unknot_result* made = nullptr;
    const std::int32_t status = unknot_engine_questions(engine, locale, media_type, &made);
    unknot_result_free(made);
    return status;
  }
};

constexpr std::size_t all_lengths[] = {0, 1, std::numeric_limits<std::size_t>::max()};

struct Options : unknot_options {
  Options() : unknot_options() { struct_size = sizeof(unknot_options); }
  std::int32_t open() const {
    unknot_engine* opened = nullptr;
    const std::int32_t status = unknot_engine_open(this, &opened);
    EXPECT_EQ(unknot_engine_status(opened), status);
    EXPECT_EQ(*unknot_engine_error(opened) == '\0', status == UNKNOT_OK);
    unknot_engine_close(opened);
    return status;
  }
};

TEST_F(InputsTest, AnIntakeOfAnyLengthIsAnsweredWithACode) {
  GuardedBytes brace("{");
  for (const std::size_t length : all_lengths) {
    EXPECT_EQ(assess_bytes(brace.data(), length), UNKNOT_E_INTAKE) << length;
    EXPECT_EQ(assess_bytes(nullptr, length), UNKNOT_E_ARGUMENT) << length;
  }
}

TEST_F(InputsTest, AnIntakeNeedsNoNulAndIsNotReadBeyondItsLength) {
  GuardedBytes intake(example_intake);
  EXPECT_EQ(assess_bytes(intake.data(), example_intake.size()), UNKNOT_OK);
  EXPECT_EQ(assess_bytes(intake.data(), example_intake.size() - 1), UNKNOT_E_INTAKE);
  EXPECT_EQ(assess_bytes(intake.data() + example_intake.size(), 0), UNKNOT_E_INTAKE);
}

TEST_F(InputsTest, AnIntakeHasAtMost262144Bytes) {
  std::string intake(example_intake);
  intake.resize(262144, ' ');
  EXPECT_EQ(assess_bytes(intake.data(), intake.size()), UNKNOT_OK);
  intake += ' ';
  EXPECT_EQ(assess_bytes(intake.data(), intake.size()), UNKNOT_E_INTAKE);
}

TEST_F(InputsTest, TheCallersBytesMayGoOnceTheCallReturns) {
  std::string intake(example_intake);
  unknot_result* made = nullptr;
  ASSERT_EQ(assess(intake, &made), UNKNOT_OK);
  intake.assign(intake.size(), '#');
  const char* of_gone_bytes = nullptr;
  const char* of_kept_bytes = nullptr;
  ASSERT_EQ(unknot_result_document(made, nullptr, &of_gone_bytes, nullptr), UNKNOT_OK);
  ASSERT_EQ(unknot_result_document(result, nullptr, &of_kept_bytes, nullptr), UNKNOT_OK);
  EXPECT_STREQ(of_gone_bytes, of_kept_bytes);
  unknot_result_free(made);
}

TEST_F(InputsTest, TheTimeIsZeroOrUpToTheEndOfTheYear9999) {
  const auto assess_at = [this](std::int64_t at) {
    unknot_call call{};
    call.struct_size = sizeof call;
    call.at_unix_seconds = at;
    unknot_result* made = nullptr;
    const std::int32_t status = unknot_assess(engine, &call, example_intake.data(), example_intake.size(), &made);
    const char* record = nullptr;
    EXPECT_EQ(unknot_result_document(made, nullptr, &record, nullptr), status);
    unknot_result_free(made);
    return status;
  };
  for (const std::int64_t at : {INT64_C(0), INT64_C(1), INT64_C(1795514400), INT64_C(253402300799)}) {
    EXPECT_EQ(assess_at(at), UNKNOT_OK) << at;
  }
  for (const std::int64_t at : {INT64_C(-1), INT64_MIN, INT64_C(253402300800), INT64_MAX}) {
    EXPECT_EQ(assess_at(at), UNKNOT_E_ARGUMENT) << at;
  }
}

TEST_F(InputsTest, AFlagStandsAtEachIndexAndAtNoOther) {
  const std::int32_t count = unknot_result_flag_count(result);
  EXPECT_EQ(count, 11);
  for (std::int32_t index = 0; index < count; ++index) {
    unknot_flag flag{};
    flag.struct_size = sizeof flag;
    ASSERT_EQ(unknot_result_flag(result, index, &flag), UNKNOT_OK) << index;
    EXPECT_STRNE(flag.id, "");
    EXPECT_STRNE(flag.title, "") << flag.id;
    EXPECT_EQ(*flag.reason == '\0', flag.status == UNKNOT_FLAG_CLEAR) << flag.id;
    EXPECT_EQ(flag.tier == UNKNOT_TIER_NONE, flag.status != UNKNOT_FLAG_RAISED) << flag.id;
    EXPECT_EQ(flag.possible_tier == UNKNOT_TIER_NONE, flag.status == UNKNOT_FLAG_CLEAR) << flag.id;
    EXPECT_LE(flag.tier, unknot_result_tier(result)) << flag.id;
    EXPECT_LE(flag.possible_tier, unknot_result_possible_tier(result)) << flag.id;
  }
  for (const std::int32_t index : {-1, count, INT32_MIN, INT32_MAX}) {
    unknot_flag flag{};
    flag.struct_size = sizeof flag;
    EXPECT_EQ(unknot_result_flag(result, index, &flag), UNKNOT_E_ARGUMENT) << index;
    EXPECT_EQ(flag.id, nullptr) << index;
  }
}

TEST_F(InputsTest, ALocaleIsComparedWithoutLetterCaseAndNeverGuessed) {
  for (const char* locale : {static_cast<const char*>(nullptr), "en-US", "EN-us"}) {
    EXPECT_EQ(questions(locale, nullptr), UNKNOT_OK);
  }
  for (const char* locale : {"", "en", "en-AU", "en_US", "en-US ", "tlh"}) {
    EXPECT_EQ(questions(locale, nullptr), UNKNOT_E_UNSUPPORTED) << locale;
  }
}

TEST_F(InputsTest, QuestionsAreJsonOrFhir) {
  for (const char* media_type :
       {UNKNOT_MEDIA_JSON, "Application/JSON; charset=UTF-8", UNKNOT_MEDIA_FHIR, "application/FHIR+json"}) {
    EXPECT_EQ(questions(nullptr, media_type), UNKNOT_OK) << media_type;
  }
  for (const char* media_type : {"", UNKNOT_MEDIA_HTML, UNKNOT_MEDIA_HANDOUT_JSON, "application/fhir+xml"}) {
    EXPECT_EQ(questions(nullptr, media_type), UNKNOT_E_UNSUPPORTED) << media_type;
  }
}

TEST(Options, APackInMemoryOfAnyLengthIsAnsweredWithACode) {
  GuardedBytes brace("{");
  for (const std::size_t length : all_lengths) {
    Options options;
    options.pack_size = length;
    EXPECT_EQ(options.open(), length == 0 ? UNKNOT_OK : UNKNOT_E_ARGUMENT) << length;
    options.pack = brace.data();
    EXPECT_EQ(options.open(), UNKNOT_E_PACK) << length;
  }
}

TEST(Options, APackThatIsNotThereNeverFallsBackToTheBuiltInOne) {
  for (const char* path : {"", "/", "/no/such/pack", "/dev/null", "/dev/zero", "/proc/self/mem", "/etc/passwd"}) {
    Options options;
    options.pack_path = path;
    const std::int32_t status = options.open();
    EXPECT_TRUE(status == UNKNOT_E_IO || status == UNKNOT_E_PACK) << path << ": " << unknot_status_name(status);
  }
}

TEST(Options, WhatContradictsItselfIsRefused) {
  Options options;
  options.pack_path = "/no/such/pack";
  options.pack = "{}";
  options.pack_size = 2;
  EXPECT_EQ(options.open(), UNKNOT_E_ARGUMENT);
}

TEST(Options, AnOverlayIsNeverPassedOver) {
  Options options;
  for (const char* path : {"/no/such/overlay", "", "/", "/dev/null"}) {
    options.overlay_path = path;
    const std::int32_t status = options.open();
    EXPECT_TRUE(status == UNKNOT_E_IO || status == UNKNOT_E_PACK) << path << ": " << unknot_status_name(status);
  }
  for (const std::size_t length : all_lengths) {
    options = Options();
    options.overlay_size = length;
    EXPECT_EQ(options.open(), length == 0 ? UNKNOT_OK : UNKNOT_E_ARGUMENT) << length;
    options.overlay = "{";
    EXPECT_EQ(options.open(), UNKNOT_E_PACK) << length;
  }
  options.overlay_size = 1;
  options.overlay_path = "/no/such/overlay";
  EXPECT_EQ(options.open(), UNKNOT_E_ARGUMENT);
}

TEST(Options, PdfIsNotPassedOver) {
  Options options;
  options.pdf_module = "/no/such/module.so";
  EXPECT_EQ(options.open(), UNKNOT_E_UNSUPPORTED);
}

TEST(Options, AnOlderPackThanAskedForIsRefused) {
  const auto open_with = [](const char* least) {
    Options options;
    options.min_pack_version = least;
    return options.open();
  };
  for (const char* least : {"0", "0.0.1", "0.0.00001"}) EXPECT_EQ(open_with(least), UNKNOT_OK) << least;
  for (const char* least : {"1000", "1000.0.0"}) EXPECT_EQ(open_with(least), UNKNOT_E_PACK) << least;
  for (const char* least :
       {"", ".", "1.", ".1", "1..0", "-1", "+1", " 1", "1 ", "1000.x", "one", "1.0-beta", "0.\xff"}) {
    EXPECT_EQ(open_with(least), UNKNOT_E_ARGUMENT) << least;
  }
  EXPECT_NE(open_with("99999999999999999999"), UNKNOT_OK) << "a number too large to read is not zero";
}

}  // namespace
