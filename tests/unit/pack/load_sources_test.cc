#include <gtest/gtest.h>

#include <algorithm>

#include "pack/changed_pack.h"

namespace {

using namespace unknot_test;

TEST(LoadSources, AnIdStandsOnce) {
  EXPECT_EQ(changed([](Json& pack) {
              pack["sources"]["sources"].insert(pack["sources"]["sources"].begin(), pack["sources"]["sources"][1]);
            }),
            "duplicate_id /sources/sources/2/id");
}

TEST(LoadSources, ASourceHasIdAndTitle) {
  EXPECT_EQ(changed([](Json& pack) { pack["sources"]["sources"][2].erase("id"); }),
            "missing_member /sources/sources/2");
  EXPECT_EQ(changed([](Json& pack) { pack["sources"]["sources"][2].erase("title"); }),
            "missing_member /sources/sources/2");
  EXPECT_EQ(changed([](Json& pack) { pack["sources"]["sources"][2]["title"] = ""; }),
            "out_of_range /sources/sources/2/title");
  EXPECT_EQ(changed([](Json& pack) { pack["sources"]["sources"][2]["organisation"] = 1; }),
            "wrong_type /sources/sources/2/organisation");
}

TEST(LoadSources, AnUnknownMemberIsRefused) {
  EXPECT_EQ(changed([](Json& pack) { pack["sources"]["sources"][0]["tittle"] = "x"; }),
            "unknown_member /sources/sources/0/tittle");
  EXPECT_EQ(changed([](Json& pack) { pack["sources"]["more"] = 1; }), "unknown_member /sources/more");
}

TEST(LoadSources, TheOrganisationIsWhatThePatientsSheetNames) {
  SmallPack small = minimal_pack();
  EXPECT_EQ(small.load()->organisations, std::vector<std::string>{"Source"});
  EXPECT_EQ(small.load()->sources[0].organisation, 0);
  small.json["sources"]["sources"][0]["organisation"] = nullptr;
  EXPECT_TRUE(small.load()->organisations.empty());
  EXPECT_EQ(small.load()->sources[0].organisation, -1);
}

TEST(LoadSources, OrganisationsStandInTheOrderOfTheirLettersEachOnce) {
  const Json sources = built_in_pack()["sources"]["sources"];
  const auto pack = unknot::pack::load(unknot::pack::embedded());
  EXPECT_TRUE(std::is_sorted(pack->organisations.begin(), pack->organisations.end()));
  EXPECT_EQ(std::adjacent_find(pack->organisations.begin(), pack->organisations.end()), pack->organisations.end());
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const int at = pack->sources[i].organisation;
    const Json named = at < 0 ? Json(nullptr) : Json(pack->organisations[static_cast<std::size_t>(at)]);
    EXPECT_EQ(named, sources[i].value("organisation", Json(nullptr))) << sources[i];
  }
}

}  // namespace
