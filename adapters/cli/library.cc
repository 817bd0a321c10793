#include "library.h"

#include <nlohmann/json.hpp>

#include "failure.h"
#include "system.h"

namespace unknot::cli {

namespace {

ExitCode exit_code_of(std::int32_t status) {
  switch (status) {
    case UNKNOT_OK: return ExitCode::done;
    case UNKNOT_E_ARGUMENT: return ExitCode::usage;
    case UNKNOT_E_INTAKE:
    case UNKNOT_E_PACK: return ExitCode::problem;
    case UNKNOT_E_UNSUPPORTED: return ExitCode::unsupported;
    default: return ExitCode::unreadable;
  }
}

void require(std::int32_t status, std::string_view problem) {
  if (status != UNKNOT_OK) throw Failure{exit_code_of(status), std::string(problem)};
}

const char* text_or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

}  // namespace

Engine open_engine(const PackChoice& choice, With with) {
  const std::string pdf_module = with == With::pdf ? find_pdf_module() : std::string();
  unknot_options options{};
  options.struct_size = sizeof options;
  options.pack_path = choice.pack == built_in ? nullptr : text_or_null(choice.pack);
  options.overlay_path = text_or_null(choice.overlay);
  options.pdf_module = text_or_null(pdf_module);
  unknot_engine* opened = nullptr;
  const std::int32_t status = unknot_engine_open(&options, &opened);
  Engine engine(opened);
  require(status, opened == nullptr ? adapters::problem_of(nullptr) : unknot_engine_error(opened));
  return engine;
}

Result assess(const Engine& engine, std::string_view intake, std::int64_t at_unix_seconds) {
  unknot_call call{};
  call.struct_size = sizeof call;
  call.at_unix_seconds = at_unix_seconds;
  unknot_result* made = nullptr;
  const std::int32_t status = unknot_assess(engine.get(), &call, intake.data(), intake.size(), &made);
  Result result(made);
  require(status, adapters::problem_of(made));
  return result;
}

Result assess_in(const Engine& engine, std::string_view intake, const std::string& locale,
                 std::int64_t at_unix_seconds) {
  Result result = assess(engine, intake, at_unix_seconds);
  if (locale.empty()) return result;
  // Only now: this reader is more lenient than the library's.
  auto json = nlohmann::ordered_json::parse(intake);
  json["handout"]["locale"] = locale;
  return assess(engine, json.dump(), at_unix_seconds);
}

Result questions(const Engine& engine, const std::string& locale, const char* media_type) {
  unknot_result* made = nullptr;
  const std::int32_t status = unknot_engine_questions(engine.get(), text_or_null(locale), media_type, &made);
  Result result(made);
  require(status, adapters::problem_of(made));
  return result;
}

Result whole_pack(const Engine& engine) {
  unknot_result* made = nullptr;
  const std::int32_t status = unknot_engine_pack(engine.get(), &made);
  Result result(made);
  require(status, adapters::problem_of(made));
  return result;
}

std::string_view document(const Result& result, const char* media_type) {
  const char* bytes = nullptr;
  size_t size = 0;
  const std::int32_t status = unknot_result_document(result.get(), media_type, &bytes, &size);
  require(status, adapters::problem_of(result.get()));
  return {bytes, size};
}

}  // namespace unknot::cli
