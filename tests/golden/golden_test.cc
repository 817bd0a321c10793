// Compares whole documents with the files under expected/. `golden_test --accept` writes them instead.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <string_view>

#include "golden.h"

namespace golden {

namespace {

std::set<std::string> files_under_expected() {
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(expected_path(""))) {
    files.insert(entry.path().filename().string());
  }
  return files;
}

// Where two documents part: the line, and a few words around the place in each.
std::string difference(std::string_view expected, std::string_view made) {
  constexpr std::size_t words_around = 60;
  const auto place = std::mismatch(expected.begin(), expected.end(), made.begin(), made.end()).first;
  const auto at = static_cast<std::size_t>(place - expected.begin());
  const std::size_t from = at > words_around ? at - words_around : 0;
  const auto excerpt = [&](std::string_view text) { return text.substr(from, at - from + words_around); };
  return "they part at byte " + std::to_string(at) + ", line " +
         std::to_string(1 + std::count(expected.begin(), place, '\n')) + "\nexpected: …" +
         std::string(excerpt(expected)) + "…\nmade:     …" + std::string(excerpt(made)) + "…";
}

TEST(Golden, every_document_is_as_expected) {
  for (const Golden& golden : all()) {
    for (const auto& [suffix, document] : golden.documents) {
      const std::string file = golden.name + "." + suffix;
      if (!std::filesystem::exists(expected_path(file))) {
        ADD_FAILURE() << file << " is missing; look at the document, then `golden_test --accept`";
        continue;
      }
      const std::string expected = read_file(expected_path(file));
      const std::string made = without_build(document);
      if (made != expected) ADD_FAILURE() << file << ": " << difference(expected, made);
    }
  }
}

TEST(Golden, nothing_else_is_expected) {
  std::set<std::string> files = files_under_expected();
  for (const Golden& golden : all()) {
    for (const Form& form : forms) files.erase(golden.name + "." + form.suffix);
  }
  for (const std::string& file : files) ADD_FAILURE() << file << " belongs to no intake";
}

int accept() {
  std::filesystem::create_directories(expected_path(""));
  std::set<std::string> stale = files_under_expected();
  int changed = 0;
  for (const Golden& golden : all()) {
    for (const auto& [suffix, document] : golden.documents) {
      const std::string file = golden.name + "." + suffix;
      const std::string made = without_build(document);
      const bool is_new = stale.erase(file) == 0;
      if (!is_new && read_file(expected_path(file)) == made) continue;
      std::ofstream(expected_path(file), std::ios::binary) << made;
      std::cout << (is_new ? "new      " : "changed  ") << file << '\n';
      ++changed;
    }
  }
  for (const std::string& file : stale) {
    std::filesystem::remove(expected_path(file));
    std::cout << "removed  " << file << '\n';
  }
  std::cout << all().size() << " goldens, " << changed << " documents written\n";
  return 0;
}

}  // namespace

}  // namespace golden

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--accept") return golden::accept();
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
