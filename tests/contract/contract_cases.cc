// contract_cases FILE: what the C ABI says to the intakes of the contract, for every adapter to say the same.
// README.md tells the form of the file.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "base/base64.h"
#include "base/sha256.h"
#include "intakes.h"
#include "support.h"

namespace {

using namespace unknot_test;

constexpr std::int64_t seen_at = 1795357800;  // 2026-11-22 14:30 UTC
constexpr std::size_t one_case_of = 10;
constexpr const char* media_types[] = {UNKNOT_MEDIA_JSON, UNKNOT_MEDIA_HANDOUT_JSON, UNKNOT_MEDIA_HTML,
                                       UNKNOT_MEDIA_TEXT, UNKNOT_MEDIA_CLINIC_HTML,  UNKNOT_MEDIA_FHIR,
                                       UNKNOT_MEDIA_PDF,  "application/x-unknown",   "Text/HTML; charset=utf-8"};

OrderedJson problem_of(const std::string& text) { return text.empty() ? OrderedJson() : OrderedJson::parse(text); }

OrderedJson tier_of(std::int32_t tier) {
  constexpr const char* names[] = {"self_care", "routine", "soon", "same_day", "emergency"};
  return tier == UNKNOT_TIER_NONE ? OrderedJson() : OrderedJson(names[tier - 1]);
}

OrderedJson flags_of(const Result& result) {
  constexpr const char* states[] = {"clear", "open", "raised"};
  OrderedJson flags = OrderedJson::array();
  for (std::int32_t i = 0; i < unknot_result_flag_count(result.get()); ++i) {
    unknot_flag flag{};
    flag.struct_size = sizeof flag;
    if (unknot_result_flag(result.get(), i, &flag) != UNKNOT_OK) throw std::runtime_error("no flag");
    flags.push_back({{"id", flag.id},
                     {"status", states[flag.status - 1]},
                     {"tier", tier_of(flag.tier)},
                     {"possible_tier", tier_of(flag.possible_tier)},
                     {"title", flag.title},
                     {"reason", flag.reason}});
  }
  return flags;
}

OrderedJson document_of(const Result& result, const char* media_type) {
  const char* bytes = nullptr;
  std::size_t size = 0;
  const std::int32_t status = unknot_result_document(result.get(), media_type, &bytes, &size);
  if (status == UNKNOT_OK) return {{"sha256", unknot::sha256_hex({bytes, size})}, {"size", size}};
  return {{"status", unknot_status_name(status)}, {"problem", problem_of(unknot_result_error(result.get()))}};
}

OrderedJson row_of(const Intake& intake, std::int64_t at_unix_seconds) {
  unknot_call call{};
  call.struct_size = sizeof call;
  call.at_unix_seconds = at_unix_seconds;
  unknot_result* made = nullptr;
  const std::int32_t status = unknot_assess(engine(), &call, intake.bytes.data(), intake.bytes.size(), &made);
  const Result result(made);
  OrderedJson row = {{"name", intake.about},
                     {"intake", unknot::base64(intake.bytes)},
                     {"at", at_unix_seconds},
                     {"status", unknot_status_name(status)},
                     {"problem", problem_of(unknot_result_error(made))},
                     {"tier", tier_of(unknot_result_tier(made))},
                     {"possible_tier", tier_of(unknot_result_possible_tier(made))},
                     {"complete", unknot_result_complete(made) == 1},
                     {"flags", flags_of(result)},
                     {"documents", OrderedJson::object()}};
  for (const char* media_type : media_types) row["documents"][media_type] = document_of(result, media_type);
  return row;
}

std::vector<Intake> questionnaire_responses() {
  std::vector<Intake> intakes;
  for (const auto& file : std::filesystem::directory_iterator(UNKNOT_RESPONSES)) {
    const std::string name = file.path().filename().string();
    if (name.find(".response.json") != std::string::npos) intakes.push_back({name, read_file(file.path().string())});
  }
  if (intakes.empty()) throw std::runtime_error("no QuestionnaireResponse in " UNKNOT_RESPONSES);
  std::sort(intakes.begin(), intakes.end(), [](const Intake& a, const Intake& b) { return a.about < b.about; });
  return intakes;
}

// Half of them with a time and half without, for the document that needs one.
OrderedJson rows() {
  std::vector<Intake> intakes = questionnaire_responses();
  for (Intake& intake : good_intakes()) intakes.push_back(std::move(intake));
  for (BadIntake& intake : bad_intakes()) intakes.push_back(std::move(intake));
  const std::vector<Intake> cases = case_intakes();
  for (std::size_t i = 0; i < cases.size(); i += one_case_of) intakes.push_back(cases[i]);
  OrderedJson rows = OrderedJson::array();
  for (const Intake& intake : intakes) rows.push_back(row_of(intake, rows.size() % 2 == 0 ? seen_at : 0));
  return rows;
}

OrderedJson questions(const OrderedJson& info) {
  OrderedJson hashes = OrderedJson::object();
  for (const OrderedJson& locale : info.at("locales")) {
    const std::string tag = locale.get<std::string>();
    unknot_result* made = nullptr;
    unknot_engine_questions(engine(), tag.c_str(), nullptr, &made);
    hashes[tag] = unknot::sha256_hex(document(Result(made), UNKNOT_MEDIA_JSON));
  }
  return hashes;
}

}  // namespace

int main(int count, char** arguments) try {
  if (count != 2) {
    std::cerr << "usage: contract_cases FILE\n";
    return 64;
  }
  const std::string info = unknot_engine_info(engine(), nullptr);
  const OrderedJson cases = {{"version", unknot_version()},
                             {"info_sha256", unknot::sha256_hex(info)},
                             {"questions", questions(OrderedJson::parse(info))},
                             {"rows", rows()}};
  std::ofstream file(arguments[1], std::ios::binary);
  file << cases.dump() << '\n';
  if (!file.flush()) throw std::runtime_error(std::string("cannot write ") + arguments[1]);
} catch (const std::exception& error) {
  std::cerr << "contract_cases: " << error.what() << '\n';
  return 1;
}
