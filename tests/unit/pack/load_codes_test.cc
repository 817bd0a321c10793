// The names that FHIR resources are given: the base of the pack's own, and the codes of others.
#include <gtest/gtest.h>

#include "pack/changed_pack.h"

namespace {

using namespace unknot;
using unknot_test::changed;
using unknot_test::Json;

const Json fever = {{"system", "http://snomed.info/sct"}, {"code", "386661006"}, {"display", "Fever"}};

std::string with_base(const Json& base) {
  return changed([&](Json& pack) { pack["pack"]["canonical_base"] = base; });
}

std::string with_codes(const Json& codes) {
  return changed([&](Json& pack) { pack["pack"]["codes"] = codes; });
}

std::string with_code(const char* member, const Json& value) {
  Json code = fever;
  code[member] = value;
  return with_codes({{"referral", {fever, code}}});
}

TEST(LoadCodes, TheBaseIsAUrlWithoutAFinalSlash) {
  EXPECT_EQ(with_base("https://clinic.example"), "accepted");
  EXPECT_EQ(with_base("http://clinic.example:8080/a/b-c_d~e"), "accepted");
  for (const char* base :
       {"https://", "http://", "https://clinic.example/", "ftp://clinic.example", "clinic.example", "urn:uuid:1",
        "https://clinic.example/a|1", "https://clinic.example/#a", "https://clinic.example/a b",
        "https://clinic.example/\xC3\xA4", " https://clinic.example"}) {
    EXPECT_EQ(with_base(base), "invalid_format /pack/canonical_base") << base;
  }
  EXPECT_EQ(with_base("https://" + std::string(192, 'a')), "accepted");
  EXPECT_EQ(with_base("https://" + std::string(193, 'a')), "invalid_format /pack/canonical_base");
  EXPECT_EQ(with_base(""), "out_of_range /pack/canonical_base");
  EXPECT_EQ(with_base(1), "wrong_type /pack/canonical_base");
  EXPECT_EQ(changed([](Json& pack) { pack["pack"].erase("canonical_base"); }), "missing_member /pack");
}

TEST(LoadCodes, ThePackKeepsThem) {
  const Json more = {{"system", "urn:more"}, {"code", "R50.9"}, {"display", "Fever, unspecified"}};
  unknot_test::SmallPack small = unknot_test::minimal_pack();
  small.json["pack"]["codes"] = {{"focus", {more, fever}},
                                 {"referral", {more}},
                                 {"education", {fever, more}},
                                 {"handout", {fever}},
                                 {"flags", {{{"flag", "flag"}, {"codes", {fever, more}}}}}};
  const auto pack = small.load();
  EXPECT_EQ(pack->canonical_base, "https://small.example/fhir");
  ASSERT_EQ(pack->codes.focus.size(), 2u);
  EXPECT_EQ(pack->codes.focus[1].display, "Fever");
  EXPECT_EQ(pack->codes.referral.size(), 1u);
  EXPECT_EQ(pack->codes.education.size(), 2u);
  EXPECT_EQ(pack->codes.handout.front().display, "Fever");
  ASSERT_EQ(pack->codes.flags.size(), 1u);
  EXPECT_EQ(pack->codes.flags[0][1].system, "urn:more");
  EXPECT_EQ(pack->codes.flags[0][1].code, "R50.9");
}

TEST(LoadCodes, AnyOfThemMayBeLeftOut) {
  EXPECT_EQ(changed([](Json& pack) { pack["pack"].erase("codes"); }), "accepted");
  EXPECT_EQ(with_codes(Json::object()), "accepted");
  const auto pack = unknot_test::minimal_pack().load();
  EXPECT_TRUE(pack->codes.focus.empty());
  EXPECT_TRUE(pack->codes.referral.empty());
  ASSERT_EQ(pack->codes.flags.size(), 1u);
  EXPECT_TRUE(pack->codes.flags[0].empty());
}

TEST(LoadCodes, EachIsWhole) {
  EXPECT_EQ(with_code("system", "snomed"), "invalid_format /pack/codes/referral/1/system");
  EXPECT_EQ(with_code("system", "http://snomed.info/ sct"), "invalid_format /pack/codes/referral/1/system");
  EXPECT_EQ(with_code("code", "38 66"), "invalid_format /pack/codes/referral/1/code");
  EXPECT_EQ(with_code("code", ""), "out_of_range /pack/codes/referral/1/code");
  EXPECT_EQ(with_code("display", ""), "out_of_range /pack/codes/referral/1/display");
  EXPECT_EQ(with_code("version", "1"), "unknown_member /pack/codes/referral/1/version");
  EXPECT_EQ(with_codes({{"handout", {{{"system", "urn:a"}}}}}), "missing_member /pack/codes/handout/0");
  EXPECT_EQ(with_codes({{"education", "none"}}), "wrong_type /pack/codes/education");
  EXPECT_EQ(with_codes({{"diagnosis", Json::array()}}), "unknown_member /pack/codes/diagnosis");
  EXPECT_EQ(with_codes(Json::array()), "wrong_type /pack/codes");
}

TEST(LoadCodes, EachFlagStandsOnceWithItsCodes) {
  const auto of_flags = [](const Json& flags) { return with_codes({{"flags", flags}}); };
  const Json one = {{"flag", "fever"}, {"codes", {fever}}};
  EXPECT_EQ(of_flags(Json::array({one})), "accepted");
  EXPECT_EQ(of_flags({one, one}), "duplicate_id /pack/codes/flags/1/flag");
  EXPECT_EQ(of_flags({{{"flag", "fevr"}, {"codes", {fever}}}}), "unknown_id /pack/codes/flags/0/flag");
  EXPECT_EQ(of_flags({{{"flag", "fever"}, {"codes", Json::array()}}}), "missing_member /pack/codes/flags/0");
  EXPECT_EQ(of_flags({{{"flag", "fever"}}}), "missing_member /pack/codes/flags/0");
  EXPECT_EQ(of_flags({{{"flag", "fever"}, {"codes", {fever}}, {"tier", "soon"}}}),
            "unknown_member /pack/codes/flags/0/tier");
}

}  // namespace
