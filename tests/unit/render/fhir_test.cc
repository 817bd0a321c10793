// application/fhir+json: what stands in the resources, and what must not.
#include "render/fhir.h"

#include <gtest/gtest.h>

#include "base/version.h"
#include "refusal.h"
#include "render/sample.h"

namespace {

using namespace unknot_test;

constexpr std::int64_t seen_at = 1795357800;  // 2026-11-22 14:30 UTC
constexpr const char* whole_request = R"("request": {"id": "r-1", "subject": "Patient/7", "encounter": "Encounter/9"})";
constexpr const char* healthy = R"({"fever": false, "days": 2, "ills": [], "unsafe": false})";

Json bundle(const SmallPack& pack, const std::string& answers, const std::string& options = "",
            std::int64_t at = seen_at) {
  Visit visit(pack, answers, options);
  const unknot::render::Record record{*visit.pack, visit.answers, visit.assessment, visit.plan, at};
  return Json::parse(unknot::render::fhir(record, visit.handout, "<p>Sheet</p>", visit.memory));
}

std::vector<Json> resources(const Json& bundle, const std::string& type) {
  std::vector<Json> found;
  for (const Json& entry : bundle["entry"]) {
    if (entry["resource"]["resourceType"] == type) found.push_back(entry["resource"]);
  }
  return found;
}

Json resource(const Json& bundle, const std::string& type) {
  const std::vector<Json> found = resources(bundle, type);
  EXPECT_EQ(found.size(), 1u) << type;
  return found.empty() ? Json() : found.front();
}

std::vector<std::string> types(const Json& bundle) {
  std::vector<std::string> all;
  for (const Json& entry : bundle["entry"]) all.push_back(entry["request"]["url"]);
  return all;
}

bool holds(const Json& json, const std::string& words) { return json.dump().find(words) != std::string::npos; }

TEST(Fhir, IsRefusedWithoutATime) {
  EXPECT_EQ(refusal([] { bundle(sample_pack(), sample_answers, sample_options, 0); }), "missing_time ");
}

TEST(Fhir, IsOneTransactionOfTheAssessment) {
  const Json made = bundle(sample_pack(), sample_answers, whole_request);
  EXPECT_EQ(made["resourceType"], "Bundle");
  EXPECT_EQ(made["type"], "transaction");
  EXPECT_EQ(made["timestamp"], "2026-11-22T14:30:00Z");
  EXPECT_EQ(types(made), (std::vector<std::string>{"Flag", "GuidanceResponse", "ServiceRequest", "Task",
                                                   "DocumentReference", "CommunicationRequest", "Provenance"}));
}

TEST(Fhir, WholeTimesHaveTwoDigitsEach) {
  EXPECT_EQ(bundle(sample_pack(), healthy, "", 1)["timestamp"], "1970-01-01T00:00:01Z");
  EXPECT_EQ(bundle(sample_pack(), healthy, "", 253402300799)["timestamp"], "9999-12-31T23:59:59Z");
}

TEST(Fhir, CompleteSelfCareAsksNobodyForCare) {
  EXPECT_EQ(types(bundle(sample_pack(), healthy)),
            (std::vector<std::string>{"GuidanceResponse", "DocumentReference", "CommunicationRequest", "Provenance"}));
}

TEST(Fhir, AnIncompleteScreenAsksForCareWithoutAnyFlag) {
  const Json made = bundle(sample_pack(), "{}");
  EXPECT_EQ(types(made), (std::vector<std::string>{"GuidanceResponse", "ServiceRequest", "Task", "DocumentReference",
                                                   "CommunicationRequest", "Provenance"}));
  EXPECT_FALSE(resource(made, "ServiceRequest").contains("reasonCode"));
  EXPECT_EQ(resource(made, "Task")["description"], "Action of routine. Possibly Title of soon.");
}

TEST(Fhir, AFlagIsAConcernInThePacksOwnCodeThenInThoseOfOthers) {
  SmallPack pack = sample_pack();
  pack.json["pack"]["codes"]["flags"] = {
      {{"flag", "fever"}, {"codes", {{{"system", "urn:other"}, {"code", "F"}, {"display", "A fever"}}}}}};
  const Json flag = resource(bundle(pack, sample_answers, whole_request), "Flag");
  EXPECT_EQ(flag["status"], "active");
  EXPECT_EQ(flag["language"], "en-US");
  EXPECT_EQ(flag["code"], Json::parse(R"({"coding": [
    {"system": "https://small.example/fhir/CodeSystem/small-flags", "version": "1.2.3", "code": "fever",
     "display": "Title of fever"},
    {"system": "urn:other", "code": "F", "display": "A fever"}], "text": "Clinic reason of fever."})"));
  EXPECT_EQ(flag["category"][1]["coding"][0]["code"], "routine");
  EXPECT_EQ(flag["subject"], Json::parse(R"({"reference": "Patient/7"})"));
  EXPECT_EQ(flag["encounter"], Json::parse(R"({"reference": "Encounter/9"})"));
  EXPECT_EQ(flag["period"]["start"], "2026-11-22T14:30:00Z");
}

