#include "render/fhir_identity.h"

#include <gtest/gtest.h>

#include <set>

#include "visit.h"

namespace {

using namespace unknot_test;

std::string identity(const std::string& request, const char* key = "Flag/fever",
                     const SmallPack& pack = minimal_pack()) {
  const Visit visit(pack, R"({"fever": true})", "\"request\": " + request);
  const unknot::render::Record record{*visit.pack, visit.answers, visit.assessment, visit.plan, 5};
  return unknot::render::FhirIdentities(record).of(key);
}

TEST(FhirIdentity, IsAUuidOfVersion5) {
  const std::string urn = identity(R"({"id": "a", "subject": "Patient/1"})");
  ASSERT_EQ(urn.size(), 45u);
  EXPECT_EQ(urn.substr(0, 9), "urn:uuid:");
  EXPECT_EQ(urn[9 + 14], '5');
  EXPECT_NE(std::string("89ab").find(urn[9 + 19]), std::string::npos);
}

TEST(FhirIdentity, IsAnotherForAnotherPatientRequestPackOrResource) {
  SmallPack newer = minimal_pack();
  newer.json["pack"]["version"] = "1.2.4";
  SmallPack elsewhere = minimal_pack();
  elsewhere.json["pack"]["canonical_base"] = "https://elsewhere.example";
  const std::string request = R"({"id": "a", "subject": "Patient/1"})";
  const std::set<std::string> all{identity(request),
                                  identity(R"({"id": "a", "subject": "Patient/2"})"),
                                  identity(R"({"id": "b", "subject": "Patient/1"})"),
                                  identity(R"({"id": "1", "subject": "Patient/"})"),
                                  identity("{}"),
                                  identity(request, "Flag/other"),
                                  identity(request, "Task"),
                                  identity(request, "Task", newer),
                                  identity(request, "Task", elsewhere)};
  EXPECT_EQ(all.size(), 9u);
  EXPECT_EQ(identity(request), identity(request));
}

// FIPS 180-4's example "abc", in base64.
TEST(FhirAttachmentHash, IsTheSha1) {
  EXPECT_EQ(unknot::render::fhir_attachment_hash("abc"), "qZk+NkcGgWq6PiVxeFDCbJzQ2J0=");
  EXPECT_EQ(unknot::render::fhir_attachment_hash(""), "2jmj7l5rSw0yVb/vlWAYkK/YBwk=");
}

}  // namespace
