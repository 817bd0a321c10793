// The folders of `unknot watch`, and the steps by which an input is answered exactly once, whenever it is killed:
//
//   IN/NAME.json → IN/working/NAME.json        claimed, under a name that nothing else has
//   OUT/.unknot-watch/NAME.*                   its answers, on disk
//   IN/working/NAME.json → IN/done, IN/failed  from here on it counts as answered
//   OUT/.unknot-watch/NAME.* → OUT/NAME.*      its answers are handed over
//
// Answers that were not handed over tell by their input what to do: it is still in working/, they are made again; it is
// not, they are handed over. Every failure is a Failure: ExitCode::unreadable may pass, ExitCode::usage does not.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "descriptor.h"

namespace unknot::cli {

class Spool {
 public:
  // Waits `settle` for a file of which only a second look can tell that it is whole. Takes up what an earlier run left.
  Spool(std::string in, std::string out, std::chrono::seconds settle);

  // Whether its paths still lead to the folders that it opened.
  bool is_current() const;

  // Inputs that nobody writes to any more, and how many are not ready.
  struct Look {
    std::vector<std::string> ready;
    std::uint64_t growing = 0;
  };
  Look look();

  // Takes at most `most` files from the end of a look; their names from now on. What cannot be claimed now is left out.
  std::vector<std::string> claim(std::vector<std::string>& files, std::size_t most);
  // Those that were left claimed.
  std::vector<std::string> claimed() const;

  struct Input {
    std::string bytes;  // at most one more than an intake may have
    std::int64_t written_unix_seconds = 0;
    bool is_readable = true;
  };
  // Nothing if it cannot be read now, but may be later.
  std::optional<Input> read(const std::string& name) const;

  // An answer that is not yet handed over.
  void stage(const std::string& name, std::string_view ending, std::string_view bytes) const;
  void discard(const std::string& name) const;

  struct Answered {
    std::string name;
    std::string problem;  // its code; empty if it was assessed
  };
  // Once their answers are on disk: moves the inputs, then hands the answers over.
  void hand_over(const std::vector<Answered>& inputs) const;

  // Readable when a file may have come; negative if the system cannot tell.
  int events() const { return events_.number(); }
  void forget_events() const;

 private:
  int open_out() const;
  bool is_whole(const std::string& file);
  std::string free_name(std::string_view name) const;
  void take_up() const;

  std::string in_path_;
  std::string out_path_;
  std::chrono::seconds settle_;
  Descriptor in_;
  Descriptor in_lock_;
  Descriptor working_;
  Descriptor done_;
  Descriptor failed_;
  Descriptor out_;
  Descriptor out_lock_;
  Descriptor staging_;
  Descriptor events_;

  struct Seen {
    std::int64_t size = 0;
    std::pair<std::int64_t, std::int64_t> changed;
    std::chrono::steady_clock::time_point since;
  };
  std::map<std::string, Seen> seen_;  // files that may still be growing
  std::map<std::string, Seen> seen_before_;
};

}  // namespace unknot::cli
