#include <gtest/gtest.h>

#include "engine/consultation.h"

namespace {

using unknot::engine::Document;
using unknot::engine::document_of;

TEST(MediaType, NamesADocument) {
  EXPECT_EQ(document_of("application/json"), Document::json);
  EXPECT_EQ(document_of("application/json;for=handout"), Document::handout_json);
  EXPECT_EQ(document_of("text/html"), Document::html);
  EXPECT_EQ(document_of("text/html;for=clinic"), Document::clinic_html);
  EXPECT_EQ(document_of("text/plain"), Document::text);
  EXPECT_EQ(document_of("application/fhir+json"), Document::fhir);
}

TEST(MediaType, IsComparedWithoutCaseAndSpaces) {
  EXPECT_EQ(document_of("Text/HTML ; For=Clinic"), Document::clinic_html);
  EXPECT_EQ(document_of(" APPLICATION/JSON\t"), Document::json);
}

TEST(MediaType, MayNameTheCharset) {
  EXPECT_EQ(document_of("text/html; charset=utf-8"), Document::html);
  EXPECT_EQ(document_of("text/html; charset=UTF-8; for=clinic"), Document::clinic_html);
  EXPECT_EQ(document_of("text/html; for=clinic; charset=utf-8"), Document::clinic_html);
}

TEST(MediaType, WithAnotherCharsetIsNotKnown) {
  EXPECT_FALSE(document_of("text/html; charset=utf-16"));
  EXPECT_FALSE(document_of("text/html; charset=utf-8x"));
  EXPECT_FALSE(document_of("text/html; charset=iso-8859-1"));
}

TEST(MediaType, OtherParametersMustMatch) {
  EXPECT_FALSE(document_of("text/html;for=patient"));
  EXPECT_FALSE(document_of("text/plain;for=clinic"));
  EXPECT_FALSE(document_of("application/json;for=handout;for=clinic"));
  EXPECT_FALSE(document_of("text/html;q=1"));
}

TEST(MediaType, NamesAFhirResource) {
  using unknot::engine::is_fhir;
  EXPECT_TRUE(is_fhir("application/fhir+json"));
  EXPECT_TRUE(is_fhir("Application/FHIR+JSON; charset=utf-8"));
  for (const char* media_type :
       {"", "application/json", "application/fhir+xml", "application/fhir+json;fhirVersion=5.0"}) {
    EXPECT_FALSE(is_fhir(media_type)) << media_type;
  }
}

TEST(MediaType, OfADocumentThatIsNotThereYetSaysWhatIsMissing) {
  using unknot::engine::what_is_missing;
  EXPECT_NE(what_is_missing("Application/PDF; charset=utf-8").find("libunknot-pdf1"), std::string_view::npos);
  for (const char* media_type : {"text/xml", "", "application/fhir+xml", "application/pdf;for=clinic"}) {
    EXPECT_NE(what_is_missing(media_type).find("text/html;for=clinic or text/plain"), std::string_view::npos);
  }
}

TEST(MediaType, ThatIsNoDocumentIsNotKnown) {
  for (const char* media_type : {"", "*/*", "text/*", "application/pdf", "application/fhir+xml",
                                 "application/fhir+json;fhirversion=4.0", "text/xml", "json", ";charset=utf-8"}) {
    EXPECT_FALSE(document_of(media_type)) << media_type;
  }
}

}  // namespace
