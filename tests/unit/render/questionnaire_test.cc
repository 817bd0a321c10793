#include "render/questionnaire.h"

#include <gtest/gtest.h>

#include "render/enable_when.h"
#include "small_pack.h"

namespace {

using namespace unknot_test;

SmallPack pack_of_types() {
  SmallPack pack;
  pack.integer("age", 0, 99)
      .one("course", {"better", "same", "worse"})
      .many("place", {"back", "flank"})
      .yes_no("fever")
      .asked_when("course = worse", false);
  pack.rule("r", "age > 1 or fever = yes or place has back", "soon");
  pack.text()["questions"]["age"]["help"] = "In \"years\"";
  return pack;
}

Json form_of(const SmallPack& small, const char* locale = "en-US") {
  const auto pack = small.load();
  return Json::parse(unknot::render::questionnaire(*pack, *pack->locale(locale)));
}

Json item(const Json& form, std::size_t question, std::size_t group = 0) {
  return form["item"].at(group)["item"].at(question);
}

std::vector<std::string> codes_of(const Json& question) {
  std::vector<std::string> codes;
  for (const Json& option : question["answerOption"]) {
    EXPECT_EQ(option["valueCoding"]["system"], "https://small.example/fhir/CodeSystem/small");
    codes.push_back(option["valueCoding"]["code"]);
  }
  return codes;
}

// The extension of an item that has this last word in its URL.
Json extension_of(const Json& holder, const std::string& name) {
  for (const Json& extension : holder["extension"]) {
    const std::string url = extension["url"];
    if (url.substr(url.rfind('/') + 1) == name) return extension;
  }
  return {};
}

using Codes = std::vector<std::string>;

TEST(Questionnaire, SaysWhatItIsOf) {
  const Json form = form_of(pack_of_types());
  EXPECT_EQ(form["resourceType"], "Questionnaire");
  EXPECT_EQ(form["id"], "small");
  EXPECT_EQ(form["url"], "https://small.example/fhir/Questionnaire/small");
  EXPECT_EQ(form["version"], "1.2.3");
  EXPECT_EQ(form["date"], "2026-01-02");
  EXPECT_EQ(form["language"], "en-US");
  EXPECT_EQ(form["title"], "Questions");
  EXPECT_EQ(form["subjectType"], Json::array({"Patient"}));
  EXPECT_FALSE(form.contains("_title"));
  EXPECT_FALSE(form.contains("extension"));
}

TEST(Questionnaire, IsADraftUntilAClinicianHasReviewedThePack) {
  SmallPack pack = pack_of_types();
  EXPECT_EQ(form_of(pack)["status"], "draft");
  pack.json["pack"]["review"] = {{"state", "reviewed"}, {"reviewer", "Dr. A"}, {"date", "2026-01-01"}};
  EXPECT_EQ(form_of(pack)["status"], "active");
}

TEST(Questionnaire, ANumberHasItsRangeAndItsHelp) {
  const Json age = item(form_of(pack_of_types()), 0);
  EXPECT_EQ(age["linkId"], "age");
  EXPECT_EQ(age["type"], "integer");
  EXPECT_EQ(age["text"], "Text of age");
  EXPECT_EQ(extension_of(age, "minValue")["valueInteger"], 0);
  EXPECT_EQ(extension_of(age, "maxValue")["valueInteger"], 99);
  const Json help = age["item"].at(0);
  EXPECT_EQ(help["linkId"], "age.help");
  EXPECT_EQ(help["type"], "display");
  EXPECT_EQ(help["text"], "In \"years\"");
  EXPECT_EQ(extension_of(help, "questionnaire-itemControl")["valueCodeableConcept"]["coding"][0]["code"], "help");
}

TEST(Questionnaire, AChoiceCanAlwaysBeUnsure) {
  const Json form = form_of(pack_of_types());
  EXPECT_EQ(codes_of(item(form, 1)), (Codes{"better", "same", "worse", "unsure"}));
  EXPECT_EQ(codes_of(item(form, 3)), (Codes{"no", "yes", "unsure"}));
  EXPECT_EQ(item(form, 1)["answerOption"][3]["valueCoding"]["display"], "Not sure");
  EXPECT_FALSE(item(form, 1).contains("repeats"));
}

TEST(Questionnaire, AListCanBeEmptyOrUnsureAndIsThenNothingElse) {
  const Json place = item(form_of(pack_of_types()), 2);
  EXPECT_EQ(codes_of(place), (Codes{"back", "flank", "none", "unsure"}));
  EXPECT_EQ(place["repeats"], true);
  EXPECT_EQ(place["answerOption"][2]["valueCoding"]["display"], "None of these");
  for (const std::size_t option : {0u, 1u}) EXPECT_FALSE(place["answerOption"][option].contains("extension"));
  for (const std::size_t option : {2u, 3u}) {
    EXPECT_EQ(extension_of(place["answerOption"][option], "questionnaire-optionExclusive")["valueBoolean"], true);
  }
}

TEST(Questionnaire, AGroupToWhichTheInterviewComesBackStandsTwice) {
  SmallPack pack = pack_of_types();
  pack.json["questions"]["groups"].push_back("other");
  pack.text()["groups"]["other"] = "Other";
  pack.json["questions"]["questions"][1]["group"] = "other";
  const Json form = form_of(pack);
  ASSERT_EQ(form["item"].size(), 3u);
  EXPECT_EQ(form["item"][0]["linkId"], "group.group");
  EXPECT_EQ(form["item"][1]["linkId"], "group.other");
  EXPECT_EQ(form["item"][2]["linkId"], "group.group.2");
  EXPECT_EQ(form["item"][2]["text"], "Group");
  EXPECT_EQ(item(form, 0, 1)["linkId"], "course");
}

TEST(Questionnaire, OtherLanguagesAreTranslations) {
  SmallPack pack = pack_of_types();
  pack.json["pack"]["languages"].push_back("en-GB");
  pack.json["text"]["en-GB"] = {
      {"base", "en-US"}, {"locale", "en-GB"}, {"form", {{"unsure", "Do not know"}}}, {"groups", {{"group", "Own"}}}};
  const auto translation = [](const char* tag, const char* text) {
    return Json{
        {"extension",
         {{{"url", "http://hl7.org/fhir/StructureDefinition/translation"},
           {"extension", {{{"url", "lang"}, {"valueCode", tag}}, {{"url", "content"}, {"valueString", text}}}}}}}};
  };
  const Json american = form_of(pack);
  EXPECT_EQ(american["_title"], translation("en-GB", "Questions"));
  EXPECT_EQ(american["item"][0]["_text"], translation("en-GB", "Own"));
  EXPECT_EQ(item(american, 1)["answerOption"][3]["valueCoding"]["_display"], translation("en-GB", "Do not know"));
  const Json british = form_of(pack, "en-GB");
  EXPECT_EQ(british["language"], "en-GB");
  EXPECT_EQ(british["item"][0]["text"], "Own");
  EXPECT_EQ(british["item"][0]["_text"], translation("en-US", "Group"));
}

TEST(Questionnaire, ARecordOfThePatientCanAnswer) {
  SmallPack pack = pack_of_types();
  pack.json["questions"]["questions"][0]["initial_expression"] = "%patient.age";
  const Json form = form_of(pack);
  EXPECT_EQ(form["extension"][0]["extension"][0]["valueCoding"]["code"], "patient");
  EXPECT_EQ(form["extension"][0]["extension"][1], Json::parse(R"({"url": "type", "valueCode": "Patient"})"));
  EXPECT_EQ(extension_of(item(form, 0), "sdc-questionnaire-initialExpression")["valueExpression"],
            Json::parse(R"({"language": "text/fhirpath", "expression": "%patient.age"})"));
}

TEST(Questionnaire, IsEnabledByAnAnswerThatCouldMeanThatItApplies) {
  const Json fever = item(form_of(pack_of_types()), 3);
  EXPECT_EQ(fever["enableBehavior"], "any");
  const auto by = [](const char* code) {
    return Json{{"question", "course"},
                {"operator", "="},
                {"answerCoding", {{"system", "https://small.example/fhir/CodeSystem/small"}, {"code", code}}}};
  };
  const Json unanswered = {{"question", "course"}, {"operator", "exists"}, {"answerBoolean", false}};
  EXPECT_EQ(fever["enableWhen"], (Json{unanswered, by("worse"), by("unsure")}));
  EXPECT_TRUE(extension_of(fever, "sdc-questionnaire-enableWhenExpression").is_null());
}

// Of a question with this condition: the codes by which enableWhen enables it ("-": no answer), or the FHIRPath.
std::string enabled(const std::string& asked_when) {
  SmallPack small = pack_of_types();
  small.yes_no("last").asked_when(asked_when, false).rule("last", "last = yes", "soon");
  const auto pack = small.load();
  const unknot::pack::NodeId condition = *pack->questions.back().asked_when;
  const auto list = unknot::render::enablers(*pack, condition);
  if (!list) return unknot::render::enabled_when(*pack, condition);
  std::string codes;
  for (const unknot::render::Enabler& enabler : *list) {
    codes +=
        pack->questions[enabler.question].id + ' ' + (enabler.code.empty() ? "-" : std::string(enabler.code)) + ", ";
  }
  return codes;
}

std::string values_of(const std::string& question) {
  return "%resource.repeat(item).where(linkId = '" + question + "').answer.value";
}

std::string possible(const std::string& question, const std::string& codes, const std::string& count = "1") {
  const std::string all = values_of(question) + ".code";
  return '(' + all + ".empty() or " + all + ".where($this = 'unsure').exists() or " + all + ".where($this in (" +
         codes + ")).count() >= " + count + ')';
}

TEST(EnableWhen, SaysOneOfTheAnswers) {
  EXPECT_EQ(enabled("course in {better, worse}"), "course -, course better, course worse, course unsure, ");
  EXPECT_EQ(enabled("unsure(course)"), "course unsure, ");
  EXPECT_EQ(enabled("place has flank or course = worse or course = same"),
            "place -, place flank, place unsure, course -, course worse, course unsure, course same, ");
}

TEST(EnableWhen, IsAnExpressionWhereAllMustHold) {
  EXPECT_EQ(enabled("course = worse and place has back"),
            '(' + possible("course", "'worse'") + " and " + possible("place", "'back'") + ')');
  EXPECT_EQ(enabled("course in {same, worse} and (place has back or unsure(place))"),
            '(' + possible("course", "'same' | 'worse'") + " and (" + possible("place", "'back'") + " or " +
                values_of("place") + ".code.where($this = 'unsure').exists()))");
}

// An unsure number is an answer without a value, which enableWhen takes for one.
TEST(EnableWhen, IsAnExpressionOverANumber) {
  EXPECT_EQ(enabled("age >= 10"), values_of("age") + ".where($this < 10).empty()");
  EXPECT_EQ(enabled("age < 10"), values_of("age") + ".where($this > 9).empty()");
  EXPECT_EQ(enabled("age = 10"), values_of("age") + ".where($this < 10 or $this > 10).empty()");
  EXPECT_EQ(enabled("unsure(age)"), "true");
}

TEST(EnableWhen, IsAnExpressionOverACount) {
  EXPECT_EQ(enabled("count(place, {back, flank}) >= 2"), possible("place", "'back' | 'flank'", "2"));
}

}  // namespace