TEST(Fhir, OnlyRaisedFlagsAreFlags) {
  EXPECT_EQ(resources(bundle(sample_pack(), R"({"fever": "unsure", "days": 95})"), "Flag").size(), 0u);
  EXPECT_EQ(resources(bundle(sample_pack(), R"({"fever": true, "days": 95, "ills": ["frail"]})"), "Flag").size(), 2u);
}

TEST(Fhir, ThePriorityIsThatOfTheTier) {
  const auto priority = [](const char* tier, const char* answers) {
    const SmallPack pack =
        SmallPack().yes_no("a").yes_no("b").rule("a", "a = yes", tier).rule("b", "b = yes", "emergency");
    const Json made = bundle(pack, answers);
    const Json value = resource(made, "ServiceRequest")["priority"];
    EXPECT_EQ(resource(made, "Task")["priority"], value);
    EXPECT_EQ(resource(made, "CommunicationRequest")["priority"], value);
    return value.get<std::string>();
  };
  const char* complete = R"({"a": true, "b": false})";
  EXPECT_EQ(priority("emergency", complete), "stat");
  EXPECT_EQ(priority("same_day", complete), "asap");
  EXPECT_EQ(priority("soon", complete), "urgent");
  EXPECT_EQ(priority("routine", complete), "routine");
  // b, not answered, could be an emergency.
  for (const char* tier : {"routine", "soon", "same_day"}) {
    EXPECT_EQ(priority(tier, R"({"a": true})"), "asap");
    EXPECT_EQ(priority(tier, R"({"a": false, "b": "unsure"})"), "asap");
  }
  EXPECT_EQ(priority("soon", R"({"b": true})"), "stat");
}

TEST(Fhir, AnIncompleteScreenThatIsNoEmergencyDoesNotHurry) {
  const SmallPack pack = SmallPack().yes_no("a").rule("a", "a = yes", "soon");
  EXPECT_EQ(resource(bundle(pack, "{}"), "ServiceRequest")["priority"], "routine");
}

TEST(Fhir, TheReferralIsADraftOfAProposal) {
  SmallPack pack = sample_pack();
  pack.json["pack"]["codes"]["referral"] = {{{"system", "urn:other"}, {"code", "R"}, {"display", "Referral"}}};
  const Json made = bundle(pack, sample_answers, whole_request);
  const Json referral = resource(made, "ServiceRequest");
  EXPECT_EQ(referral["status"], "draft");
  EXPECT_EQ(referral["intent"], "proposal");
  EXPECT_EQ(referral["code"]["coding"][0]["code"], "R");
  EXPECT_EQ(referral["code"]["text"], "Action of routine.");
  EXPECT_EQ(referral["reasonCode"][0]["text"], "Title of fever");
  EXPECT_EQ(referral["note"], Json::parse(R"([{"text": "Title of routine"}, {"text": "Clinic reason of fever."}])"));
  EXPECT_EQ(referral["supportingInfo"].size(), 2u);
  const Json task = resource(made, "Task");
  EXPECT_EQ(task["status"], "requested");
  EXPECT_EQ(task["intent"], "proposal");
  EXPECT_EQ(task["focus"]["reference"], made["entry"][2]["fullUrl"]);
  EXPECT_EQ(task["for"]["reference"], "Patient/7");
}

