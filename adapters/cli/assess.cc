// unknot assess: one intake in, one document out.
#include "commands.h"
#include "document.h"
#include "files.h"

namespace unknot::cli {

ExitCode run_assess(const AssessArguments& arguments) {
  const With with = needed_for(arguments.output);
  const std::string intake = read_input(arguments.intake, intake_bytes);
  const Engine engine = open_engine(arguments.pack, with);
  write_document(assess_in(engine, intake, arguments.locale, arguments.at_unix_seconds), arguments.output);
  return ExitCode::done;
}

}  // namespace unknot::cli
