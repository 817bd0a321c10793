#include "compose/catalogue.h"

#include <gtest/gtest.h>

#include "pack/load.h"
#include "render/handout_json.h"
#include "render/html.h"
#include "render/text.h"
#include "visit.h"

namespace {

using namespace unknot_test;
using unknot::compose::Handout;

// Patients for whom much, little and nothing is tailored; with the built-in pack.
const char* const answers[] = {
    R"({})",
    R"({"age": 40, "duration_days": 1, "things_at_home": ["ball", "heating_pad", "foam_roller"], "stress": "some"})",
    R"({"age": 40, "duration_days": 30, "conditions": [], "medicines": [], "allergies": [], "osteoporosis": false,
        "pregnancy": "no", "steroids_long_term": false, "cancer": "never", "desk_work": true})",
    R"({"age": 30, "sex_at_birth": "female", "pregnancy": "under_20_weeks", "conditions": ["kidney_disease"], "medicines": ["blood_thinner"]})",
    R"({"age": 80, "osteoporosis": true, "conditions": "unsure", "medicines": "unsure"})",
};

class Prepared : public ::testing::Test {
 protected:
  Prepared() { catalogue.write_pages(unknot::render::html_of_section); }
  std::shared_ptr<const unknot::pack::Pack> pack = unknot::pack::load_embedded();
  unknot::compose::Catalogue catalogue{*pack, pack->locales.front()};
};

TEST_F(Prepared, ASheetReadsTheSameWithAndWithoutTheCatalogue) {
  for (const char* given : answers) {
    const Visit visit(pack, given);
    unknot::Arena memory;
    const Handout quick =
        unknot::compose::compose(*pack, visit.answers, visit.assessment, visit.plan, memory, &catalogue);
    EXPECT_EQ(unknot::render::html(quick, memory), unknot::render::html(visit.handout, memory)) << given;
    EXPECT_EQ(unknot::render::text(quick, memory), unknot::render::text(visit.handout, memory)) << given;
    EXPECT_EQ(unknot::render::handout_json(quick, memory), unknot::render::handout_json(visit.handout, memory))
        << given;
  }
}

TEST_F(Prepared, ATopicIsTakenFromTheCatalogueUnlessSomethingAboutItIsTailored) {
  const Visit visit(pack, answers[3]);
  unknot::Arena memory;
  const Handout quick =
      unknot::compose::compose(*pack, visit.answers, visit.assessment, visit.plan, memory, &catalogue);
  std::size_t prepared = 0;
  std::size_t tailored = 0;
  for (const auto& section : quick.sections) {
    if (section.topic.empty()) continue;
    const auto noted = [&](const auto& note) { return pack->topics[note.topic].id == section.topic; };
    const bool has_note = std::any_of(visit.plan.notes.begin(), visit.plan.notes.end(), noted);
    EXPECT_FALSE(has_note && section.prepared != nullptr) << section.topic;
    ++(section.prepared != nullptr ? prepared : tailored);
  }
  EXPECT_GT(prepared, 0u);
  EXPECT_GT(tailored, 0u);
}

}  // namespace
