#include "arguments.h"

#include <CLI/CLI.hpp>
#include <memory>

#include "document.h"
#include "timestamp.h"

namespace unknot::cli {

namespace {

constexpr const char* about =
    "Unknot turns a patient's answers about low-back muscle pain into referral\n"
    "flags for the clinic and a self-care sheet for the patient.";

constexpr const char* exit_codes =
    "Exit codes:\n"
    "  0  done\n"
    "  1  could not read or write\n"
    "  2  a problem with the input (one line of JSON on standard error says which)\n"
    "  3  not installed or not supported\n"
    "  64 wrong usage\n"
    "\n"
    "Example: see one patient's flags and sheet\n"
    "  unknot assess intake.json --format text";

template <typename Arguments>
CLI::App* add_command(CLI::App& app, const char* name, const char* description, const char* example, Request& request,
                      const std::shared_ptr<Arguments>& arguments, ExitCode (*run)(const Arguments&)) {
  CLI::App* command = app.add_subcommand(name, description);
  command->footer(std::string("Example: ") + example);
  command->callback([&request, arguments, run] { request.run = [arguments, run] { return run(*arguments); }; });
  return command;
}

void add_overlay(CLI::App& command, PackChoice& choice) {
  command.add_option("--overlay", choice.overlay, "A site's changes to the content pack")->type_name("PATH");
}

void add_pack(CLI::App& command, PackChoice& choice) {
  command.add_option("--pack", choice.pack, "Content pack, folder or JSON file (default: built-in)")->type_name("PATH");
  add_overlay(command, choice);
}

void add_locale(CLI::App& command, std::string& locale, const char* description) {
  command.add_option("--locale", locale, description)->type_name("TAG");
}

void add_format(CLI::App& command, std::string& format, const std::vector<std::string>& formats) {
  command.add_option("--format", format, "Which document to make")
      ->check(CLI::IsMember(formats))
      ->capture_default_str();
}

void add_output(CLI::App& command, Output& output) {
  add_format(command, output.format, document_formats());
  command.add_option("-o,--output", output.file, "File to write, whole or not at all (default: standard output)")
      ->type_name("FILE");
}

void add_assess(CLI::App& app, Request& request) {
  const auto arguments = std::make_shared<AssessArguments>();
  CLI::App* command = add_command<AssessArguments>(app, "assess", "Assess one intake and write one document",
                                                   "the patient's sheet as a web page\n"
                                                   "  unknot assess intake.json --format html -o sheet.html",
                                                   request, arguments, run_assess);
  command->add_option("intake", arguments->intake, "The intake, a JSON file; - for standard input")
      ->type_name("FILE")
      ->required();
  add_output(*command, arguments->output);
  add_locale(*command, arguments->locale, "Language of the sheet, instead of the intake's own");
  command
      ->add_option_function<std::string>(
          "--at",
          [arguments](const std::string& text) {
            const auto seconds = adapters::unix_seconds(text);
            if (!seconds) throw CLI::ValidationError("--at", "a time such as 2026-11-22T10:00:00Z, or unix seconds");
            arguments->at_unix_seconds = *seconds;
          },
          "When the patient was seen: 2026-11-22T10:00:00Z or unix seconds")
      ->type_name("TIME");
  add_pack(*command, arguments->pack);
}

void add_ask(CLI::App& app, Request& request) {
  const auto arguments = std::make_shared<AskArguments>();
  CLI::App* command = add_command<AskArguments>(app, "ask", "Ask a patient the questions, here in the terminal",
                                                "an interview whose sheet is kept in a file\n"
                                                "  unknot ask --format html -o sheet.html\n\n"
                                                "As soon as an answer means an emergency the interview stops and says\n"
                                                "so. Set NO_COLOR to do without colors.",
                                                request, arguments, run_ask);
  add_output(*command, arguments->output);
  add_locale(*command, arguments->locale, "Language of the questions and of the sheet");
  add_pack(*command, arguments->pack);
}

void add_questions(CLI::App& app, Request& request) {
  const auto arguments = std::make_shared<QuestionsArguments>();
  CLI::App* command =
      add_command<QuestionsArguments>(app, "questions", "List the questions in the order to ask them",
                                      "read them\n"
                                      "  unknot questions --format text\n\n"
                                      "fhir is a FHIR R4 Questionnaire, for the forms of a health record.",
                                      request, arguments, run_questions);
  add_format(*command, arguments->format, {"json", "text", "fhir"});
  add_locale(*command, arguments->locale, "Language of the questions");
  add_pack(*command, arguments->pack);
}

void add_batch(CLI::App& app, Request& request) {
  const auto arguments = std::make_shared<BatchArguments>();
  CLI::App* command =
      add_command<BatchArguments>(app, "batch", "Assess many intakes: one JSON object a line in, one a line out",
                                  "all intakes of a day, on four threads\n"
                                  "  unknot batch intakes.ndjson --jobs 4 > results.ndjson\n\n"
                                  "The answers come in the order of the lines. A line that cannot be assessed is\n"
                                  "answered with its problem and its number, and the exit code is then 2.",
                                  request, arguments, run_batch);
  command->add_option("intakes", arguments->intakes, "The intakes; - for standard input")
      ->type_name("FILE")
      ->capture_default_str();
  command->add_option("--jobs", arguments->jobs, "Threads that assess")
      ->type_name("N")
      ->check(CLI::Range(1U, 256U))
      ->capture_default_str();
  add_format(*command, arguments->format, {"json"});
  add_pack(*command, arguments->pack);
}

void add_watch(CLI::App& app, Request& request) {
  const auto arguments = std::make_shared<WatchArguments>();
  CLI::App* command = add_command<WatchArguments>(
      app, "watch", "Answer the files that come into a folder by files in another",
      "keep answering what a clinic's software exports\n"
      "  unknot watch /srv/unknot/in /srv/unknot/out\n\n"
      "IN/NAME.json becomes OUT/NAME.html and then OUT/NAME.result.json, and goes to IN/done;\n"
      "one that is refused becomes OUT/NAME.problem.json and goes to IN/failed. A second\n"
      "NAME becomes NAME.2. Ends after SIGTERM, with the file at hand answered.",
      request, arguments, run_watch);
  command->add_option("in", arguments->in, "Folder into which the intakes come")->type_name("IN")->required();
  command->add_option("out", arguments->out, "Folder for the answers")->type_name("OUT")->required();
  std::vector<std::string> formats = document_formats();
  std::erase(formats, "flags");
  command->add_option("--format", arguments->formats, "Which documents to make, such as json,html")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember(formats))
      ->capture_default_str();
  command
      ->add_option("--rescan", arguments->rescan_seconds, "Seconds between two looks at a folder that gives no notice")
      ->check(CLI::Range(1U, 3600U))
      ->capture_default_str();
  command->add_flag("--once", arguments->once, "Answer what is there, and end");
  command->add_flag("--verbose", arguments->verbose, "Say the names of files, too");
  add_locale(*command, arguments->locale, "Language of the sheets, instead of the intakes' own");
  add_pack(*command, arguments->pack);
}

void add_pack_diff(CLI::App& pack, Request& request) {
  const auto arguments = std::make_shared<PackDiffArguments>();
  CLI::App* diff =
      add_command<PackDiffArguments>(pack, "diff", "Show what changes for patients from pack A to pack B, with z3",
                                     "what an edited pack changes\n"
                                     "  unknot pack diff built-in content/lower-back\n\n"
                                     "Each changed rule, tier, flag and topic is told with the fewest answers that\n"
                                     "show it, then the questions and texts that differ.",
                                     request, arguments, run_pack_diff);
  diff->add_option("A", arguments->first, "The pack to compare with: folder, JSON file or built-in")->required();
  diff->add_option("B", arguments->second, "The pack that is compared")->required();
  diff->add_option("--overlay", arguments->overlay, "A site's changes to pack B")->type_name("PATH");
  add_locale(*diff, arguments->locale, "Language of the questions");
}

void add_pack_preview(CLI::App& pack, Request& request) {
  const auto arguments = std::make_shared<PackPreviewArguments>();
  CLI::App* preview = add_command<PackPreviewArguments>(
      pack, "preview", "Write the sheet as an edited pack words it",
      "see and measure an edit\n"
      "  unknot pack preview content/lower-back --intake intake.json -o sheet.html\n\n"
      "Prints the reading grade of each text that differs from the built-in pack.",
      request, arguments, run_pack_preview);
  preview->add_option("pack", arguments->pack.pack, "The edited pack, folder or JSON file")
      ->type_name("PATH")
      ->required();
  preview->add_option("--intake", arguments->intake, "The patient's intake; - for standard input")
      ->type_name("FILE")
      ->required();
  preview->add_option("-o,--output", arguments->sheet, "Web page to write")->type_name("FILE")->required();
  add_locale(*preview, arguments->locale, "Language of the sheet, instead of the intake's own");
  add_overlay(*preview, arguments->pack);
}

void add_pack_translation(CLI::App& pack, Request& request) {
  const auto exported = std::make_shared<PackTranslateArguments>();
  const auto imported = std::make_shared<PackTranslateArguments>();
  CLI::App* to_table = add_command<PackTranslateArguments>(
      pack, "export", "Write the texts of a pack as a table for a translator (CSV)",
      "a new language, or an old one to be mended\n"
      "  unknot pack export content/lower-back --locale es-US -o es-US.csv\n\n"
      "With --previous the work in an earlier table is kept; where the English has\n"
      "changed since, the translation is emptied and kept in the note.",
      request, exported, run_pack_export);
  CLI::App* from_table =
      add_command<PackTranslateArguments>(pack, "import", "Read a translator's table into a pack's folder",
                                          "when the translator is done\n"
                                          "  unknot pack import content/lower-back --locale es-US es-US.csv\n\n"
                                          "Writes text/LOCALE.json in the pack's folder, or nothing: each missing or\n"
                                          "stale translation and each lost placeholder is named.",
                                          request, imported, run_pack_import);
  for (const auto& [command, arguments] : {std::pair(to_table, exported), std::pair(from_table, imported)}) {
    command->add_option("pack", arguments->pack, "The pack's folder")->type_name("PATH")->required();
    command->add_option("--locale", arguments->locale, "Language to translate to")->type_name("TAG")->required();
  }
  to_table->add_option("-o,--output", exported->table, "Table to write (default: standard output)")->type_name("FILE");
  to_table->add_option("--previous", exported->previous, "Table of which to keep the work")->type_name("FILE");
  from_table->add_option("table", imported->table, "The table; - for standard input")->type_name("FILE")->required();
}

void add_pack_commands(CLI::App& app, Request& request) {
  CLI::App* pack = app.add_subcommand("pack", "Check, show, compare or translate a content pack");
  pack->require_subcommand(1);
  pack->footer("Example: what the built-in pack says\n  unknot pack show --format text");

  const auto checked = std::make_shared<PackChoice>();
  CLI::App* check =
      add_command<PackChoice>(*pack, "check", "Check a pack's structure and, with z3, that all of it can occur",
                              "before a changed pack is used\n"
                              "  unknot pack check content/lower-back",
                              request, checked, run_pack_check);
  check->add_option("pack", checked->pack, "The pack: folder, JSON file or built-in")->type_name("PATH")->required();
  add_overlay(*check, *checked);

  const auto shown = std::make_shared<PackShowArguments>();
  CLI::App* show = add_command<PackShowArguments>(*pack, "show", "Show a pack as the engine loaded it",
                                                  "its rules by flag\n"
                                                  "  unknot pack show --format text",
                                                  request, shown, run_pack_show);
  show->add_option("pack", shown->pack.pack, "The pack, folder or JSON file (default: the built-in)")
      ->type_name("PATH");
  add_format(*show, shown->format, {"json", "text"});
  add_overlay(*show, shown->pack);

  add_pack_diff(*pack, request);
  add_pack_preview(*pack, request);
  add_pack_translation(*pack, request);
}

std::string version() { return std::string("unknot ") + unknot_version() + " (build " + unknot_build_id() + ")"; }

}  // namespace

Request read_arguments(int argc, char** argv) {
  Request request;
  CLI::App app(about, "unknot");
  app.allow_windows_style_options(false);  // a path may begin with a slash
  app.footer(exit_codes);
  app.set_version_flag("--version", version);
  app.require_subcommand(1);
  app.get_formatter()->column_width(24);
  add_assess(app, request);
  add_ask(app, request);
  add_questions(app, request);
  add_batch(app, request);
  add_watch(app, request);
  add_pack_commands(app, request);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    request.run = nullptr;
    request.exit_code = app.exit(error) == 0 ? ExitCode::done : ExitCode::usage;
  }
  return request;
}

}  // namespace unknot::cli
