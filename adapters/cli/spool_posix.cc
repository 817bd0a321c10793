#include "spool.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include "document.h"
#include "failure.h"
#include "files.h"
#include "library.h"

namespace unknot::cli {

namespace {

constexpr const char* lock_name = ".unknot-watch.lock";
constexpr const char* staging_name = ".unknot-watch";
constexpr const char* working_name = "working";
constexpr const char* done_name = "done";
constexpr const char* failed_name = "failed";
constexpr std::size_t longest_name = 200;  // with a number and an ending it is still a file's name

[[noreturn]] void fail_folder(const std::string& path) {
  fail_unreadable("a folder that is there, with room, and that this program may read and write: " + path);
}

int open_folder(int parent, const std::string& name, const std::string& path) {
  const int number = ::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (number < 0) fail_folder(path);
  return number;
}

int make_folder(int parent, const char* name, const std::string& path) {
  if (::mkdirat(parent, name, 0770) != 0 && errno != EEXIST) fail_folder(path);
  return open_folder(parent, name, path);
}

// Held until it is closed, by the end of the program at the latest.
int lock(int folder, const std::string& path) {
  Descriptor file(::openat(folder, lock_name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (file.number() < 0) fail_folder(path);
  if (::flock(file.number(), LOCK_EX | LOCK_NB) == 0) return file.release();
  if (errno != EWOULDBLOCK) fail_folder(path);
  throw Failure{ExitCode::usage, problem_json("in_use", "", "a folder that no other `unknot watch` uses: " + path,
                                              "Another one is running there; stop it, or let it do the work.")};
}

bool is_same(int parent, const char* name, int open) {
  struct stat one {};
  struct stat other {};
  return ::fstatat(parent, name, &one, 0) == 0 && ::fstat(open, &other) == 0 && one.st_dev == other.st_dev &&
         one.st_ino == other.st_ino;
}

bool exists(int folder, const std::string& file) {
  struct stat status {};
  return ::fstatat(folder, file.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

void move(int from, const std::string& file, int to, const std::string& path) {
  if (::renameat(from, file.c_str(), to, file.c_str()) != 0) fail_folder(path);
}

void keep(int folder, const std::string& path) {
  // EINVAL: a file system that has no such thing for folders.
  if (::fsync(folder) != 0 && errno != EINVAL) fail_folder(path);
}

std::vector<std::string> files_in(int folder, const std::string& path) {
  struct Close {
    void operator()(DIR* listed) const { ::closedir(listed); }
  };
  const std::unique_ptr<DIR, Close> listed(::fdopendir(open_folder(folder, ".", path)));
  if (!listed) fail_folder(path);
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(listed.get())) {
    if (entry->d_name[0] != '.' && entry->d_type != DT_DIR) names.emplace_back(entry->d_name);
    errno = 0;
  }
  if (errno != 0) fail_folder(path);
  return names;
}

// "NAME" of "NAME.json" in any letter case; empty if it is no input.
std::string_view input_name(std::string_view file) {
  constexpr std::string_view ending = ".json";
  if (file.size() <= ending.size() || file.front() == '.') return {};
  const std::string_view end = file.substr(file.size() - ending.size());
  const bool fits = std::equal(end.begin(), end.end(), ending.begin(),
                               [](char given, char wanted) { return (given | 0x20) == wanted || given == wanted; });
  return fits ? file.substr(0, file.size() - ending.size()) : std::string_view();
}

std::string as_input(std::string_view name) { return std::string(name) + ".json"; }

// Whether somebody has it open to write, as far as the system can tell who may not own the file.
enum class Writer { none, somebody, unknown };
Writer writer_of(int file) {
  if (::fcntl(file, F_SETLEASE, F_RDLCK) == 0) {
    ::fcntl(file, F_SETLEASE, F_UNLCK);
    return Writer::none;
  }
  return errno == EAGAIN ? Writer::somebody : Writer::unknown;
}

}  // namespace

Spool::Spool(std::string in, std::string out, std::chrono::seconds settle)
    : in_path_(std::move(in)),
      out_path_(std::move(out)),
      settle_(settle),
      in_(open_folder(AT_FDCWD, in_path_, in_path_)),
      in_lock_(lock(in_.number(), in_path_)),
      working_(make_folder(in_.number(), working_name, in_path_)),
      done_(make_folder(in_.number(), done_name, in_path_)),
      failed_(make_folder(in_.number(), failed_name, in_path_)),
      out_(open_out()),
      out_lock_(lock(out_.number(), out_path_)),
      staging_(make_folder(out_.number(), staging_name, out_path_)),
      events_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
  if (events_.number() >= 0) {
    ::inotify_add_watch(events_.number(), in_path_.c_str(),
                        IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF);
  }
  take_up();
}

int Spool::open_out() const {
  for (const Descriptor* mine : {&in_, &working_, &done_, &failed_}) {
    if (!is_same(AT_FDCWD, out_path_.c_str(), mine->number())) continue;
    throw Failure{ExitCode::usage,
                  problem_json("invalid_argument", "", "OUT, a folder apart from IN and its own folders",
                               "Answers would be taken for inputs.")};
  }
  return open_folder(AT_FDCWD, out_path_, out_path_);
}

bool Spool::is_current() const {
  return is_same(AT_FDCWD, in_path_.c_str(), in_.number()) && is_same(AT_FDCWD, out_path_.c_str(), out_.number()) &&
         is_same(in_.number(), lock_name, in_lock_.number()) && is_same(out_.number(), lock_name, out_lock_.number()) &&
         is_same(in_.number(), working_name, working_.number()) && is_same(in_.number(), done_name, done_.number()) &&
         is_same(in_.number(), failed_name, failed_.number()) &&
         is_same(out_.number(), staging_name, staging_.number());
}

void Spool::take_up() const {
  std::vector<std::string> files = files_in(staging_.number(), out_path_);
  std::stable_partition(files.begin(), files.end(),
                        [](const std::string& file) { return !file.ends_with(answer_endings().back()); });
  for (const std::string& file : files) {
    const auto is_of = [&](const std::string& ending) { return file.ends_with("." + ending); };
    // The longest: "clinic.html" is not "html".
    std::size_t ending = 0;
    for (const std::string& one : answer_endings()) ending = is_of(one) ? std::max(ending, one.size()) : ending;
    if (ending == 0) continue;
    if (exists(working_.number(), as_input(file.substr(0, file.size() - ending - 1)))) {
      if (::unlinkat(staging_.number(), file.c_str(), 0) != 0) fail_folder(out_path_);
    } else {
      move(staging_.number(), file, out_.number(), out_path_);
    }
  }
}

bool Spool::is_whole(const std::string& file) {
  struct stat status {};
  if (::fstatat(in_.number(), file.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) return false;
  if (!S_ISREG(status.st_mode)) return true;  // it will be refused
  const Descriptor open(::openat(in_.number(), file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  const Writer writer = open.number() < 0 ? Writer::unknown : writer_of(open.number());
  if (writer == Writer::somebody) return false;
  // An empty file may have been made to be written to.
  if (writer == Writer::none && status.st_size > 0) return true;
  Seen now{status.st_size, {status.st_mtim.tv_sec, status.st_mtim.tv_nsec}, std::chrono::steady_clock::now()};
  const auto before = seen_before_.find(file);
  if (before != seen_before_.end() && before->second.size == now.size && before->second.changed == now.changed) {
    if (now.since - before->second.since >= settle_) return true;
    now.since = before->second.since;
  }
  seen_.emplace(file, now);
  return false;
}

Spool::Look Spool::look() {
  Look look;
  seen_before_ = std::exchange(seen_, {});
  for (std::string& file : files_in(in_.number(), in_path_)) {
    if (input_name(file).empty()) continue;
    if (is_whole(file)) {
      look.ready.push_back(std::move(file));
    } else {
      ++look.growing;
    }
  }
  std::sort(look.ready.rbegin(), look.ready.rend());
  return look;
}

std::string Spool::free_name(std::string_view name) const {
  std::size_t size = std::min(name.size(), longest_name);
  while (size < name.size() && size > 0 && (name[size] & 0xC0) == 0x80) --size;  // not within a character
  const std::string stem(name.substr(0, size));
  const auto is_free = [&](const std::string& candidate) {
    const std::string input = as_input(candidate);
    if (exists(working_.number(), input) || exists(done_.number(), input) || exists(failed_.number(), input))
      return false;
    return std::none_of(answer_endings().begin(), answer_endings().end(),
                        [&](const std::string& ending) { return exists(out_.number(), candidate + "." + ending); });
  };
  // The page of "a.clinic" would be the clinic's copy of "a".
  if (!stem.ends_with(".clinic") && is_free(stem)) return stem;
  for (std::uint64_t number = 2;; ++number) {
    const std::string candidate = stem + "." + std::to_string(number);
    if (is_free(candidate)) return candidate;
  }
}

std::vector<std::string> Spool::claim(std::vector<std::string>& files, std::size_t most) {
  std::vector<std::string> claimed;
  while (claimed.size() < most && !files.empty()) {
    const std::string file = std::move(files.back());
    files.pop_back();
    const std::string name = free_name(input_name(file));
    if (::renameat(in_.number(), file.c_str(), working_.number(), as_input(name).c_str()) == 0) {
      claimed.push_back(name);
    } else if (errno != ENOENT && errno != EBUSY && errno != ETXTBSY && errno != EACCES && errno != EPERM) {
      fail_folder(in_path_);
    }
  }
  // Else, after a loss of power, the input could come back under its old name beside its answers under the new one.
  if (!claimed.empty()) keep(working_.number(), in_path_);
  return claimed;
}

std::vector<std::string> Spool::claimed() const {
  std::vector<std::string> names;
  for (const std::string& file : files_in(working_.number(), in_path_)) {
    if (const std::string_view name = input_name(file); !name.empty()) names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<Spool::Input> Spool::read(const std::string& name) const {
  constexpr auto flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
  const Descriptor file(::openat(working_.number(), as_input(name).c_str(), flags));
  Input input;
  struct stat status {};
  if (file.number() < 0) {
    if (errno != EACCES && errno != EPERM && errno != ELOOP && errno != ENXIO) return std::nullopt;
    input.is_readable = false;
    return input;
  }
  if (::fstat(file.number(), &status) != 0) return std::nullopt;
  input.written_unix_seconds = status.st_mtim.tv_sec;
  input.is_readable = S_ISREG(status.st_mode);
  if (!input.is_readable) return input;
  try {
    input.bytes = read_whole(file.number(), intake_bytes);
  } catch (const Failure&) {
    return std::nullopt;
  }
  return input;
}

void Spool::stage(const std::string& name, std::string_view ending, std::string_view bytes) const {
  const std::string file = name + "." + std::string(ending);
  // Whoever is no member of the folder's group has no business with it, whatever the umask says.
  Descriptor made(
      ::openat(staging_.number(), file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0640));
  if (made.number() < 0) fail_folder(out_path_);
  try {
    write_all(made.number(), bytes);
  } catch (const Failure&) {
    fail_folder(out_path_);
  }
  if (!made.close()) fail_folder(out_path_);
}

void Spool::discard(const std::string& name) const {
  for (const std::string& ending : answer_endings()) ::unlinkat(staging_.number(), (name + "." + ending).c_str(), 0);
}

void Spool::hand_over(const std::vector<Answered>& inputs) const {
  if (inputs.empty()) return;
  // The whole file system once, since each wait for the disk costs more than an answer does.
  if (::syncfs(staging_.number()) != 0) fail_folder(out_path_);
  for (const Answered& input : inputs) {
    move(working_.number(), as_input(input.name), (input.problem.empty() ? done_ : failed_).number(), in_path_);
  }
  keep(done_.number(), in_path_);
  keep(failed_.number(), in_path_);
  for (const Answered& input : inputs) {
    for (const std::string& ending : answer_endings()) {
      const std::string file = input.name + "." + ending;
      const bool is_there = ::renameat(staging_.number(), file.c_str(), out_.number(), file.c_str()) == 0;
      if (!is_there && errno != ENOENT) fail_folder(out_path_);
    }
  }
}

void Spool::forget_events() const {
  std::array<char, 4096> bytes;
  while (events_.number() >= 0 && ::read(events_.number(), bytes.data(), bytes.size()) > 0) {
  }
}

}  // namespace unknot::cli
