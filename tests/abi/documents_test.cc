// Media types as callers write them, and what a refused document leaves behind.
#include <vector>

#include "fixture.h"

namespace {

class DocumentsTest : public AbiTest {
 protected:
  std::string_view document(const char* media_type) {
    const char* bytes = nullptr;
    std::size_t size = 0;
    EXPECT_EQ(unknot_result_document(result, media_type, &bytes, &size), UNKNOT_OK) << media_type;
    const std::string_view text(bytes == nullptr ? "" : bytes);
    EXPECT_EQ(text.size(), size) << media_type;
    return text;
  }
};

TEST_F(DocumentsTest, MediaTypesAreComparedWithoutCaseSpacesAndCharset) {
  const struct {
    const char* plain;
    std::vector<const char*> same;
  } rows[] = {
      {UNKNOT_MEDIA_JSON,
       {nullptr, "APPLICATION/JSON", " application / json ", "application/json;charset=utf-8",
        "application/json; charset=UTF-8", "application/json\t;\tCHARSET = Utf-8"}},
      {UNKNOT_MEDIA_HANDOUT_JSON,
       {"application/json; for=handout", "Application/Json;For=Handout", "application/json;for=handout;charset=utf-8",
        "application/json;charset=utf-8;for=handout"}},
      {UNKNOT_MEDIA_HTML, {"Text/HTML", "text/html; charset=utf-8"}},
      {UNKNOT_MEDIA_TEXT, {"TEXT/plain", "text/plain;charset=UTF-8"}},
      {UNKNOT_MEDIA_CLINIC_HTML, {"text/html; for=clinic", "TEXT/HTML; charset=utf-8; FOR=CLINIC"}},
  };
  for (const auto& row : rows) {
    const std::string_view plain = document(row.plain);
    EXPECT_FALSE(plain.empty()) << row.plain;
    for (const char* media_type : row.same) EXPECT_EQ(document(media_type).data(), plain.data()) << media_type;
  }
}

TEST_F(DocumentsTest, EachMediaTypeIsADocumentOfItsOwn) {
  EXPECT_EQ(document(UNKNOT_MEDIA_JSON).front(), '{');
  EXPECT_EQ(document(UNKNOT_MEDIA_HANDOUT_JSON).front(), '{');
  EXPECT_NE(document(UNKNOT_MEDIA_JSON), document(UNKNOT_MEDIA_HANDOUT_JSON));
  EXPECT_EQ(document(UNKNOT_MEDIA_HTML).front(), '<');
  EXPECT_EQ(document(UNKNOT_MEDIA_CLINIC_HTML).front(), '<');
  EXPECT_NE(document(UNKNOT_MEDIA_HTML), document(UNKNOT_MEDIA_CLINIC_HTML));
  EXPECT_NE(document(UNKNOT_MEDIA_TEXT).front(), '<');
}

TEST_F(DocumentsTest, AnyOtherMediaTypeIsRefusedAndTheResultStaysWhole) {
  const std::string huge(1 << 20, 'x');
  for (const char* media_type :
       {"", " ", ";", "/", "*/*", "text/*", "json", "application/jso", "application/json;", "application/jsonx",
        "application/json;for=patient", "application/json;charset=latin-1", "application/json;charset=utf-80",
        "text/html;for=clinic;for=clinic", "text/plain;for=clinic", "text/html,application/json", UNKNOT_MEDIA_PDF,
        "application/fhir+xml", huge.c_str()}) {
    const char* bytes = "untouched";
    std::size_t size = 99;
    EXPECT_EQ(unknot_result_document(result, media_type, &bytes, &size), UNKNOT_E_UNSUPPORTED) << media_type;
    EXPECT_EQ(bytes, nullptr) << media_type;
    EXPECT_EQ(size, 0u) << media_type;
    EXPECT_STRNE(unknot_result_error(result), "") << media_type;
  }
  EXPECT_EQ(unknot_result_status(result), UNKNOT_OK);
  EXPECT_NE(unknot_result_tier(result), UNKNOT_TIER_NONE);
  EXPECT_FALSE(document(UNKNOT_MEDIA_HTML).empty());
}

TEST_F(DocumentsTest, TheSizeMayBeLeftOut) {
  const char* bytes = nullptr;
  EXPECT_EQ(unknot_result_document(result, nullptr, &bytes, nullptr), UNKNOT_OK);
  EXPECT_EQ(bytes, document(nullptr).data());
}

TEST_F(DocumentsTest, TheSameIntakeGivesTheSameBytesInAnyOrderOfRequests) {
  unknot_result* other = nullptr;
  ASSERT_EQ(assess(example_intake, &other), UNKNOT_OK);
  for (const char* media_type :
       {UNKNOT_MEDIA_CLINIC_HTML, UNKNOT_MEDIA_TEXT, UNKNOT_MEDIA_HTML, UNKNOT_MEDIA_HANDOUT_JSON, UNKNOT_MEDIA_JSON}) {
    const char* bytes = nullptr;
    ASSERT_EQ(unknot_result_document(other, media_type, &bytes, nullptr), UNKNOT_OK);
    EXPECT_EQ(document(media_type), bytes) << media_type;
  }
  unknot_result_free(other);
}

TEST_F(DocumentsTest, ThePackAndTheQuestionsAreJsonOnly) {
  unknot_result* made[2] = {};
  ASSERT_EQ(unknot_engine_pack(engine, &made[0]), UNKNOT_OK);
  ASSERT_EQ(unknot_engine_questions(engine, "en-US", UNKNOT_MEDIA_JSON, &made[1]), UNKNOT_OK);
  for (unknot_result* each : made) {
    const char* bytes = nullptr;
    EXPECT_EQ(unknot_result_document(each, UNKNOT_MEDIA_JSON, &bytes, nullptr), UNKNOT_OK);
    EXPECT_EQ(*bytes, '{');
    for (const char* media_type : {UNKNOT_MEDIA_HTML, UNKNOT_MEDIA_HANDOUT_JSON, UNKNOT_MEDIA_PDF, UNKNOT_MEDIA_FHIR}) {
      EXPECT_EQ(unknot_result_document(each, media_type, &bytes, nullptr), UNKNOT_E_UNSUPPORTED) << media_type;
      EXPECT_EQ(bytes, nullptr);
    }
    unknot_result_free(each);
  }
}

TEST_F(DocumentsTest, AQuestionnaireIsFhirOnly) {
  unknot_result* made = nullptr;
  ASSERT_EQ(unknot_engine_questions(engine, "en-US", UNKNOT_MEDIA_FHIR, &made), UNKNOT_OK);
  const char* bytes = nullptr;
  for (const char* media_type : {static_cast<const char*>(nullptr), UNKNOT_MEDIA_FHIR}) {
    EXPECT_EQ(unknot_result_document(made, media_type, &bytes, nullptr), UNKNOT_OK);
    EXPECT_NE(std::string_view(bytes).find(R"("resourceType":"Questionnaire")"), std::string_view::npos);
  }
  EXPECT_EQ(unknot_result_document(made, UNKNOT_MEDIA_JSON, &bytes, nullptr), UNKNOT_E_UNSUPPORTED);
  EXPECT_EQ(bytes, nullptr);
  unknot_result_free(made);
}

}  // namespace
