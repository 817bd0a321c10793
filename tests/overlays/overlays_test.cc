// A site's overlay makes a pack stricter or leaves it as it is; whatever weakens is refused when it is opened.
#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <functional>
#include <set>

#include "patients.h"
#include "support.h"

namespace {

using namespace unknot_test;

constexpr int patients_each = 1500;

struct Opened {
  Engine engine;
  std::int32_t status = UNKNOT_OK;
  Json problem;  // null if it opened
};

Opened open_with(const std::string& overlay) {
  unknot_options options{};
  options.struct_size = sizeof options;
  options.overlay = overlay.data();
  options.overlay_size = overlay.size();
  unknot_engine* made = nullptr;
  const std::int32_t status = unknot_engine_open(&options, &made);
  Opened opened{Engine(made), status, nullptr};
  if (status != UNKNOT_OK) opened.problem = Json::parse(unknot_engine_error(made));
  return opened;
}

Json info(const unknot_engine* engine) { return Json::parse(unknot_engine_info(engine, nullptr)); }

Json shown_pack(const unknot_engine* engine) {
  unknot_result* made = nullptr;
  unknot_engine_pack(engine, &made);
  return Json::parse(document(Result(made), UNKNOT_MEDIA_JSON));
}

const Json& base() {
  static const Json pack = shown_pack(engine());
  return pack;
}

// The overlay with the head that each needs; a member of `pack` that is null is taken out.
std::string whole(Json overlay) {
  Json head = {{"id", base()["id"]}, {"versions", {base()["version"]}}, {"review", {{"state", "none"}}}};
  const Json given = overlay.value("pack", Json::object());
  for (const auto& [name, value] : given.items()) {
    if (value.is_null()) {
      head.erase(name);
    } else {
      head[name] = value;
    }
  }
  overlay["pack"] = head;
  return overlay.dump();
}

std::vector<std::string> good_overlays() {
  std::vector<std::string> paths;
  for (const auto& file : std::filesystem::directory_iterator(UNKNOT_OVERLAYS "/good")) paths.push_back(file.path());
  std::sort(paths.begin(), paths.end());
  return paths;
}

Result assess_with(const Engine& engine, const std::string& intake) {
  unknot_result* made = nullptr;
  unknot_assess(engine.get(), nullptr, intake.data(), intake.size(), &made);
  return Result(made);
}

TEST(Overlays, EachThatWeakensIsRefusedWithItsCodeAndPlace) {
  const Json all = Json::parse(read_file(UNKNOT_OVERLAYS "/bad.json"));
  EXPECT_GE(all.size(), 60u);
  std::set<std::string> told;
  for (const Json& bad : all) {
    SCOPED_TRACE(bad["about"]);
    EXPECT_TRUE(told.insert(bad["about"]).second);
    const Opened opened = open_with(whole(bad["overlay"]));
    EXPECT_EQ(opened.status, UNKNOT_E_PACK);
    EXPECT_STREQ(unknot_engine_info(opened.engine.get(), nullptr), "");
    if (opened.problem.is_null()) continue;
    EXPECT_EQ(opened.problem["code"], bad["code"]) << opened.problem;
    EXPECT_EQ(opened.problem["pointer"], bad["pointer"]) << opened.problem;
    EXPECT_EQ(opened.problem["expected"], bad.value("expected", opened.problem["expected"])) << opened.problem;
  }
}

TEST(Overlays, WhatIsNoOverlayIsRefused) {
  for (const char* bytes : {"", "{", "[]", "null", "{\"pack\":{},\"pack\":{}}", "\xEF\xBB\xBF{}"}) {
    const Opened opened = open_with(bytes);
    EXPECT_EQ(opened.status, UNKNOT_E_PACK) << bytes;
    EXPECT_EQ(opened.problem["pointer"].get<std::string>().rfind("/overlay", 0), 0u) << opened.problem;
  }
}

TEST(Overlays, NoRuleOfThePackCanBeLowered) {
  for (const Json& rule : base()["rules"]) {
    for (int tier = UNKNOT_TIER_SELF_CARE; tier < tier_number(rule["tier"]); ++tier) {
      const std::string id = rule["id"];
      const Opened opened = open_with(whole({{"rules", {{"stricter", {{id, {{"tier", tier_names[tier]}}}}}}}}));
      ASSERT_FALSE(opened.problem.is_null()) << id;
      EXPECT_EQ(opened.problem["code"], "overlay_weakens") << id;
      EXPECT_EQ(opened.problem["pointer"], "/overlay/rules/stricter/" + id + "/tier");
    }
  }
}

TEST(Overlays, NoUnknownContraindicationThatWithholdsCanBeMadeToWarn) {
  for (const Json& topic : base()["topics"]) {
    if (topic["unknown"] != "withhold") continue;
    const std::string id = topic["id"];
    const Opened opened = open_with(whole({{"topics", {{"stricter", {{id, {{"unknown", "warn"}}}}}}}}));
    ASSERT_FALSE(opened.problem.is_null()) << id;
    EXPECT_EQ(opened.problem["code"], "overlay_weakens") << id;
  }
}

// Whether an overlay may word anew the text that stands at this place.
bool is_free(const Json::json_pointer& at) {
  static const std::set<std::string> words = {"title", "line", "why", "tick"};
  static const std::set<std::string> labels = {"plan_title", "more_title", "sheet_title", "contact_title"};
  const std::string name = at.back();
  const std::string whole = at.to_string();
  if (whole == "/page" || whole == "/emergency_number") return true;
  if (whole.rfind("/groups/", 0) == 0 || whole.rfind("/pictures/", 0) == 0) return true;
  if (whole.rfind("/handout/", 0) == 0) return labels.count(name) != 0;
  return whole.rfind("/topics/", 0) == 0 && at.parent_pointer().parent_pointer().to_string() == "/topics" &&
         words.count(name) != 0;
}

TEST(Overlays, OnlyTheTextsThatCarryNoFlagCanBeWordedAnew) {
  const Json& texts = base()["text"]["en-US"];
  int free = 0;
  int refused = 0;
  const std::function<void(const Json&, const Json::json_pointer&)> each = [&](const Json& value,
                                                                               const Json::json_pointer& at) {
    if (value.is_object()) {
      for (const auto& [name, member] : value.items()) each(member, at / name);
    } else if (value.is_array() && !value.empty()) {
      Json overlay = {{"pack", {{"languages", {"en-US"}}}}, {"text", {{"en-US", Json::object()}}}};
      overlay["text"]["en-US"][at] = Json::array({"Other words."});
      EXPECT_FALSE(value.size() == 1 ? false : open_with(whole(overlay)).problem.is_null()) << at.to_string();
      ++refused;
    } else if (value.is_string()) {
      std::string changed = value.get<std::string>() + "!";
      if (at.to_string() == "/page") changed = "A4";
      if (at.to_string() == "/emergency_number") changed = "112";
      Json overlay = {{"pack", {{"languages", {"en-US"}}}}, {"text", {{"en-US", Json::object()}}}};
      overlay["text"]["en-US"][at] = changed;
      const Opened opened = open_with(whole(overlay));
      EXPECT_EQ(opened.problem.is_null(), is_free(at)) << at.to_string() << ' ' << opened.problem;
      if (!is_free(at)) {
        EXPECT_EQ(opened.problem.value("code", ""), "protected_text") << at.to_string();
      }
      ++(is_free(at) ? free : refused);
    }
  };
  each(texts, Json::json_pointer());
  EXPECT_GT(free, 80);
  EXPECT_GT(refused, 400);
}

TEST(Overlays, GoodOnesOpenAndAreNamedByTheirHash) {
  EXPECT_TRUE(info(engine())["pack"]["overlay_sha256"].is_null());
  std::set<std::string> hashes;
  for (const std::string& path : good_overlays()) {
    const Opened opened = open_with(read_file(path));
    ASSERT_EQ(opened.status, UNKNOT_OK) << path << ' ' << opened.problem;
    const Json pack = info(opened.engine.get())["pack"];
    EXPECT_EQ(pack["sha256"], info(engine())["pack"]["sha256"]);
    EXPECT_EQ(pack["version"], info(engine())["pack"]["version"]);
    EXPECT_TRUE(hashes.insert(pack["overlay_sha256"]).second) << path;
    const Json result = Json::parse(document(assess_with(opened.engine, R"({"answers":{}})"), UNKNOT_MEDIA_JSON));
    EXPECT_EQ(result["pack"]["overlay_sha256"], pack["overlay_sha256"]);
    EXPECT_EQ(shown_pack(opened.engine.get())["overlay_sha256"], pack["overlay_sha256"]);
  }
  EXPECT_GE(hashes.size(), 5u);
}

TEST(Overlays, TheHashIsOfWhatAnOverlaySaysAndNotOfItsSpaces) {
  const std::string path = UNKNOT_OVERLAYS "/good/stricter.json";
  const std::string tidy = read_file(path);
  EXPECT_EQ(info(open_with(tidy).engine.get())["pack"]["overlay_sha256"],
            info(open_with(Json::parse(tidy).dump()).engine.get())["pack"]["overlay_sha256"]);
}

TEST(Overlays, NoFlagIsLowerAndNothingIsLessWithheldThanWithout) {
  const Medicine medicine(base());
  int higher = 0;
  int withheld_more = 0;
  for (const std::string& path : good_overlays()) {
    const Opened opened = open_with(read_file(path));
    ASSERT_EQ(opened.status, UNKNOT_OK) << path;
    Patients patients(medicine, 20261122);
    for (int i = 0; i < patients_each; ++i) {
      const std::string intake = patients.intake(patients.next(), Json::object(), true);
      const Result without = assess(intake);
      const Result with = assess_with(opened.engine, intake);
      ASSERT_EQ(unknot_result_status(with.get()), UNKNOT_OK);
      ASSERT_GE(unknot_result_tier(with.get()), unknot_result_tier(without.get())) << path << intake;
      ASSERT_GE(unknot_result_possible_tier(with.get()), unknot_result_possible_tier(without.get())) << path << intake;
      ASSERT_EQ(unknot_result_flag_count(with.get()), unknot_result_flag_count(without.get()));
      for (std::int32_t index = 0; index < unknot_result_flag_count(with.get()); ++index) {
        unknot_flag now{};
        unknot_flag was{};
        now.struct_size = was.struct_size = sizeof now;
        ASSERT_EQ(unknot_result_flag(with.get(), index, &now), UNKNOT_OK);
        ASSERT_EQ(unknot_result_flag(without.get(), index, &was), UNKNOT_OK);
        ASSERT_STREQ(now.id, was.id);
        ASSERT_GE(now.status, was.status) << path << ' ' << now.id << intake;
        ASSERT_GE(now.tier, was.tier) << path << ' ' << now.id << intake;
        ASSERT_GE(now.possible_tier, was.possible_tier) << path << ' ' << now.id << intake;
        if (now.tier > was.tier) ++higher;
      }
      const Json was_plan = Json::parse(document(without, UNKNOT_MEDIA_JSON))["plan"];
      const Json now_plan = Json::parse(document(with, UNKNOT_MEDIA_JSON))["plan"];
      std::set<std::string> shown(now_plan["main"].begin(), now_plan["main"].end());
      shown.insert(now_plan["more"].begin(), now_plan["more"].end());
      for (const Json& topic : was_plan["withheld"]) {
        ASSERT_EQ(shown.count(topic["topic"]), 0u) << path << ' ' << topic["topic"] << intake;
      }
      if (now_plan["withheld"].size() > was_plan["withheld"].size()) ++withheld_more;
    }
  }
  EXPECT_GT(higher, 20);
  EXPECT_GT(withheld_more, 50);
}

TEST(Overlays, TheClinicOfAnOverlayStandsWhereTheIntakeNamesNone) {
  const Opened opened = open_with(read_file(UNKNOT_OVERLAYS "/good/clinic.json"));
  ASSERT_EQ(opened.status, UNKNOT_OK) << opened.problem;
  const auto sheet = [&](const char* handout) {
    const std::string intake = std::string(R"({"answers":{},"handout":)") + handout + '}';
    return document(assess_with(opened.engine, intake), UNKNOT_MEDIA_TEXT);
  };
  const auto holds = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
  const std::string unnamed = sheet("{}");
  EXPECT_TRUE(holds(unnamed, "North Clinic") && holds(unnamed, "555 0100") && holds(unnamed, "555 0199")) << unnamed;
  EXPECT_TRUE(holds(sheet(R"({"clinic":{"emergency_number":"112"}})"), "North Clinic"));
  const std::string named = sheet(R"({"clinic":{"name":"South Clinic"}})");
  EXPECT_TRUE(holds(named, "South Clinic")) << named;
  EXPECT_FALSE(holds(named, "555 0100") || holds(named, "555 0199") || holds(named, "North")) << named;
}

TEST(Overlays, ANewLanguageComesAfterThoseOfThePack) {
  const Opened opened = open_with(read_file(UNKNOT_OVERLAYS "/good/language.json"));
  ASSERT_EQ(opened.status, UNKNOT_OK) << opened.problem;
  Json expected = info(engine())["locales"];
  expected.push_back("en-AU");
  EXPECT_EQ(info(opened.engine.get())["locales"], expected);
  const std::string intake = R"({"answers":{"saddle_numbness":true},"handout":{"locale":"en-AU"}})";
  const std::string sheet = document(assess_with(opened.engine, intake), UNKNOT_MEDIA_TEXT);
  EXPECT_NE(sheet.find("call 000"), std::string::npos) << sheet;
  EXPECT_EQ(sheet.find("911"), std::string::npos) << sheet;
}

TEST(Overlays, TheExampleForContentEditorsOpens) {
  const std::string page = read_file(UNKNOT_OVERLAYS "/../../docs/content.md");
  const std::size_t begin = page.find("```json\n") + 8;
  const std::string example = page.substr(begin, page.find("```", begin) - begin);
  const Opened opened = open_with(example);
  EXPECT_EQ(opened.status, UNKNOT_OK) << opened.problem << example;
}

TEST(Overlays, AFolderIsReadAsTheOneFileForm) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "unknot_overlay";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder / "text");
  const Json overlay = Json::parse(read_file(UNKNOT_OVERLAYS "/good/stricter.json"));
  const auto write = [&](const std::string& name, const Json& json) { std::ofstream(folder / name) << json; };
  for (const char* name : {"pack", "rules", "topics", "sources"}) write(std::string(name) + ".json", overlay[name]);
  for (const auto& [tag, texts] : overlay["text"].items()) write("text/" + tag + ".json", texts);
  const std::string path = folder.string();
  unknot_options options{};
  options.struct_size = sizeof options;
  options.overlay_path = path.c_str();
  unknot_engine* made = nullptr;
  ASSERT_EQ(unknot_engine_open(&options, &made), UNKNOT_OK) << unknot_engine_error(made);
  const Engine engine(made);
  EXPECT_EQ(info(made)["pack"]["overlay_sha256"],
            info(open_with(overlay.dump()).engine.get())["pack"]["overlay_sha256"]);
  // What was misspelled, or cannot be read, is not passed over.
  std::string last_pointer;
  const auto reopened = [&] {
    unknot_engine* again = nullptr;
    const std::int32_t code = unknot_engine_open(&options, &again);
    if (code != UNKNOT_OK) last_pointer = Json::parse(unknot_engine_error(again))["pointer"];
    unknot_engine_close(again);
    return code;
  };
  errno = 4711;
  EXPECT_EQ(reopened(), UNKNOT_OK);
  EXPECT_EQ(errno, 4711);
  std::filesystem::rename(folder / "rules.json", folder / "rule.json");
  EXPECT_EQ(reopened(), UNKNOT_E_PACK);
  std::filesystem::remove(folder / "rule.json");
  std::filesystem::create_symlink("nowhere", folder / "rules.json");
  EXPECT_EQ(reopened(), UNKNOT_E_IO);
  std::filesystem::remove(folder / "rules.json");
  write("rules.json", overlay["rules"]);
  EXPECT_EQ(reopened(), UNKNOT_OK);
  write("pack.json", Json::array());
  EXPECT_EQ(reopened(), UNKNOT_E_PACK);
  EXPECT_EQ(last_pointer, "/overlay/pack");
  write("pack.json", overlay["pack"]);
  write("text/es-MX.json", Json::object());
  EXPECT_EQ(reopened(), UNKNOT_E_PACK);
  std::filesystem::remove_all(folder);
}

}  // namespace
