// Whom to call, the safety net, and where the sheet comes from.
#include <gmock/gmock.h>

#include "compose/sheet.h"

namespace {

using namespace unknot_test;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using unknot::pack::SectionId;

constexpr const char* no = R"({"a": false})";

SmallPack base_pack() { return SmallPack().yes_no("a").rule("r", "a = yes", "routine").topic("walk"); }

std::vector<std::string> contact(const SmallPack& pack, const std::string& clinic) {
  return blocks_of(Visit(pack, no, "\"handout\": {\"clinic\": {" + clinic + "}}"), SectionId::contact);
}

TEST(Contact, WithoutAClinicLeavesABlankLine) {
  EXPECT_THAT(contact(base_pack(), ""), ElementsAre("list: contact_blank|contact_out_of_hours_unknown|Emergency 911"));
}

TEST(Contact, NamesWhatTheClinicGave) {
  EXPECT_THAT(contact(base_pack(), R"("name": "Hill <Clinic>", "phone": "555 1", "out_of_hours": "555 2")"),
              ElementsAre("list: Hill <Clinic>|Phone 555 1|Closed: 555 2|Emergency 911"));
  EXPECT_THAT(contact(base_pack(), R"("phone": "555 1", "emergency_number": "112")"),
              ElementsAre("list: Phone 555 1|contact_out_of_hours_unknown|Emergency 112"));
}

TEST(Contact, NamesTheCountrysAdviceLineIfItHasOne) {
  SmallPack pack = base_pack();
  pack.text()["advice_line"] = "111";
  EXPECT_THAT(contact(pack, ""),
              ElementsAre("list: contact_blank|contact_out_of_hours_unknown|Or call 111.|Emergency 911"));
}

TEST(SafetyNet, StandsOnTheSheetOfEveryKind) {
  for (const char* tier : {"routine", "soon", "same_day", "emergency"}) {
    SmallPack pack = SmallPack().yes_no("a").rule("r", "a = yes", tier);
    for (const char* answers : {R"({"a": true})", R"({"a": false})", "{}"}) {
      const std::vector<std::string> blocks = blocks_of(Visit(pack, answers), SectionId::safety_net);
      ASSERT_EQ(blocks.size(), 4u) << tier << answers;
      EXPECT_EQ(blocks[0], "list [Call 911 for:]: chest pain");
      EXPECT_EQ(blocks[1], "list [Call the clinic for:]: fever");
      EXPECT_EQ(blocks[2], "paragraph: Come back.");
    }
  }
}

TEST(SafetyNet, SaysOfWhichDayTheAnswersAre) {
  const auto made = [](const std::string& options) {
    return blocks_of(Visit(base_pack(), no, "\"handout\": {" + options + "}"), SectionId::safety_net).back();
  };
  EXPECT_EQ(made(R"("date": "2026-11-02", "clinic": {"phone": "555 1"})"),
            "paragraph: Made on M11 2, 2026, call 555 1.");
  EXPECT_EQ(made(R"("clinic": {"phone": "555 1"})"), "paragraph: Made on ____, call 555 1.");
  EXPECT_EQ(made(R"("date": "2026-11-02")"), "paragraph: Made on M11 2, 2026, call ____________.");
}

TEST(Foot, SaysThatNobodyReviewedThePack) {
  EXPECT_THAT(blocks_of(Visit(base_pack(), no), SectionId::foot), Contains("paragraph: review_none"));
}

TEST(Foot, SaysWhoReviewedThePackAndWhen) {
  SmallPack pack = base_pack();
  pack.json["pack"]["review"] = {{"state", "reviewed"}, {"reviewer", "Dr A"}, {"date", "2026-12-01"}};
  const auto foot = blocks_of(Visit(pack, no, R"("handout": {"date": "2026-11-02"})"), SectionId::foot);
  EXPECT_THAT(foot, Contains("paragraph: Reviewed by Dr A on 2026-12-01."));
  EXPECT_THAT(foot, Not(Contains("paragraph: review_none")));
}

TEST(Foot, NamesThePacksVersionAndDate) {
  EXPECT_THAT(blocks_of(Visit(base_pack(), no), SectionId::foot), Contains("paragraph: Version 1.2.3 of 2026-01-02"));
}

TEST(Foot, NamesTheRequestIfThereIsOne) {
  EXPECT_THAT(blocks_of(Visit(base_pack(), no, R"("request": {"id": "r-1"})"), SectionId::foot),
              Contains("paragraph: Reference r-1"));
  EXPECT_THAT(blocks_of(Visit(base_pack(), no), SectionId::foot), Not(Contains(testing::HasSubstr("Reference"))));
}

SmallPack with_sources() {
  SmallPack pack = SmallPack().yes_no("a").rule("r", "a = yes", "routine", {{"sources", {"SRC", "RULE"}}});
  pack.topic("walk", {{"sources", {"Z", "SAME"}}});
  pack.topic("heat", {{"sources", {"B"}}, {"seeds", {"SEED"}}});
  pack.topic("cold", {{"sources", {"HIDDEN"}}, {"offered_when", "a = yes"}});
  pack.slot("s", 1, {"walk"});
  Json& sources = pack.json["sources"]["sources"];
  sources.push_back({{"id", "RULE"}, {"organisation", "Of the rule"}, {"title", "Cancer"}});
  sources.push_back({{"id", "Z"}, {"organisation", "Zeta"}, {"title", "Walking"}});
  sources.push_back({{"id", "SAME"}, {"organisation", "Source"}, {"title", "Again"}});
  sources.push_back({{"id", "B"}, {"organisation", "Beta"}, {"title", "Heat"}});
  sources.push_back({{"id", "HIDDEN"}, {"organisation", "Hidden"}, {"title", "Cold"}});
  sources.push_back({{"id", "SEED"}, {"title", "A seed"}});
  return pack;
}

TEST(Foot, NamesTheOrganisationsOfTheTopicsShownOnceAndSorted) {
  EXPECT_THAT(blocks_of(Visit(with_sources(), no), SectionId::foot),
              Contains("paragraph: Based on: Beta, Source, Zeta."));
}

TEST(Foot, OffersTheOtherLanguagesInTheirOwnWords) {
  SmallPack pack = base_pack();
  pack.json["pack"]["languages"] = {"en-US", "en-GB", "es-US"};
  pack.json["text"]["en-GB"] = {{"base", "en-US"}, {"locale", "en-GB"}};
  pack.json["text"]["es-US"] = {
      {"base", "en-US"}, {"locale", "es-US"}, {"handout", {{"offer_language", "En español"}}}};
  const auto foot = [&](const std::string& locale) {
    return blocks_of(Visit(pack, no, "\"handout\": {\"locale\": \"" + locale + "\"}"), SectionId::foot);
  };
  EXPECT_EQ(foot("en-US").back(), "paragraph: En español");
  EXPECT_THAT(foot("en-US"), Not(Contains("paragraph: offer_language")));
  EXPECT_EQ(foot("en-GB").back(), "paragraph: En español");
}

TEST(Foot, OffersALanguageOnceHoweverManyCountriesSpeakIt) {
  SmallPack pack = base_pack();
  pack.json["pack"]["languages"] = {"en-US", "en-GB", "es-US", "es-MX"};
  pack.json["text"]["en-GB"] = {{"base", "en-US"}, {"locale", "en-GB"}};
  for (const char* tag : {"es-US", "es-MX"}) {
    pack.json["text"][tag] = {{"base", "en-US"}, {"locale", tag}, {"handout", {{"offer_language", "En español"}}}};
  }
  const auto offers = [&](const std::string& locale, const std::string& offer) {
    const auto foot = blocks_of(Visit(pack, no, "\"handout\": {\"locale\": \"" + locale + "\"}"), SectionId::foot);
    return std::count(foot.begin(), foot.end(), "paragraph: " + offer);
  };
  EXPECT_EQ(offers("en-US", "En español"), 1);
  EXPECT_EQ(offers("en-US", "offer_language"), 0);
  EXPECT_EQ(offers("es-MX", "offer_language"), 1);
  EXPECT_EQ(offers("es-MX", "En español"), 0);
}

}  // namespace
