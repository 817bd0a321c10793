#include "render/info.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/version.h"
#include "small_pack.h"

namespace {

using namespace unknot_test;

TEST(Info, TellsLibraryPackLanguagesQuestionsAndLimits) {
  SmallPack small = minimal_pack();
  small.json["pack"]["source_attributes"] = {{{"name", "developer"}, {"value", "\"We\""}}};
  const auto pack = small.load();
  const Json info = Json::parse(unknot::render::info(*pack));
  EXPECT_EQ(info["unknot"]["version"], unknot::version);
  EXPECT_EQ(info["unknot"]["build"], unknot::build_id());
  EXPECT_EQ(info["pack"], (Json{{"id", "small"},
                                {"version", "1.2.3"},
                                {"date", "2026-01-02"},
                                {"sha256", pack->sha256},
                                {"review", {{"state", "none"}, {"reviewer", nullptr}, {"date", nullptr}}},
                                {"overlay_sha256", nullptr}}));
  EXPECT_EQ(info["locales"], Json::parse(R"(["en-US"])"));
  EXPECT_EQ(info["questions"], Json::parse(R"([{"id": "fever", "since": "1.0"}])"));
  EXPECT_EQ(info["source_attributes"], Json::parse(R"([{"name": "developer", "value": "\"We\""}])"));
  EXPECT_EQ(info["limits"]["intake_bytes"], unknot::limits::intake_bytes);
  EXPECT_EQ(info["limits"]["request_id_bytes"], 64);
}

TEST(Info, NamesTheReviewer) {
  SmallPack small = minimal_pack();
  small.json["pack"]["review"] = {{"state", "reviewed"}, {"reviewer", "Dr A"}, {"date", "2026-12-01"}};
  EXPECT_EQ(Json::parse(unknot::render::info(*small.load()))["pack"]["review"], small.json["pack"]["review"]);
}

}  // namespace