TEST(Fhir, TheSheetIsADocumentInThePatientsLanguage) {
  SmallPack pack = sample_pack();
  pack.json["pack"]["codes"]["handout"] = {{{"system", "urn:other"}, {"code", "H"}, {"display", "Sheet"}}};
  const Json made = bundle(pack, healthy, whole_request);
  const Json document = resource(made, "DocumentReference");
  const Json attachment = document["content"][0]["attachment"];
  EXPECT_EQ(document["type"]["coding"][0]["code"], "H");
  EXPECT_EQ(attachment["contentType"], "text/html");
  EXPECT_EQ(attachment["language"], "en-US");
  EXPECT_EQ(attachment["data"], "PHA+U2hlZXQ8L3A+");
  EXPECT_EQ(attachment["size"], 12);
  EXPECT_EQ(attachment["title"], "Title of calm");
  EXPECT_EQ(document["context"]["encounter"][0]["reference"], "Encounter/9");
  EXPECT_EQ(resource(made, "CommunicationRequest")["payload"][0]["contentReference"]["reference"],
            made["entry"][1]["fullUrl"]);
}

TEST(Fhir, TheSheetIsGivenToEducate) {
  SmallPack pack = sample_pack();
  EXPECT_FALSE(resource(bundle(pack, healthy), "CommunicationRequest").contains("reasonCode"));
  const Json code = {{"system", "urn:other"}, {"code", "E"}, {"display", "Education"}};
  pack.json["pack"]["codes"]["education"] = {code};
  EXPECT_EQ(resource(bundle(pack, healthy), "CommunicationRequest")["reasonCode"][0]["coding"][0], code);
}

TEST(Fhir, WhatToAskIsADataRequirementMostUrgentFirst) {
  const Json complete = resource(bundle(sample_pack(), healthy), "GuidanceResponse");
  EXPECT_EQ(complete["status"], "success");
  EXPECT_FALSE(complete.contains("dataRequirement"));
  EXPECT_FALSE(complete.contains("requestIdentifier"));
  EXPECT_EQ(complete["moduleCanonical"], "https://small.example/fhir/PlanDefinition/small|1.2.3");

  const Json open = resource(bundle(sample_pack(), "{}", whole_request), "GuidanceResponse");
  EXPECT_EQ(open["status"], "data-required");
  EXPECT_EQ(open["requestIdentifier"]["value"], "r-1");
  std::vector<std::string> asked;
  for (const Json& requirement : open["dataRequirement"])
    asked.push_back(requirement["codeFilter"][0]["code"][0]["code"]);
  EXPECT_EQ(asked, (std::vector<std::string>{"days", "ills", "fever", "unsafe"}));
  EXPECT_EQ(open["dataRequirement"][0]["codeFilter"][0]["code"][0]["display"], "Text of days");
}

TEST(Fhir, ContradictionsAreToldToTheClinic) {
  const Json guidance = resource(bundle(sample_pack(), R"({"fever": true, "days": 0})"), "GuidanceResponse");
  EXPECT_TRUE(holds(guidance["note"], "Contradiction odd."));
}

TEST(Fhir, ProvenanceNamesLibraryPackAndRules) {
  const Json made = bundle(sample_pack(), sample_answers, whole_request);
  const Json provenance = resource(made, "Provenance");
  EXPECT_EQ(provenance["policy"], Json::parse(R"(["https://small.example/fhir/PlanDefinition/small|1.2.3",
    "https://small.example/fhir/PlanDefinition/small|1.2.3#fever"])"));
  EXPECT_TRUE(holds(provenance["agent"], std::string("libunknot ") + unknot::version));
  EXPECT_TRUE(holds(provenance["entity"], "small 1.2.3, sha256 " + sample_pack().load()->sha256));
  EXPECT_EQ(provenance["target"].size() + 1, made["entry"].size());
}

TEST(Fhir, ARequestWithPatientAndIdIsKnownAgain) {
  const Json made = bundle(sample_pack(), sample_answers, whole_request);
  for (const Json& entry : made["entry"]) {
    const std::string url = entry["fullUrl"];
    const std::string type = entry["resource"]["resourceType"];
    const std::string parameter = type == "Provenance" ? "_tag" : "identifier";
    EXPECT_EQ(entry["request"]["ifNoneExist"], parameter + "=urn:ietf:rfc:3986|" + url);
    if (type == "Provenance") {
      EXPECT_EQ(entry["resource"]["meta"]["tag"][0]["code"], url);
    } else {
      EXPECT_EQ(entry["resource"]["identifier"][0]["value"], url);
    }
  }
}

