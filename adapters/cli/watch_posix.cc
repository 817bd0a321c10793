// unknot watch: each file that comes into a folder is answered by files in another.
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <ctime>
#include <map>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "document.h"
#include "failure.h"
#include "files.h"
#include "request_echo.h"
#include "resource.h"
#include "spool.h"

namespace unknot::cli {

namespace {

using Json = nlohmann::ordered_json;

// So many inputs share the waits for the disk.
constexpr std::size_t batch_size = 64;
constexpr std::int64_t latest_unix_seconds = 253402300799;  // the end of year 9999

std::string code_of(const std::string& problem) { return Json::parse(problem).at("code"); }

// One line; that nobody reads it stops nothing.
void say(int descriptor, const std::string& line) {
  try {
    write_all(descriptor, line + '\n');
  } catch (const Failure&) {
  }
}

// SIGTERM and SIGINT, taken as a request that is looked at between two files.
class StopRequest {
 public:
  StopRequest() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    ::sigprocmask(SIG_BLOCK, &signals, nullptr);
    file_ = ::signalfd(-1, &signals, SFD_CLOEXEC);
    if (file_ < 0) fail_unreadable("a system that hands over signals");
    std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow is a failed write
    std::signal(SIGIO, SIG_IGN);    // a writer came while it was asked whether there is one
  }

  bool is_made() const { return wait(-1, std::chrono::seconds(0)); }

  // Until it is made, the time is over or the descriptor is readable.
  bool wait(int descriptor, std::chrono::seconds time) const {
    std::array<pollfd, 2> waited{pollfd{file_, POLLIN, 0}, pollfd{descriptor, POLLIN, 0}};
    ::poll(waited.data(), waited.size(), static_cast<int>(std::chrono::milliseconds(time).count()));
    return waited[0].revents != 0;
  }

 private:
  int file_ = -1;  // for as long as the program runs
};

class Watch {
 public:
  explicit Watch(const WatchArguments& arguments)
      : arguments_(arguments), rescan_(arguments.rescan_seconds), engine_(open_engine(arguments.pack, with())) {
    // A language or document that there is not is told now, and not of each patient.
    make_documents(R"({"answers":{}})", 1);
  }

  ExitCode run();

 private:
  With with() const {
    return std::count(arguments_.formats.begin(), arguments_.formats.end(), "pdf") == 0 ? With::nothing : With::pdf;
  }

  using Documents = std::vector<std::pair<const char*, std::string>>;  // by ending
  Documents make_documents(std::string_view intake, std::int64_t written) const;
  // Nothing if it must be tried again.
  std::optional<Spool::Answered> answer(const Spool& spool, const std::string& name);
  void count(const Spool::Answered& input);
  void answer_batch(const Spool& spool, const std::vector<std::string>& names);
  void answer_ready(Spool& spool);
  // Until the work is done, or stopped (true), or the folders are others (false).
  bool watch_folders();
  void report(bool even_nothing);

