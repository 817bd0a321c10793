#include "golden.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace golden {

namespace {

constexpr std::int64_t seen_at = 1795357800;  // 2026-11-22 14:30 UTC
constexpr std::string_view intake_ending = ".intake.json";

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::vector<Golden> read_all() {
  std::vector<Golden> goldens;
  for (const auto& entry : std::filesystem::directory_iterator(UNKNOT_GOLDEN_FOLDER)) {
    const std::string file = entry.path().filename().string();
    if (!file.ends_with(intake_ending)) continue;
    const std::string intake = read_file(entry.path().string());
    goldens.push_back({file.substr(0, file.size() - intake_ending.size()), intake, assess(intake)});
  }
  std::sort(goldens.begin(), goldens.end(), [](const Golden& a, const Golden& b) { return a.name < b.name; });
  return goldens;
}

}  // namespace

const unknot::Engine& engine() {
  static const unknot::Engine opened;
  return opened;
}

const Json& pack() {
  static const Json loaded = Json::parse(engine().pack().document());
  return loaded;
}

std::map<std::string, std::string> assess(const std::string& intake) {
  const bool dated = Json::parse(intake).value("/handout/date"_json_pointer, "") != "";
  unknot::Result result = engine().assess(intake, dated ? seen_at : 0);
  std::map<std::string, std::string> documents;
  for (const Form& form : forms) documents[form.suffix] = result.document(form.media_type);
  return documents;
}

const std::vector<Golden>& all() {
  static const std::vector<Golden> goldens = read_all();
  return goldens;
}

std::string without_build(std::string document) {
  static const std::string build = "\"build\":" + Json(unknot_build_id()).dump();
  static const std::string sha256 = pack().at("sha256");
  replace_all(document, build, "\"build\":\"BUILD\"");
  replace_all(document, sha256, "PACK_SHA256");
  replace_all(document, "SHA-256 " + sha256.substr(0, 12), "SHA-256 PACK_SHA256");
  return document;
}

std::string expected_path(const std::string& file) { return UNKNOT_GOLDEN_FOLDER "/expected/" + file; }

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

}  // namespace golden
