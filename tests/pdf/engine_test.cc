// PDF through the C ABI.
#include <gtest/gtest.h>
#include <unknot/unknot.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

constexpr std::string_view intake = R"({"answers": {"age": 46}, "handout": {"patient_name": "Sam Okafor"}})";

class EngineTest : public testing::Test {
 protected:
  ~EngineTest() override { unknot_engine_close(engine); }

  std::int32_t open(const char* module) {
    unknot_engine_close(engine);
    unknot_options options{};
    options.struct_size = sizeof options;
    options.pdf_module = module;
    return unknot_engine_open(&options, &engine);
  }
  unknot_result* assess(std::int64_t at = 0) {
    unknot_call call{};
    call.struct_size = sizeof call;
    call.at_unix_seconds = at;
    unknot_result* result = nullptr;
    EXPECT_EQ(unknot_assess(engine, &call, intake.data(), intake.size(), &result), UNKNOT_OK);
    return result;
  }
  static std::string pdf_of(unknot_result* result) {
    const char* bytes = nullptr;
    std::size_t size = 0;
    EXPECT_EQ(unknot_result_document(result, "Application/PDF; charset=utf-8", &bytes, &size), UNKNOT_OK)
        << unknot_result_error(result);
    return {bytes, size};
  }
  std::string pdf(std::int64_t at = 0) {
    unknot_result* const result = assess(at);
    std::string bytes = pdf_of(result);
    unknot_result_free(result);
    return bytes;
  }

  unknot_engine* engine = nullptr;
};

TEST_F(EngineTest, WritesAPdfThatIsTheSameEachTime) {
  ASSERT_EQ(open(UNKNOT_PDF_MODULE), UNKNOT_OK) << unknot_engine_error(engine);
  const std::string first = pdf();
  EXPECT_EQ(first.substr(0, 5), "%PDF-");
  EXPECT_EQ(pdf(), first);
  EXPECT_NE(pdf(1795341600), first);  // another date
}

TEST_F(EngineTest, MayBeClosedBeforeTheResultIsAsked) {
  ASSERT_EQ(open(UNKNOT_PDF_MODULE), UNKNOT_OK);
  unknot_result* const result = assess();
  const std::string expected = pdf();
  unknot_engine_close(engine);
  engine = nullptr;
  EXPECT_EQ(pdf_of(result), expected);
  unknot_result_free(result);
}

TEST_F(EngineTest, MayBeOpenedAgain) {
  ASSERT_EQ(open(UNKNOT_PDF_MODULE), UNKNOT_OK);
  const std::string first = pdf();
  for (int i = 0; i < 3; ++i) {
    ASSERT_EQ(open(UNKNOT_PDF_MODULE), UNKNOT_OK);
    EXPECT_EQ(pdf(), first);
  }
}

TEST_F(EngineTest, ServesEightThreads) {
  ASSERT_EQ(open(UNKNOT_PDF_MODULE), UNKNOT_OK);
  const std::string expected = pdf();
  std::vector<std::string> made(8);
  std::vector<std::thread> threads;
  for (std::string& each : made) threads.emplace_back([&] { each = pdf(); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& each : made) EXPECT_EQ(each, expected);
}

TEST_F(EngineTest, OpenedWithoutAModuleNamesThePackage) {
  ASSERT_EQ(open(nullptr), UNKNOT_OK);
  unknot_result* const result = assess();
  const char* bytes = nullptr;
  EXPECT_EQ(unknot_result_document(result, UNKNOT_MEDIA_PDF, &bytes, nullptr), UNKNOT_E_UNSUPPORTED);
  EXPECT_NE(std::string_view(unknot_result_error(result)).find("libunknot-pdf1"), std::string_view::npos);
  unknot_result_free(result);
}

TEST_F(EngineTest, IsNotOpenedWithWhatIsNoModule) {
  for (const char* module : {"/no/such/module.so", "/etc/passwd", "/", "/lib/x86_64-linux-gnu/libm.so.6"}) {
    EXPECT_EQ(open(module), UNKNOT_E_UNSUPPORTED) << module;
    EXPECT_NE(std::string_view(unknot_engine_error(engine)).find("libunknot-pdf1"), std::string_view::npos) << module;
    EXPECT_EQ(nlohmann::json::parse(unknot_engine_error(engine)).at("code"), "unsupported") << module;
  }
  for (const char* module : {"", "libunknot-pdf.so.1", "./libunknot-pdf.so.1"}) {
    EXPECT_EQ(open(module), UNKNOT_E_ARGUMENT) << module;
  }
}

}  // namespace
