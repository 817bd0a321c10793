#include <gtest/gtest.h>

#include "pack/changed_pack.h"

namespace {

using namespace unknot_test;

const std::string base = "/text/en-US";

// What the loader says when the texts are changed.
template <typename Change>
std::string with(Change&& change) {
  return changed([&](Json& pack) { change(texts(pack)); });
}

TEST(LoadTexts, AnUnknownMemberIsRefused) {
  EXPECT_EQ(with([](Json& t) { t["extra"] = "x"; }), "unknown_member /text/en-US/extra");
  EXPECT_EQ(with([](Json& t) { t["topics"]["heat"]["wy"] = "x"; }), "unknown_member /text/en-US/topics/heat/wy");
  EXPECT_EQ(with([](Json& t) { t["kinds"]["self_care"]["x"] = "x"; }), "unknown_member /text/en-US/kinds/self_care/x");
  EXPECT_EQ(with([](Json& t) { t["questions"]["fever"]["x"] = "x"; }), "unknown_member /text/en-US/questions/fever/x");
  EXPECT_EQ(with([](Json& t) { t["questions"]["fever"]["values"]["yes"]["x"] = "x"; }),
            "unknown_member /text/en-US/questions/fever/values/yes/x");
  EXPECT_EQ(with([](Json& t) { t["safety_net"]["x"] = "x"; }), "unknown_member /text/en-US/safety_net/x");
  EXPECT_EQ(with([](Json& t) { t["handout"]["x"] = "x"; }), "unknown_member /text/en-US/handout/x");
  EXPECT_EQ(with([](Json& t) { t["clinic"]["x"] = "x"; }), "unknown_member /text/en-US/clinic/x");
  EXPECT_EQ(with([](Json& t) { t["date"]["x"] = "x"; }), "unknown_member /text/en-US/date/x");
  EXPECT_EQ(with([](Json& t) { t["tiers"]["soon"]["x"] = "x"; }), "unknown_member /text/en-US/tiers/soon/x");
  EXPECT_EQ(with([](Json& t) { t["topics"]["ibuprofen"]["variants"]["ask_first"]["x"] = "x"; }),
            "unknown_member /text/en-US/topics/ibuprofen/variants/ask_first/x");
}

TEST(LoadTexts, ATextOfSomethingThatThePackDoesNotHaveIsRefused) {
  for (const char* part : {"groups", "flags", "rules", "reasons", "contradictions", "notices"}) {
    EXPECT_EQ(with([&](Json& t) { t[part]["ghost"] = "x"; }),
              "unknown_member /text/en-US/" + std::string(part) + "/ghost");
  }
  for (const char* part : {"questions", "tiers", "kinds", "topics"}) {
    EXPECT_EQ(with([&](Json& t) { t[part]["ghost"] = Json::object(); }),
              "unknown_member /text/en-US/" + std::string(part) + "/ghost");
  }
  EXPECT_EQ(with([](Json& t) { t["questions"]["course"]["values"]["ghost"] = Json::object(); }),
            "unknown_member /text/en-US/questions/course/values/ghost");
  EXPECT_EQ(with([](Json& t) { t["questions"]["age"]["values"] = Json::object(); }),
            "unknown_member /text/en-US/questions/age/values");
  EXPECT_EQ(with([](Json& t) { t["topics"]["heat"]["variants"] = Json::object(); }),
            "unknown_member /text/en-US/topics/heat/variants");
}

TEST(LoadTexts, AMissingTextIsRefusedWherever) {
  const auto without = [](const std::string& parent, const char* name) {
    return with([&](Json& t) { t.at(Json::json_pointer(parent)).erase(name); });
  };
  for (const auto& [parent, name] :
       std::vector<std::pair<std::string, const char*>>{{"/groups", "pain"},
                                                        {"/questions", "fever"},
                                                        {"/questions/fever", "text"},
                                                        {"/questions/fever", "label"},
                                                        {"/questions/fever", "values"},
                                                        {"/questions/fever/values", "yes"},
                                                        {"/questions/course/values/worse", "text"},
                                                        {"/questions/course/values/worse", "label"},
                                                        {"/tiers", "soon"},
                                                        {"/tiers/soon", "action"},
                                                        {"/flags", "fever"},
                                                        {"/rules", "fever"},
                                                        {"/contradictions", "no-pain-unable"},
                                                        {"/notices", "carer"},
                                                        {"/kinds", "get_care_now"},
                                                        {"/kinds/get_care_now", "title"},
                                                        {"/kinds/get_care_now", "message"},
                                                        {"/topics", "heat"},
                                                        {"/topics/heat", "title"},
                                                        {"/topics/heat", "line"},
                                                        {"/topics/heat", "evidence"},
                                                        {"/topics/heat", "left_out"},
                                                        {"/topics/heat", "warn"},
                                                        {"/topics/heat", "later"},
                                                        {"/boxes", "stretches"},
                                                        {"/boxes/stretches", "title"},
                                                        {"/kinds/get_care_now", "why_title"},
                                                        {"/kinds/get_care_now", "advice_title"},
                                                        {"/kinds/see_clinician_first", "tell_title"},
                                                        {"/topics/ibuprofen", "variants"},
                                                        {"/topics/ibuprofen/variants", "ask_first"},
                                                        {"/safety_net", "title"},
                                                        {"/safety_net", "emergency_title"},
                                                        {"/safety_net", "clinic_title"},
                                                        {"/safety_net", "return"},
                                                        {"/date", "long"},
                                                        {"/date", "short"},
                                                        {"/handout", "because_of"},
                                                        {"/clinic", "private_note"}}) {
    EXPECT_EQ(without(parent, name), "missing_text " + base + parent) << name;
  }
}

TEST(LoadTexts, AMissingPartOfTheFileIsRefused) {
  for (const char* name :
       {"locale",    "language", "direction", "page",       "emergency_number", "date",           "groups",
        "questions", "tiers",    "flags",     "rules",      "reasons",          "contradictions", "notices",
        "kinds",     "boxes",    "topics",    "safety_net", "teach_back",       "handout",        "clinic"}) {
    EXPECT_EQ(with([&](Json& t) { t.erase(name); }), "missing_member " + base) << name;
  }
}

TEST(LoadTexts, ATextThatNoSectionShowsIsRefused) {
  for (const char* name : {"why_title", "why_unfinished", "advice_title", "tell_title", "tell_unfinished"}) {
    const std::string section(name, std::string_view(name).find('_'));
    EXPECT_EQ(with([&](Json& t) { t["kinds"]["self_care"][name] = "Shown nowhere."; }),
              "unused_text /text/en-US/kinds/self_care/" + section)
        << name;
  }
  for (const char* name : {"advice", "tell"}) {
    EXPECT_EQ(with([&](Json& t) { t["kinds"]["self_care"][name] = {"Shown nowhere."}; }),
              std::string("unused_text /text/en-US/kinds/self_care/") + name);
  }
  EXPECT_EQ(with([](Json& t) { t["topics"]["cold"]["later"] = "Wait."; }),
            "unknown_member /text/en-US/topics/cold/later");
}

TEST(LoadTexts, EvidenceIsToldByTheTopicOrItsBox) {
  EXPECT_EQ(with([](Json& t) { t["boxes"]["stretches"]["evidence"] = nullptr; }),
            "missing_text /text/en-US/topics/knee_to_chest");
  EXPECT_EQ(with([](Json& t) { t["topics"]["knee_to_chest"]["evidence"] = "Unsure."; }), "accepted");
}

TEST(LoadTexts, AnEmptyTextIsAMissingText) {
  EXPECT_EQ(with([](Json& t) { t["rules"]["fever"] = ""; }), "missing_text /text/en-US/rules/fever");
  EXPECT_EQ(with([](Json& t) { t["topics"]["heat"]["why"] = ""; }), "missing_text /text/en-US/topics/heat/why");
  EXPECT_EQ(with([](Json& t) { t["topics"]["heat"]["title"] = nullptr; }), "missing_text /text/en-US/topics/heat");
  EXPECT_EQ(with([](Json& t) { t["safety_net"]["emergency"][0] = ""; }),
            "missing_text /text/en-US/safety_net/emergency/0");
}

TEST(LoadTexts, ATextIsAText) {
  EXPECT_EQ(with([](Json& t) { t["rules"]["fever"] = 1; }), "wrong_type /text/en-US/rules/fever");
  EXPECT_EQ(with([](Json& t) { t["teach_back"] = "How?"; }), "wrong_type /text/en-US/teach_back");
  EXPECT_EQ(with([](Json& t) { t["topics"]["heat"] = "warm"; }), "wrong_type /text/en-US/topics/heat");
  EXPECT_EQ(with([](Json& t) { t["rules"]["fever"] = std::string(4097, 'a'); }), "too_long /text/en-US/rules/fever");
}

TEST(LoadTexts, TheSafetyNetIsNotEmpty) {
  EXPECT_EQ(with([](Json& t) { t["safety_net"]["emergency"] = Json::array(); }), "missing_text /text/en-US/safety_net");
  EXPECT_EQ(with([](Json& t) { t["safety_net"]["clinic"] = Json::array(); }), "missing_text /text/en-US/safety_net");
}

TEST(LoadTexts, AYearHasTwelveMonths) {
  EXPECT_EQ(with([](Json& t) { t["date"]["months"].erase(0); }), "missing_text /text/en-US/date/months");
  EXPECT_EQ(with([](Json& t) { t["date"]["short_months"].push_back("Undecimber"); }),
            "missing_text /text/en-US/date/months");
}

TEST(LoadTexts, ThePageIsA4OrLetter) {
  EXPECT_EQ(with([](Json& t) { t["page"] = "A5"; }), "unknown_value /text/en-US/page");
  EXPECT_EQ(with([](Json& t) { t["page"] = "A4"; }), "accepted");
}

TEST(LoadTexts, TheDirectionIsOneOfTwo) {
  EXPECT_EQ(with([](Json& t) { t["direction"] = "auto"; }), "unknown_value /text/en-US/direction");
  EXPECT_EQ(with([](Json& t) { t["direction"] = "rtl"; }), "accepted");
}

TEST(LoadTexts, TheLocaleIsTheTagItStandsUnder) {
  EXPECT_EQ(with([](Json& t) { t["locale"] = "en-GB"; }), "unknown_locale /text/en-US/locale");
}

TEST(LoadTexts, APlaceholderStandsOnlyWhereItCanBeFilled) {
  EXPECT_EQ(with([](Json& t) { t["topics"]["heat"]["line"] = "Call {call}."; }),
            "invalid_placeholder /text/en-US/topics/heat/line");
  EXPECT_EQ(with([](Json& t) { t["reasons"]["fever"] = "Fever since {date}."; }),
            "invalid_placeholder /text/en-US/reasons/fever");
  EXPECT_EQ(with([](Json& t) { t["kinds"]["get_care_now"]["message"] = "Call {clinic_phone}."; }),
            "invalid_placeholder /text/en-US/kinds/get_care_now/message");
  EXPECT_EQ(with([](Json& t) { t["date"]["long"] = "{date}"; }), "invalid_placeholder /text/en-US/date/long");
  EXPECT_EQ(with([](Json& t) { t["safety_net"]["clinic"][0] = "{emergency_number}"; }),
            "invalid_placeholder /text/en-US/safety_net/clinic/0");
  EXPECT_EQ(with([](Json& t) { t["clinic"]["flag_open_reason"] = "{tier}"; }),
            "invalid_placeholder /text/en-US/clinic/flag_open_reason");
}

TEST(LoadTexts, APlaceholderExists) {
  EXPECT_EQ(with([](Json& t) { t["handout"]["plan_title"] = "{name}"; }),
            "invalid_placeholder /text/en-US/handout/plan_title");
  EXPECT_EQ(with([](Json& t) { t["rules"]["fever"] = "An open { bracket"; }),
            "invalid_placeholder /text/en-US/rules/fever");
}

TEST(LoadTexts, EveryNumberOfADoseStandsInTheTopicsTexts) {
  EXPECT_EQ(changed([](Json& pack) {
              topic(pack, "heat")["dose"]["minutes"] = {15, 25};
            }),
            "missing_dose /text/en-US/topics/heat");
  EXPECT_EQ(changed([](Json& pack) { topic(pack, "heat")["dose"]["hours"] = 99; }),
            "missing_dose /text/en-US/topics/heat");
  EXPECT_EQ(changed([](Json& pack) { topic(pack, "heat")["dose"]["minutes"] = "15"; }),
            "missing_dose /text/en-US/topics/heat");
  EXPECT_EQ(expected_of_changed([](Json& pack) { topic(pack, "heat")["dose"]["hours"] = 99; }), "hours 99");
}

TEST(LoadTexts, ADoseIsReadAsWholeNumbers) {
  SmallPack pack = minimal_pack().topic("heat", {{"dose", {{"minutes", 15}}}});
  pack.topic_text("heat")["dose"] = "150 or 115 minutes";
  EXPECT_EQ(refusal([&] { pack.load(); }), "missing_dose /text/en-US/topics/heat");
  pack.topic_text("heat")["dose"] = "10-15";
  EXPECT_EQ(refusal([&] { pack.load(); }), "accepted");
}

TEST(LoadTexts, APartIsToldInAnItemOfItsOwn) {
  EXPECT_EQ(with([](Json& t) { t["topics"]["heat"]["items"].erase(3); }), "missing_text /text/en-US/topics/heat/items");
  EXPECT_EQ(with([](Json& t) { t["topics"]["heat"].erase("items"); }), "missing_text /text/en-US/topics/heat/items");
  EXPECT_EQ(with([](Json& t) { t["topics"]["heat"]["items"][3]["part"] = "shower"; }),
            "unknown_id /text/en-US/topics/heat/items/3/part");
  EXPECT_EQ(with([](Json& t) { t["topics"]["heat"]["items"][3].erase("text"); }),
            "missing_text /text/en-US/topics/heat/items/3");
  EXPECT_EQ(with([](Json& t) { t["topics"]["heat"]["items"][3]["when"] = "x"; }),
            "unknown_member /text/en-US/topics/heat/items/3/when");
}

TEST(LoadTexts, AnItemIsATextWithoutPlaceholders) {
  EXPECT_EQ(with([](Json& t) { t["topics"]["heat"]["items"][0] = ""; }),
            "missing_text /text/en-US/topics/heat/items/0");
  EXPECT_EQ(with([](Json& t) { t["topics"]["heat"]["items"][0] = "Call {call}."; }),
            "invalid_placeholder /text/en-US/topics/heat/items/0");
  EXPECT_EQ(with([](Json& t) { t["topics"]["heat"]["items"][0] = 1; }), "wrong_type /text/en-US/topics/heat/items/0");
}

TEST(LoadTexts, AVariantIsNoPart) {
  SmallPack pack = minimal_pack().topic(
      "twist", {{"adjustments", {{{"id", "seated"}, {"note", "instead"}, {"when", "fever = yes"}}}}});
  pack.topic_text("twist")["items"] = {{{"part", "seated"}, {"text", "x"}}};
  EXPECT_EQ(refusal([&] { pack.load(); }), "unknown_id /text/en-US/topics/twist/items/0/part");
}

// A pack with a second language that is laid over the first.
SmallPack with_base(const Json& own) {
  SmallPack pack = minimal_pack();
  pack.json["pack"]["languages"].push_back("en-GB");
  pack.json["text"]["en-GB"] = {{"base", "en-US"}, {"locale", "en-GB"}};
  pack.json["text"]["en-GB"].update(own);
  return pack;
}

TEST(LoadTexts, ALanguageMayHoldOnlyWhatDiffersFromItsBase) {
  const auto pack = with_base({{"emergency_number", "999"}, {"flags", {{"flag", "Own title"}}}}).load();
  ASSERT_EQ(pack->locales.size(), 2u);
  EXPECT_EQ(pack->locales[1].emergency_number, "999");
  EXPECT_EQ(pack->locales[1].flags[0].plain(), "Own title");
  EXPECT_EQ(pack->locales[1].rules[0].plain(), "Clinic reason of fever.");
  EXPECT_EQ(pack->locales[0].emergency_number, "911");
}

TEST(LoadTexts, ABaseIsAWholeLanguageOfThePack) {
  EXPECT_EQ(refusal([] { with_base({{"base", "en-AU"}}).load(); }), "missing_member /text");
  EXPECT_EQ(refusal([] { with_base({{"base", "en-GB"}}).load(); }), "unknown_locale /text/en-GB/base");
  EXPECT_EQ(refusal([] { with_base({{"base", 1}}).load(); }), "wrong_type /text/en-GB/base");
  SmallPack pack = with_base({{"base", "en-AU"}});
  pack.json["text"]["en-AU"] = "English";
  EXPECT_EQ(refusal([&] { pack.load(); }), "unknown_locale /text/en-GB/base");
}

TEST(LoadTexts, ALanguageMayStandBeforeItsBase) {
  SmallPack pack = with_base({{"emergency_number", "999"}});
  pack.json["pack"]["languages"] = {"en-GB", "en-US"};
  EXPECT_EQ(pack.load()->locales[0].emergency_number, "999");
}

TEST(LoadTexts, WhatIsLaidOverABaseIsCheckedToo) {
  EXPECT_EQ(refusal([] { with_base({{"flags", {{"ghost", "x"}}}}).load(); }), "unknown_member /text/en-GB/flags/ghost");
  EXPECT_EQ(refusal([] { with_base({{"flags", {{"flag", nullptr}}}}).load(); }), "missing_text /text/en-GB/flags");
  EXPECT_EQ(refusal([] { with_base({{"locale", "en-AU"}}).load(); }), "unknown_locale /text/en-GB/locale");
}

TEST(LoadTexts, LanguagesHaveTheSamePlaceholders) {
  EXPECT_EQ(refusal([] {
              with_base({{"handout", {{"for_patient", "For you"}}}}).load();
            }),
            "invalid_placeholder /text/en-GB/handout/for_patient");
  EXPECT_EQ(refusal([] {
              with_base({{"kinds", {{"now", {{"message", "Call {emergency_number}."}}}}}}).load();
            }),
            "invalid_placeholder /text/en-GB/kinds/now/message");
  EXPECT_EQ(refusal([] {
              with_base({{"clinic", {{"ask_first_intro", "Ask."}}}}).load();
            }),
            "invalid_placeholder /text/en-GB/clinic/ask_first_intro");
}

TEST(LoadTexts, TheSamePlaceholdersStandInEachLineThatBothLanguagesHave) {
  const auto with_advice = [](const Json& advice) {
    SmallPack pack = with_base({{"kinds", {{"now", {{"advice", advice}}}}}});
    pack.text()["kinds"]["now"]["advice"] = {"Call {emergency_number}.", "Do not drive."};
    return refusal([&] { pack.load(); });
  };
  EXPECT_EQ(with_advice({"Ring {emergency_number}.", "Do not drive."}), "accepted");
  EXPECT_EQ(with_advice(Json::array({"Ring {emergency_number}."})), "accepted");
  EXPECT_EQ(with_advice({"Ring 999.", "Do not drive."}), "invalid_placeholder /text/en-GB/kinds/now/advice/0");
}

TEST(LoadTexts, EachLanguageTellsTheDose) {
  SmallPack pack = with_base({{"topics", {{"heat", {{"dose", "20 minutes"}}}}}});
  pack.topic("heat", {{"dose", {{"minutes", 15}}}});
  pack.topic_text("heat")["dose"] = "15 minutes";
  EXPECT_EQ(refusal([&] { pack.load(); }), "missing_dose /text/en-GB/topics/heat");
}

TEST(LoadTexts, TheAdviceLineMayBeMissing) {
  EXPECT_EQ(minimal_pack().load()->locales[0].advice_line, "");
  SmallPack pack = minimal_pack();
  pack.text()["advice_line"] = "111";
  EXPECT_EQ(pack.load()->locales[0].advice_line, "111");
}

}  // namespace
