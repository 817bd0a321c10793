// The module's one function, called as libunknot calls it.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <unknot/pdf_module.h>
#include <unknot/unknot.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

// Fontconfig keeps offsets in place of pointers, which the sanitizer takes for lost memory.
extern "C" __attribute__((visibility("default"))) const char* __lsan_default_suppressions() {
  return "leak:libfontconfig.so";
}

namespace {

using Json = nlohmann::ordered_json;

unknot_pdf_write_function function_of(const std::string& path) {
  void* const module = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  EXPECT_NE(module, nullptr) << ::dlerror();
  return reinterpret_cast<unknot_pdf_write_function>(::dlsym(module, UNKNOT_PDF_WRITE_NAME));
}

constexpr std::string_view picture =
    R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180"><path fill="#ddd" d="M0 0h240v180H0z"/>)"
    R"(<path fill="none" stroke="#000" stroke-width="2.5" d="M20 20l200 140"/></svg>)";

Json good_document() {
  return Json::parse(R"({
    "schema": "1.0", "kind": "self_care", "locale": "en-US", "page": "A4", "large_print": false,
    "title": "Care for your back", "patient": "For Sam Okafor",
    "sections": [
      {"id": "message", "form": "plain", "topic": null, "box": null, "heading": null,
       "blocks": [{"type": "message", "text": "Do a little every day."}]},
      {"id": "plan", "form": "plain", "topic": null, "box": null, "heading": "Your plan", "blocks": []},
      {"id": "plan", "form": "topic", "topic": "move", "box": null, "heading": "Keep moving",
       "blocks": [{"type": "paragraph", "text": "Why."},
                  {"type": "steps", "items": ["Lie down.", "Draw up a knee.", "Hold."],
                   "pictures": [{"item": 1, "id": "down", "alternative_text": "Lying"},
                                {"item": 2, "id": "knee", "alternative_text": "A knee drawn up"}]},
                  {"type": "dose", "label": "How much", "text": "A little."}]},
      {"id": "tick_sheet", "form": "plain", "topic": null, "box": null, "heading": "Check sheet",
       "blocks": [{"type": "tick_sheet", "days": [{"text": "Day 1", "date": null}, {"text": "Day 2", "date": "Nov 2"}],
                   "rows": [{"topic": "move", "text": "Move", "days": [1]}]}]}]})");
}

struct Written {
  std::int32_t status;
  std::string pdf;
};

class ModuleTest : public testing::Test {
 protected:
  static Written write(std::string_view document, std::string_view svg = picture) {
    const unknot_pdf_picture pictures[] = {{"down", svg.data(), svg.size()}, {"knee", svg.data(), svg.size()}};
    unknot_pdf_input input{};
    input.struct_size = sizeof input;
    input.document = document.data();
    input.document_size = document.size();
    input.pictures = pictures;
    input.picture_count = 2;
    input.request_id = "visit-1";
    input.created_unix_seconds = 1795341600;
    return call(input);
  }
  static Written call(const unknot_pdf_input& input) {
    static const unknot_pdf_write_function function = function_of(UNKNOT_PDF_MODULE);
    char untouched = 'x';
    char* bytes = &untouched;
    std::size_t size = 99;
    Written written{function(&input, &bytes, &size), {}};
    if (written.status != UNKNOT_OK) {
      EXPECT_EQ(bytes, nullptr);
      EXPECT_EQ(size, 0u);
      return written;
    }
    written.pdf.assign(bytes, size);
    std::free(bytes);
    return written;
  }
};

TEST_F(ModuleTest, WritesTheSameBytesEachTime) {
  const std::string document = good_document().dump();
  const Written first = write(document);
  ASSERT_EQ(first.status, UNKNOT_OK);
  EXPECT_EQ(first.pdf.substr(0, 5), "%PDF-");
  EXPECT_EQ(write(document).pdf, first.pdf);
}

TEST_F(ModuleTest, WritesTheSameBytesInEightThreads) {
  const std::string document = good_document().dump();
  Json other_document = good_document();
  other_document["large_print"] = true;
  other_document["direction"] = "rtl";
  const std::string other = other_document.dump();
  const std::string expected = write(document).pdf;
  const std::string other_expected = write(other).pdf;
  EXPECT_NE(expected, other_expected);
  std::vector<std::string> wrong(8);
  std::vector<std::thread> threads;
  for (std::size_t thread = 0; thread < wrong.size(); ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 5; ++i) {
        const bool is_other = (thread + static_cast<std::size_t>(i)) % 2 == 0;
        if (write(is_other ? other : document).pdf != (is_other ? other_expected : expected)) wrong[thread] = "differs";
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::string& each : wrong) EXPECT_EQ(each, "");
}

