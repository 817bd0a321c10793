// unknot pack preview: the sheet as an edited pack writes it, and how hard its changed texts are to read.
#include <unistd.h>

#include <cstdio>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "document.h"
#include "files.h"
#include "texts.h"

namespace unknot::cli {

namespace {

using Json = nlohmann::ordered_json;

std::map<std::string, std::string> texts_of(const Engine& engine, const std::string& locale) {
  const Json pack = Json::parse(document(whole_pack(engine), nullptr));
  const auto texts = pack.at("text").find(locale);
  return texts == pack.at("text").end() ? std::map<std::string, std::string>() : texts_in(*texts);
}

std::string one_decimal(double number) {
  char text[32];
  std::snprintf(text, sizeof text, "%5.1f", number);
  return text;
}

}  // namespace

ExitCode run_pack_preview(const PackPreviewArguments& arguments) {
  require_writable(arguments.sheet);
  const Engine edited = open_engine(arguments.pack);
  const Result result = assess_in(edited, read_input(arguments.intake, intake_bytes), arguments.locale, 0);
  const Json handout = Json::parse(document(result, UNKNOT_MEDIA_HANDOUT_JSON));
  const std::string locale = handout.at("locale");
  const std::map<std::string, std::string> old = texts_of(open_engine({}), locale);
  std::string report;
  for (const auto& [id, text] : texts_of(edited, locale)) {
    const auto before = old.find(id);
    if (before != old.end() && before->second == text) continue;
    const bool has_formula = locale.rfind("en-", 0) == 0;
    report += (has_formula ? one_decimal(measure(text).grade()) : "    -") + "  " + id + '\n';
  }
  write_document(result, {"html", arguments.sheet});
  if (report.empty())
    report = "No text of " + locale + " differs from the built-in pack.\n";
  else
    report =
        "Grade  Text of " + locale + " that differs from the built-in pack (Flesch-Kincaid; - no formula)\n" + report;
  write_all(STDOUT_FILENO, report);
  return ExitCode::done;
}

}  // namespace unknot::cli
