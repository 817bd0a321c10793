// unknot assess: one intake in, one document out.
#include <nlohmann/json.hpp>

#include "commands.h"
#include "document.h"
#include "files.h"

namespace unknot::cli {

namespace {

// The intake with another handout.locale. Only for an intake that the library accepted: this reader is more lenient.
std::string with_locale(std::string_view intake, const std::string& locale) {
  auto json = nlohmann::ordered_json::parse(intake);
  json["handout"]["locale"] = locale;
  return json.dump();
}

}  // namespace

ExitCode run_assess(const AssessArguments& arguments) {
  const std::string intake = read_input(arguments.intake, intake_bytes);
  const Engine engine = open_engine(arguments.pack);
  Result result = assess(engine, intake, arguments.at_unix_seconds);
  if (!arguments.locale.empty()) {
    result = assess(engine, with_locale(intake, arguments.locale), arguments.at_unix_seconds);
  }
  write_document(result, arguments.output);
  return ExitCode::done;
}

}  // namespace unknot::cli
