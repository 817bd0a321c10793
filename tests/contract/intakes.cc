#include "intakes.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "support.h"

namespace unknot_test {

namespace {

Json rows_of(const char* file) { return Json::parse(read_file(std::string(UNKNOT_CONTRACT) + '/' + file)); }

std::string from_base64(const std::string& text) {
  static const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const std::size_t digit = digits.find(c);
    if (digit == std::string::npos) break;  // the padding
    bits = bits << 6 | static_cast<unsigned>(digit);
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xFF);
  }
  return bytes;
}

// The three forms of an intake in our files: see README.md.
std::string bytes_of(const Json& form) {
  if (form.is_string()) return form.get<std::string>();
  if (form.contains("base64")) return from_base64(form.at("base64").get<std::string>());
  std::string bytes = form.at("before").get<std::string>();
  for (int i = form.at("times").get<int>(); i > 0; --i) bytes += form.at("repeat").get_ref<const std::string&>();
  return bytes + form.at("after").get<std::string>();
}

}  // namespace

std::vector<Intake> case_intakes() {
  namespace files = std::filesystem;
  const files::path folder = UNKNOT_CASES;
  std::map<std::string, Json> patients;
  for (const auto& file : files::directory_iterator(folder / "patients")) {
    patients[file.path().stem().string()] = Json::parse(read_file(file.path().string())).at("answers");
  }
  std::vector<Intake> intakes;
  for (const auto& [name, answers] : patients) intakes.push_back({name, Json{{"answers", answers}}.dump()});
  for (const auto& file : files::recursive_directory_iterator(folder)) {
    if (file.path().extension() != ".json" || file.path().parent_path().filename() == "patients") continue;
    const Json one = Json::parse(read_file(file.path().string()));
    Json answers = patients.at(one.at("patient").get<std::string>());
    answers.update(one.at("answers"));
    intakes.push_back({files::relative(file.path(), folder).generic_string(), Json{{"answers", answers}}.dump()});
  }
  std::sort(intakes.begin(), intakes.end(), [](const Intake& a, const Intake& b) { return a.about < b.about; });
  return intakes;
}

std::vector<Intake> good_intakes() {
  std::vector<Intake> intakes;
  for (const Json& row : rows_of("good_intakes.json")) {
    intakes.push_back({row.at("about").get<std::string>(), bytes_of(row.at("intake"))});
  }
  return intakes;
}

std::vector<BadIntake> bad_intakes() {
  std::vector<BadIntake> intakes;
  for (const Json& row : rows_of("bad_intakes.json")) {
    BadIntake intake{{row.at("about").get<std::string>(), bytes_of(row.at("intake"))},
                     row.at("code").get<std::string>(),
                     std::nullopt};
    if (row.contains("pointer")) intake.pointer = row.at("pointer").get<std::string>();
    intakes.push_back(std::move(intake));
  }
  return intakes;
}

std::vector<Intake> accepted_intakes() {
  std::vector<Intake> intakes = case_intakes();
  for (Intake& intake : good_intakes()) intakes.push_back(std::move(intake));
  return intakes;
}

}  // namespace unknot_test
