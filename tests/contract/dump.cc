// contract_dump FOLDER: writes every JSON document of the contract there, a file for each schema, a document a line.
#include <filesystem>
#include <iostream>

#include "intakes.h"
#include "support.h"

namespace {

using namespace unknot_test;

class Folder {
 public:
  explicit Folder(const std::string& path) : path_(path) {
    std::filesystem::remove_all(path);
    std::filesystem::create_directories(path);
  }

  void add(const std::string& schema, const std::string& document) {
    std::ofstream file(path_ / (schema + ".ndjson"), std::ios::app | std::ios::binary);
    file << document << '\n';
    if (!file) throw std::runtime_error("cannot write " + schema);
  }

 private:
  std::filesystem::path path_;
};

void dump(Folder& folder) {
  folder.add("info", unknot_engine_info(engine(), nullptr));
  unknot_result* made = nullptr;
  unknot_engine_questions(engine(), nullptr, nullptr, &made);
  folder.add("questions", document(Result(made), UNKNOT_MEDIA_JSON));
  unknot_engine_pack(engine(), &made);
  folder.add("pack", document(Result(made), UNKNOT_MEDIA_JSON));

  for (const Intake& intake : accepted_intakes()) {
    const Result result = assess(intake.bytes);
    folder.add("intake", Json::parse(intake.bytes).dump());
    folder.add("result", document(result, UNKNOT_MEDIA_JSON));
    folder.add("handout", document(result, UNKNOT_MEDIA_HANDOUT_JSON));
  }
  for (const BadIntake& intake : bad_intakes()) {
    folder.add("problem", unknot_result_error(assess(intake.bytes).get()));
  }
}

}  // namespace

int main(int count, char** arguments) try {
  if (count != 2) {
    std::cerr << "usage: contract_dump FOLDER\n";
    return 64;
  }
  Folder folder(arguments[1]);
  dump(folder);
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
