#include "engine/consultation.h"

#include <gtest/gtest.h>

#include "refusal.h"
#include "small_pack.h"

namespace {

using namespace unknot_test;
using unknot::engine::Consultation;
using unknot::engine::Document;

constexpr Document documents[] = {Document::json, Document::handout_json, Document::html,
                                  Document::text, Document::clinic_html,  Document::fhir};

std::shared_ptr<const unknot::engine::Opened> opened(std::shared_ptr<const unknot::pack::Pack> pack) {
  return std::make_shared<const unknot::engine::Opened>(std::move(pack));
}

TEST(Consultation, MakesEachDocumentOnceAndKeepsIt) {
  Consultation consultation(opened(minimal_pack().load()), R"({"answers": {"fever": true}})", 5);
  for (const Document which : documents) {
    const std::string_view first = consultation.document(which);
    EXPECT_FALSE(first.empty());
    EXPECT_EQ(consultation.document(which).data(), first.data());
    EXPECT_EQ(first.data()[first.size()], '\0');
  }
}

TEST(Consultation, DocumentsDoNotDependOnTheOrderInWhichTheyAreAskedFor) {
  const auto pack = opened(minimal_pack().load());
  const std::string intake = R"({"answers": {"fever": "unsure"}})";
  for (const Document first : documents) {
    Consultation one(pack, intake, 5);
    Consultation other(pack, intake, 5);
    one.document(first);
    for (const Document which : documents) EXPECT_EQ(one.document(which), other.document(which));
  }
}

TEST(Consultation, KeepsItsPack) {
  auto pack = opened(minimal_pack().load());
  Consultation consultation(pack, R"({"answers": {"fever": true}})", 0);
  const std::string before(Consultation(pack, R"({"answers": {"fever": true}})", 0).document(Document::html));
  pack.reset();
  EXPECT_EQ(consultation.document(Document::html), before);
}

TEST(Consultation, IsRefusedAsAWhole) {
  const auto pack = opened(minimal_pack().load());
  EXPECT_EQ(refusal([&] { Consultation(pack, R"({"answers": {"fever": 1}})", 0); }), "wrong_type /answers/fever");
}

TEST(Consultation, HasNoFhirWithoutATimeAndStaysWhole) {
  Consultation consultation(opened(minimal_pack().load()), R"({"answers": {"fever": true}})", 0);
  EXPECT_EQ(refusal([&] { consultation.document(Document::fhir); }), "missing_time ");
  EXPECT_EQ(refusal([&] { consultation.document(Document::fhir); }), "missing_time ");
  EXPECT_FALSE(consultation.document(Document::json).empty());
}

TEST(Consultation, IsCarriedThroughAllStages) {
  Consultation consultation(opened(minimal_pack().load()), R"({"answers": {"fever": true}})", 5);
  EXPECT_EQ(consultation.record().assessment.tier, unknot::pack::Tier::same_day);
  EXPECT_EQ(consultation.record().plan.kind->id, "today");
  EXPECT_EQ(consultation.record().at_unix_seconds, 5);
}

}  // namespace
