// The commands, each a function of what was typed after its name. They throw a Failure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exit_code.h"
#include "library.h"

namespace unknot::cli {

// Where a document goes to and what it is. An empty file is standard output.
struct Output {
  std::string format;
  std::string file;
};

struct AssessArguments {
  PackChoice pack;
  std::string intake;
  std::string locale;
  std::int64_t at_unix_seconds = 0;
  Output output{"json", {}};
};
ExitCode run_assess(const AssessArguments& arguments);

struct AskArguments {
  PackChoice pack;
  std::string locale;
  Output output{"text", {}};
};
ExitCode run_ask(const AskArguments& arguments);

struct QuestionsArguments {
  PackChoice pack;
  std::string locale;
  std::string format = "json";
};
ExitCode run_questions(const QuestionsArguments& arguments);

struct BatchArguments {
  PackChoice pack;
  std::string intakes = "-";
  unsigned jobs = 1;
  std::string format = "json";  // the only one
};
ExitCode run_batch(const BatchArguments& arguments);

struct WatchArguments {
  PackChoice pack;
  std::string in;
  std::string out;
  std::string locale;
  std::vector<std::string> formats{"json", "html"};
  unsigned rescan_seconds = 5;
  bool once = false;
  bool verbose = false;  // names of files too, which may be those of patients
};
ExitCode run_watch(const WatchArguments& arguments);

ExitCode run_pack_check(const PackChoice& pack);

struct PackShowArguments {
  PackChoice pack;
  std::string format = "json";
};
ExitCode run_pack_show(const PackShowArguments& arguments);

struct PackDiffArguments {
  std::string first;
  std::string second;
  std::string overlay;  // over the second
  std::string locale;
};
ExitCode run_pack_diff(const PackDiffArguments& arguments);

struct PackPreviewArguments {
  PackChoice pack;
  std::string intake;
  std::string locale;
  std::string sheet;  // the file to write
};
ExitCode run_pack_preview(const PackPreviewArguments& arguments);

// The table of a translation; for export an empty name is standard output.
struct PackTranslateArguments {
  std::string pack;  // a folder
  std::string locale;
  std::string table;
  std::string previous;  // export: the table that was worked on, if any
};
ExitCode run_pack_export(const PackTranslateArguments& arguments);
ExitCode run_pack_import(const PackTranslateArguments& arguments);

}  // namespace unknot::cli
