// A folder is watched by its leases and locks, which Windows has in another form.
#include "commands.h"
#include "failure.h"

namespace unknot::cli {

ExitCode run_watch(const WatchArguments&) {
  throw Failure{ExitCode::unsupported, problem_json("unsupported", "", "this command on Linux",
                                                    "A folder is watched on Linux only; ask with assess or batch.")};
}

}  // namespace unknot::cli