TEST(Fhir, ARequestWithoutPatientOrIdIsNeverTakenForAnother) {
  for (const char* request : {"{}", R"({"id": "r-1"})", R"({"subject": "Patient/7"})",
                              R"({"id": "r-1", "subject": ""})", R"({"id": "r-1", "subject": "  "})"}) {
    const Json made = bundle(sample_pack(), sample_answers, "\"request\": " + std::string(request));
    EXPECT_FALSE(holds(made, "\"identifier\"")) << request;
    EXPECT_FALSE(holds(made, "ifNoneExist")) << request;
    EXPECT_FALSE(holds(made, "\"tag\"")) << request;
  }
}

TEST(Fhir, AnUnnamedPatientIsSaidToBeUnknown) {
  const Json unknown = Json::parse(R"({"type": "Patient", "extension": [
    {"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]})");
  EXPECT_EQ(resource(bundle(sample_pack(), sample_answers), "Flag")["subject"], unknown);
  Json named = unknown;
  named["display"] = "\"Söhne\" <b>";
  EXPECT_EQ(resource(bundle(sample_pack(), sample_answers, R"("handout": {"patient_name": "\"Söhne\" <b>"})"),
                     "Flag")["subject"],
            named);
}

TEST(Fhir, APatientsNumberThatIsNoReferenceIsAnIdentifier) {
  const auto subject = [](const std::string& text) {
    const Json request = {{"subject", text}};
    return resource(bundle(sample_pack(), sample_answers, "\"request\": " + request.dump()), "Flag")["subject"];
  };
  const std::string longest(64, 'a');
  for (const std::string text :
       {"Patient/7", "Patient/a.B-3", "https://ehr.example/r4/Patient/7", "http://ehr.example:8080/Patient/7"}) {
    EXPECT_EQ(subject(text), (Json{{"reference", text}})) << text;
  }
  EXPECT_EQ(subject("Patient/" + longest), (Json{{"reference", "Patient/" + longest}}));
  for (const std::string text :
       {"7", "chart 0815", "Patient/", "Patient/a b", "Patient/ä", "Practitioner/7", "xPatient/7", "patient/7",
        "https://ehr.example/Practitioner/7", "https://ehr example/Patient/7", "ftp://ehr.example/Patient/7",
        "/Patient/7", "<Patient> & 1", "urn:uuid:0f7e3a80-0f61-4a5c-9d3f-0c8b5a8f7b11"}) {
    EXPECT_EQ(subject(text), Json({{"type", "Patient"}, {"identifier", {{"value", text}}}})) << text;
  }
  EXPECT_EQ(subject("Patient/" + longest + "a")["type"], "Patient");
}

TEST(Fhir, WhatIsPrivateIsRestrictedAndStandsInNoReferral) {
  const Json made = bundle(sample_pack(), R"({"fever": true, "days": 2, "ills": [], "unsafe": true})", whole_request);
  int restricted = 0;
  for (const Json& entry : made["entry"]) {
    const Json& each = entry["resource"];
    const bool tells = holds(each, "Clinic reason of unsafe") || holds(each, "#unsafe");
    const bool is_restricted = each.contains("meta") && each["meta"].contains("security");
    EXPECT_EQ(tells, is_restricted) << each["resourceType"];
    restricted += is_restricted ? 1 : 0;
  }
  EXPECT_EQ(restricted, 2);  // its flag, and the provenance
  const Json asked = resource(bundle(sample_pack(), "{}"), "GuidanceResponse");
  EXPECT_EQ(asked["meta"]["security"][0]["code"], "R");
}

TEST(Fhir, ClinicsWordsAreInItsLanguage) {
  SmallPack pack = sample_pack();
  pack.json["pack"]["languages"].push_back("fr-CA");
  Json french = pack.text();
  french["locale"] = "fr-CA";
  french["flags"]["fever"] = "Fièvre";
  french["kinds"]["visit"]["title"] = "Titre";
  pack.json["text"]["fr-CA"] = french;
  const Json to_clinic = bundle(pack, sample_answers, R"("handout": {"clinic": {"locale": "fr-CA"}})");
  EXPECT_EQ(resource(to_clinic, "Flag")["language"], "fr-CA");
  EXPECT_EQ(resource(to_clinic, "Flag")["code"]["coding"][0]["display"], "Fièvre");
  EXPECT_EQ(resource(to_clinic, "DocumentReference")["language"], "en-US");
  const Json to_patient = bundle(pack, sample_answers, R"("handout": {"locale": "fr-CA"})");
  EXPECT_EQ(resource(to_patient, "DocumentReference")["language"], "fr-CA");
  EXPECT_EQ(resource(to_patient, "DocumentReference")["description"], "Titre");
}

}  // namespace
