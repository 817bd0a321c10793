// What is refused: as a whole, with the first problem in document order, and without a word of what was answered.
#include <gtest/gtest.h>

#include <algorithm>

#include "intakes.h"
#include "schema.h"
#include "support.h"

namespace unknot_test {
namespace {

// What stands for a patient's own words and numbers in bad_intakes.json.
constexpr const char* markers[] = {"Quagga", "91827364"};

struct Row : BadIntake {
  friend void PrintTo(const Row& row, std::ostream* out) { *out << row.about; }
};

class Refused : public testing::TestWithParam<Row> {};

TEST_P(Refused, AsAWhole) {
  const Row& row = GetParam();
  const Result result = assess(row.bytes);
  ASSERT_NE(nullptr, result.get());
  EXPECT_EQ(UNKNOT_E_INTAKE, unknot_result_status(result.get()));
  EXPECT_EQ(UNKNOT_TIER_NONE, unknot_result_tier(result.get()));
  EXPECT_EQ(UNKNOT_TIER_NONE, unknot_result_possible_tier(result.get()));
  EXPECT_EQ(0, unknot_result_complete(result.get()));
  EXPECT_EQ(0, unknot_result_flag_count(result.get()));
  for (const char* media_type :
       {UNKNOT_MEDIA_JSON, UNKNOT_MEDIA_HANDOUT_JSON, UNKNOT_MEDIA_HTML, UNKNOT_MEDIA_TEXT, UNKNOT_MEDIA_CLINIC_HTML}) {
    const char* bytes = "untouched";
    std::size_t size = 1;
    EXPECT_EQ(UNKNOT_E_INTAKE, unknot_result_document(result.get(), media_type, &bytes, &size));
    EXPECT_EQ(nullptr, bytes);
    EXPECT_EQ(0u, size);
  }
}

TEST_P(Refused, WithItsFirstProblem) {
  static const Schema schema("problem");
  const Row& row = GetParam();
  const Result result = assess(row.bytes);
  const std::string error = unknot_result_error(result.get());
  for (const char* marker : markers) EXPECT_EQ(std::string::npos, error.find(marker)) << error;
  ASSERT_TRUE(Json::accept(error)) << error;
  const Json problem = Json::parse(error);
  EXPECT_EQ("", schema.complaint(problem));
  EXPECT_EQ(row.code, problem.at("code")) << error;
  if (row.pointer) {
    EXPECT_EQ(*row.pointer, problem.at("pointer")) << error;
  }
}

std::vector<Row> rows() {
  std::vector<Row> all;
  for (BadIntake& intake : bad_intakes()) all.push_back({std::move(intake)});
  return all;
}

// "a number with a separator" becomes a_number_with_a_separator; what is left of other signs must still tell rows
// apart.
std::string test_name(const testing::TestParamInfo<Row>& info) {
  std::string name = info.param.about;
  for (char& c : name) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (!plain) c = '_';
  }
  return name + '_' + std::to_string(info.index);
}

INSTANTIATE_TEST_SUITE_P(BadIntakes, Refused, testing::ValuesIn(rows()), test_name);

TEST(BadIntakes, ProblemCodesArePublished) {
  const Json schema = Json::parse(read_file(std::string(UNKNOT_SCHEMAS) + "/problem.schema.json"));
  const Json& codes = schema.at("properties").at("code").at("examples");
  for (const BadIntake& intake : bad_intakes()) {
    EXPECT_TRUE(std::find(codes.begin(), codes.end(), intake.code) != codes.end()) << intake.code;
  }
}

TEST(BadIntakes, ManyHoldAMarkerThatMustNotComeBack) {
  const std::vector<BadIntake> all = bad_intakes();
  const auto marked = std::count_if(all.begin(), all.end(), [](const BadIntake& intake) {
    return std::any_of(std::begin(markers), std::end(markers),
                       [&](const char* marker) { return intake.bytes.find(marker) != std::string::npos; });
  });
  EXPECT_GT(marked, 100);
}

}  // namespace
}  // namespace unknot_test