  const WatchArguments& arguments_;
  std::chrono::seconds rescan_;
  StopRequest stop_;
  Engine engine_;
  std::uint64_t answered_ = 0;
  std::uint64_t left_ = 0;  // at the latest look, for another
  std::uint64_t left_reported_ = 0;
  std::map<std::string, std::uint64_t> problems_;  // of failed inputs, by code
  bool any_failed_ = false;
  std::string told_;  // the trouble that the operator knows of
};

Watch::Documents Watch::make_documents(std::string_view intake, std::int64_t written) const {
  // The file's own time is the same at every try. A FHIR response that brings its time keeps it.
  const bool may_bring_time = adapters::is_resource(intake);
  Result result = assess_in(engine_, intake, arguments_.locale, may_bring_time ? 0 : written);
  if (may_bring_time) {
    try {
      document(result, UNKNOT_MEDIA_FHIR);
    } catch (const Failure& failure) {
      if (code_of(failure.problem) != "missing_time") throw;
      result = assess_in(engine_, intake, arguments_.locale, written);
    }
  }
  Documents documents;
  for (const std::string& format : arguments_.formats) {
    documents.emplace_back(ending_of(format), document_in(result, format));
  }
  return documents;
}

std::optional<Spool::Answered> Watch::answer(const Spool& spool, const std::string& name) {
  const std::optional<Spool::Input> input = spool.read(name);
  if (!input) return std::nullopt;
  Documents documents;
  std::string problem;
  try {
    if (!input->is_readable) {
      throw Failure{ExitCode::problem,
                    problem_json("unreadable", "", "a file that this program may read", "Nothing was assessed.")};
    }
    const bool is_time = input->written_unix_seconds > 0 && input->written_unix_seconds <= latest_unix_seconds;
    documents = make_documents(input->bytes, is_time ? input->written_unix_seconds : std::time(nullptr));
  } catch (const Failure& failure) {
    if (code_of(failure.problem) == "no_memory") throw;
    problem = failure.problem;
  } catch (const nlohmann::json::exception&) {
    problem = problem_json("internal", "", "", "The program failed; nothing was assessed.");
  }
  if (!problem.empty()) {
    documents = {
        {problem_ending, R"({"problem":)" + problem + R"(,"request":)" + adapters::request_echo(input->bytes) + "}"}};
  }
  for (const auto& [ending, bytes] : documents) spool.stage(name, ending, bytes);
  return Spool::Answered{name, problem.empty() ? "" : code_of(problem)};
}

void Watch::count(const Spool::Answered& input) {
  if (input.problem.empty()) {
    ++answered_;
  } else {
    ++problems_[input.problem];
    any_failed_ = true;
  }
  if (!arguments_.verbose) return;
  Json line{{"file", input.name + ".json"}};
  if (!input.problem.empty()) line["problem"] = input.problem;
  say(STDOUT_FILENO, line.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void Watch::answer_batch(const Spool& spool, const std::vector<std::string>& names) {
  std::vector<Spool::Answered> answered;
  std::optional<Failure> trouble;
  for (const std::string& name : names) {
    if (stop_.is_made()) break;
    try {
      if (auto one = answer(spool, name)) {
        answered.push_back(std::move(*one));
      } else {
        ++left_;
      }
    } catch (const Failure& failure) {
      spool.discard(name);
      trouble = failure;
      break;
    }
  }
  spool.hand_over(answered);
  for (const Spool::Answered& input : answered) count(input);
  if (trouble) throw *trouble;
}

void Watch::answer_ready(Spool& spool) {
  left_ = 0;
  std::vector<std::string> earlier = spool.claimed();
  while (!earlier.empty() && !stop_.is_made()) {
    const std::size_t count = std::min(batch_size, earlier.size());
    answer_batch(spool, {earlier.end() - static_cast<std::ptrdiff_t>(count), earlier.end()});
    earlier.resize(earlier.size() - count);
  }
  Spool::Look look = spool.look();
  left_ += look.growing;
  while (!look.ready.empty() && !stop_.is_made()) {
    const std::size_t before = look.ready.size();
    const std::vector<std::string> claimed = spool.claim(look.ready, batch_size);
    left_ += before - look.ready.size() - claimed.size();
    answer_batch(spool, claimed);
  }
}

void Watch::report(bool even_nothing) {
  if (answered_ == 0 && problems_.empty() && left_ == left_reported_ && !even_nothing) return;
  std::uint64_t failed = 0;
  for (const auto& [code, count] : problems_) failed += count;
  say(STDOUT_FILENO,
      Json{{"answered", answered_}, {"failed", failed}, {"left", left_}, {"problems", problems_}}.dump());
  answered_ = 0;
  left_reported_ = left_;
  problems_.clear();
}

bool Watch::watch_folders() {
  Spool spool(arguments_.in, arguments_.out, rescan_);
  for (bool is_second_look = false; spool.is_current(); is_second_look = true) {
    spool.forget_events();
    answer_ready(spool);
    told_.clear();
    const bool is_done = arguments_.once && (left_ == 0 || is_second_look);
    if (!arguments_.once || is_done) report(arguments_.once);
    if (is_done || stop_.wait(arguments_.once ? -1 : spool.events(), rescan_)) return true;
  }
  return false;
}

ExitCode Watch::run() {
  for (bool is_over = false; !is_over;) {
    try {
      is_over = watch_folders();
    } catch (const Failure& failure) {
      report(false);
      if (arguments_.once || failure.exit_code != ExitCode::unreadable) throw;
      if (failure.problem != told_) say(STDERR_FILENO, failure.problem);
      told_ = failure.problem;
      is_over = stop_.wait(-1, rescan_);
    }
  }
  return arguments_.once && any_failed_ ? ExitCode::problem : ExitCode::done;
}

}  // namespace

ExitCode run_watch(const WatchArguments& arguments) { return Watch(arguments).run(); }

}  // namespace unknot::cli
