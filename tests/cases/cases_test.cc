// Runs every case file through the C ABI: one test a file, named after it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "support.h"

namespace {

using namespace unknot_test;
namespace fs = std::filesystem;

const fs::path folder = UNKNOT_CASES;

OrderedJson answers_of(const Json& test_case) {
  const std::string patient = test_case.at("patient").get<std::string>();
  OrderedJson answers = OrderedJson::parse(read_file(folder / "patients" / (patient + ".json"))).at("answers");
  for (const auto& [question, answer] : test_case.at("answers").items()) answers[question] = answer;
  return answers;
}

// The result in the form in which a case states what it expects.
Json summary_of(const Json& result) {
  Json summary{{"tier", result["tier"]},          {"possible_tier", result["possible_tier"]},
               {"complete", result["complete"]},  {"kind", result["kind"]},
               {"raised", Json::array()},         {"open", Json::array()},
               {"flags", Json::object()},         {"open_questions", Json::object()},
               {"contradictions", Json::array()}, {"main", result["plan"]["main"]},
               {"more", result["plan"]["more"]},  {"withheld", Json::array()},
               {"notes", Json::array()}};
  for (const Json& flag : result["flags"]) {
    if (flag["status"] == "raised") summary["flags"][flag["id"]] = flag["tier"];
    for (const Json& rule : flag["rules"]) summary[rule["status"]].push_back(rule["id"]);
  }
  for (const Json& open : result["open_questions"])
    summary["open_questions"][open["question"]] = open["could_raise_to"];
  for (const Json& contradiction : result["contradictions"]) summary["contradictions"].push_back(contradiction["id"]);
  for (const Json& withheld : result["plan"]["withheld"]) summary["withheld"].push_back(withheld["topic"]);
  for (const Json& note : result["plan"]["notes"]) {
    std::string words = note["topic"].get<std::string>() + ':' + note["note"].get<std::string>();
    if (note["part"].is_string()) words += ':' + note["part"].get<std::string>();
    summary["notes"].push_back(words);
  }
  return summary;
}

// The order of a JSON object's members is lost when it is parsed; here it is part of what is expected.
std::vector<std::string> order_of(const OrderedJson& object) {
  std::vector<std::string> names;
  for (const auto& [name, value] : object.items()) names.push_back(name);
  return names;
}

// The warmth row of the tick sheet, day by day; null if there is no sheet.
Json warmth_of(const Json& handout) {
  Json days;
  for (const Json& section : handout["sections"]) {
    for (const Json& block : section["blocks"]) {
      if (block["type"] != "tick_sheet") continue;
      days = Json(std::vector<Json>(block["days"].size()));
      for (const Json& row : block["rows"]) {
        if (row["topic"] != "cold" && row["topic"] != "heat") continue;
        for (const Json& day : row["days"]) days[day.get<std::size_t>() - 1] = row["topic"];
      }
    }
  }
  return days;
}

class CaseTest : public testing::Test {
 public:
  explicit CaseTest(fs::path path) : path_(std::move(path)) {}

  void TestBody() override {
    const std::string bytes = read_file(path_);
    const Json test_case = Json::parse(bytes);
    SCOPED_TRACE(test_case["title"].get<std::string>());
    const Result result = assess(OrderedJson{{"answers", answers_of(test_case)}}.dump());
    ASSERT_EQ(unknot_result_status(result.get()), UNKNOT_OK) << unknot_result_error(result.get());
    const Json record = Json::parse(document(result, UNKNOT_MEDIA_JSON));
    Json expected = test_case["expect"];
    if (expected.contains("warmth")) {
      EXPECT_EQ(warmth_of(Json::parse(document(result, UNKNOT_MEDIA_HANDOUT_JSON))), expected["warmth"]);
      expected.erase("warmth");
    }
    EXPECT_EQ(Json::diff(expected, summary_of(record)), Json::array());
    std::vector<std::string> open_order;
    for (const Json& open : record["open_questions"]) open_order.push_back(open["question"]);
    EXPECT_EQ(open_order, order_of(OrderedJson::parse(bytes)["expect"]["open_questions"]));
  }

 private:
  fs::path path_;
};

std::vector<fs::path> case_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const bool is_case = entry.path().extension() == ".json" && entry.path().parent_path() != folder / "patients";
    if (is_case) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  for (const fs::path& path : case_files()) {
    const fs::path name = path.lexically_relative(folder);
    testing::RegisterTest(name.parent_path().string().c_str(), name.stem().string().c_str(), nullptr, nullptr, __FILE__,
                          __LINE__, [path]() -> testing::Test* { return new CaseTest(path); });
  }
  return RUN_ALL_TESTS();
}
