// unknot pack check: what opening a pack checks, and with z3 what that cannot: that everything in it can occur.
#include <unistd.h>

#include "commands.h"
#include "failure.h"
#include "files.h"
#include "reachability.h"

namespace unknot::cli {

namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void fail_unreachable(const std::vector<Unreachable>& findings) {
  std::string problems;
  for (const Unreachable& finding : findings) {
    if (!problems.empty()) problems += '\n';
    problems += problem_json("unreachable", finding.pointer, "answers that make it occur", finding.message);
  }
  throw Failure{ExitCode::problem, problems};
}

std::string count_of(const Json& pack, const char* list) { return std::to_string(pack.at(list).size()) + ' ' + list; }

}  // namespace

ExitCode run_pack_check(const PackChoice& choice) {
  const Engine engine = open_engine(choice);
  const Json pack = Json::parse(document(whole_pack(engine), nullptr));
  const std::vector<Unreachable> findings = find_unreachable(pack);
  if (!findings.empty()) fail_unreachable(findings);
  write_all(STDOUT_FILENO, pack.at("id").get<std::string>() + ' ' + pack.at("version").get<std::string>() + ": " +
                               count_of(pack, "questions") + ", " + count_of(pack, "rules") + ", " +
                               count_of(pack, "topics") + ". The structure is sound, and all of it can occur.\n");
  return ExitCode::done;
}

}  // namespace unknot::cli