TEST_F(ModuleTest, RefusesWhatIsNoDocument) {
  const std::string deep(100'000, '[');
  for (const std::string_view document : {"", "{", "null", "[]", "{}", "\xff", "{\"schema\": \"1.0\"}", deep.c_str()}) {
    EXPECT_EQ(write(document).status, UNKNOT_E_ARGUMENT) << document.substr(0, 40);
  }
  const std::string whole = good_document().dump();
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    EXPECT_EQ(write(std::string_view(whole).substr(0, size)).status, UNKNOT_E_ARGUMENT) << size;
  }
  EXPECT_EQ(write(whole + std::string(1024 * 1024, ' ')).status, UNKNOT_E_ARGUMENT);
}

// Calls `change` with each object in the document, and restores it.
void each_object(Json& value, const std::function<void(Json&)>& change) {
  if (value.is_object()) change(value);
  if (value.is_structured()) {
    for (Json& child : value) each_object(child, change);
  }
}

TEST_F(ModuleTest, RefusesADocumentThatLacksAMemberOrHoldsOneOfAnotherType) {
  const std::set<std::string> optional = {"patient", "topic", "box", "label", "date", "pictures", "direction"};
  const std::set<std::string> read_by_others = {"topic"};
  Json document = good_document();
  int changes = 0;
  each_object(document, [&](Json& object) {
    const Json kept = object;
    for (const auto& [name, value] : kept.items()) {
      if (!optional.contains(name) && name != "heading") {
        object.erase(name);
        EXPECT_EQ(write(document.dump()).status, UNKNOT_E_ARGUMENT) << "without " << name;
        object = kept;
      }
      if (read_by_others.contains(name)) continue;
      object[name] = value.is_number() ? Json("text") : Json(7.5);
      EXPECT_EQ(write(document.dump()).status, UNKNOT_E_ARGUMENT) << "another type of " << name;
      object = kept;
      ++changes;
    }
  });
  EXPECT_GT(changes, 50);
  EXPECT_EQ(write(document.dump()).status, UNKNOT_OK);
}

TEST_F(ModuleTest, RefusesNumbersOutOfRange) {
  for (const int number : {0, -1, 4, 1000}) {
    Json document = good_document();
    document["sections"][2]["blocks"][1]["pictures"][1]["item"] = number;
    EXPECT_EQ(write(document.dump()).status, UNKNOT_E_ARGUMENT) << number;
    document = good_document();
    document["sections"][3]["blocks"][0]["rows"][0]["days"][0] = number;
    EXPECT_EQ(write(document.dump()).status, UNKNOT_E_ARGUMENT) << number;
  }
}

TEST_F(ModuleTest, RefusesAPictureThatIsMissingOrDamaged) {
  Json document = good_document();
  document["sections"][2]["blocks"][1]["pictures"][1]["id"] = "no_such_picture";
  EXPECT_EQ(write(document.dump()).status, UNKNOT_E_ARGUMENT);
  const std::string whole = good_document().dump();
  for (const std::string_view svg : {"", "no picture", "<svg", "<html/>"}) {
    EXPECT_EQ(write(whole, svg).status, UNKNOT_E_ARGUMENT) << svg;
  }
}

TEST_F(ModuleTest, RefusesAnInputOfAnotherForm) {
  const std::string document = good_document().dump();
  const unknot_pdf_picture pictures[] = {{"down", picture.data(), picture.size()},
                                         {"knee", picture.data(), picture.size()}};
  unknot_pdf_input good{};
  good.struct_size = sizeof good;
  good.document = document.data();
  good.document_size = document.size();
  good.pictures = pictures;
  good.picture_count = 2;
  ASSERT_EQ(call(good).status, UNKNOT_OK);
  const auto refuses = [&](const std::function<void(unknot_pdf_input&)>& change) {
    unknot_pdf_input input = good;
    change(input);
    EXPECT_EQ(call(input).status, UNKNOT_E_ARGUMENT);
  };
  refuses([](unknot_pdf_input& input) { input.struct_size = 0; });
  refuses([](unknot_pdf_input& input) { input.reserved = 1; });
  refuses([](unknot_pdf_input& input) { input.document = nullptr; });
  refuses([](unknot_pdf_input& input) { input.pictures = nullptr; });
  refuses([](unknot_pdf_input& input) { input.created_unix_seconds = -1; });
  refuses([](unknot_pdf_input& input) { input.created_unix_seconds = 253402300800; });
  const unknot_pdf_write_function function = function_of(UNKNOT_PDF_MODULE);
  char* bytes = nullptr;
  std::size_t size = 0;
  EXPECT_EQ(function(&good, nullptr, &size), UNKNOT_E_ARGUMENT);
  EXPECT_EQ(function(&good, &bytes, nullptr), UNKNOT_E_ARGUMENT);
}

TEST_F(ModuleTest, WritesNoSheetRatherThanOneThatIsCut) {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "word ";
  Json document = good_document();
  document["sections"][2]["blocks"][0]["text"] = text;
  EXPECT_EQ(write(document.dump()).status, UNKNOT_E_UNSUPPORTED);
  document["sections"][2]["blocks"][0]["text"] = text.substr(0, 1000);
  EXPECT_EQ(write(document.dump()).status, UNKNOT_OK);
}

TEST_F(ModuleTest, SaysThatItsFontsAreMissing) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "unknot-pdf-without-fonts";
  std::filesystem::create_directories(folder);
  const std::filesystem::path copy = folder / "libunknot-pdf.so.1";
  std::filesystem::copy_file(UNKNOT_PDF_MODULE, copy, std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(function_of(copy.string())(nullptr, nullptr, nullptr), UNKNOT_E_IO);
  std::filesystem::remove_all(folder);
}

}  // namespace
