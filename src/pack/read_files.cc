#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <new>
#include <vector>

#include "pack/load.h"
#include "pack/members.h"
#include "pack/overlay.h"

namespace unknot::pack {

namespace {

[[noreturn]] void unreadable(const char* expected) { fail(Status::io, ProblemCode::unreadable, "", expected); }

// Calls the system again as long as a signal of the host interrupts it.
template <typename Call>
auto uninterrupted(Call&& call) {
  for (;;) {  // GCOVR_EXCL_LINE: tests/host interrupts, and sees it call again
    const auto answer = call();
    if (answer >= 0 || errno != EINTR) return answer;  // GCOVR_EXCL_BR_LINE: likewise
  }
}

class Descriptor {
 public:
  // O_NONBLOCK: a FIFO without a writer must not hold the host up. O_NOCTTY: nor may a terminal become the host's.
  explicit Descriptor(const std::string& path)
      : number_(uninterrupted([&] { return ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC); })) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

// What is there and cannot be read is to fail, not to be passed over: a link that leads nowhere, too.
bool is_absent(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) != 0 && errno == ENOENT;
}

// The names of a folder's files that end so, without that end, sorted; none if there is no such folder.
std::vector<std::string> names_in(const std::string& folder, std::string_view extension) {
  std::vector<std::string> names;
  if (is_absent(folder)) return names;
  const std::unique_ptr<DIR, int (*)(DIR*)> entries(::opendir(folder.c_str()), ::closedir);
  if (entries == nullptr && errno == ENOMEM) throw std::bad_alloc();  // GCOVR_EXCL_LINE: tests/host
  if (entries == nullptr) unreadable("a folder that can be read");
  for (;;) {
    errno = 0;
    const dirent* const entry = ::readdir(entries.get());
    if (entry == nullptr && errno != 0) unreadable("a folder that can be read");  // GCOVR_EXCL_BR_LINE: tests/host
    if (entry == nullptr) break;
    const std::string_view name = entry->d_name;
    if (name.size() > extension.size() && name.ends_with(extension)) {
      names.emplace_back(name.substr(0, name.size() - extension.size()));
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

// Fails at a JSON file of another name: what a site wrote must not be passed over for a slip.
void check_no_other(const std::string& folder, const std::vector<std::string>& names) {
  for (const std::string& name : names_in(folder, ".json")) {
    if (std::find(names.begin(), names.end(), name) != names.end()) continue;
    std::string expected = "no JSON file but:";
    for (const std::string& known : names) expected += ' ' + known + ".json";
    refuse(ProblemCode::unknown_member, "", std::move(expected));
  }
}

bool is_folder(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) unreadable("a folder or JSON file");
  return S_ISDIR(status.st_mode);
}

// Reads, never maps: a file that shrinks meanwhile is then short, not a signal.
std::string read_file(const std::string& path) {
  const Descriptor file(path);
  struct stat status {};
  if (file.number() < 0) unreadable("a pack's file that can be opened");
  // What is open has a status; that it has none is checked all the same.
  if (::fstat(file.number(), &status) != 0) unreadable("a pack's file that can be opened");  // GCOVR_EXCL_BR_LINE
  if (!S_ISREG(status.st_mode)) unreadable("a regular file");
  std::string bytes;
  char chunk[16 * 1024];
  for (;;) {
    const ssize_t count = uninterrupted([&] { return ::read(file.number(), chunk, sizeof chunk); });
    if (count < 0) unreadable("a pack's file that can be read");
    if (count == 0) return bytes;
    bytes.append(chunk, static_cast<std::size_t>(count));
    if (bytes.size() > limits::pack_bytes) refuse(ProblemCode::too_large, "", "at most 16 MiB");
  }
}

// The parts of the one-file form are put together as text: `load` parses and checks them, duplicates and all.
std::string member(const std::string& name, const std::string& value) { return '"' + name + "\":" + value; }

std::vector<std::string> languages_of(const std::string& head) {
  const JsonDocument document(head, "/pack");
  Members members(document.root(), "/pack");
  return members.texts("languages");
}

// The SVG files of a folder, by their names.
std::string pictures_in(const std::string& folder) {
  std::string pictures;
  for (const std::string& name : names_in(folder, ".svg")) {
    const std::string svg = read_file(folder + '/' + name + ".svg");
    pictures += (pictures.empty() ? "" : ",") + compact(Json::string(name)) + ':' + compact(Json::string(svg));
    if (pictures.size() > limits::pack_bytes) refuse(ProblemCode::too_large, "", "at most 16 MiB");
  }
  return '{' + pictures + '}';
}

// An overlay's folder need hold only what it has to say.
enum class Files { all, those_there };

std::string read_folder(const std::string& path, Files files) {
  const std::string head = read_file(path + "/pack.json");
  std::string whole = '{' + member("pack", head);
  for (const char* name : {"questions", "rules", "topics", "sources"}) {
    const std::string file = path + '/' + name + ".json";
    if (files == Files::all || !is_absent(file)) whole += ',' + member(name, read_file(file));
  }
  std::string texts;
  std::vector<std::string> text_files;
  for (const std::string& tag : languages_of(head)) {
    if (tag.empty() ||
        tag.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos) {
      refuse(ProblemCode::unknown_locale, "/pack/languages", "language tags such as en-US");
    }
    text_files.push_back(tag);
    texts += (texts.empty() ? "" : ",") + member(tag, read_file(path + "/text/" + tag + ".json"));
  }
  if (files == Files::those_there) {
    check_no_other(path, {"pack", "questions", "rules", "topics", "sources"});
    check_no_other(path + "/text", text_files);
  }
  whole += ',' + member("text", '{' + texts + '}');
  if (!is_absent(path + "/pictures")) whole += ',' + member("pictures", pictures_in(path + "/pictures"));
  return whole + '}';
}

}  // namespace

std::string read_files(const std::string& path) {
  return is_folder(path) ? read_folder(path, Files::all) : read_file(path);
}

std::string read_overlay_files(const std::string& path) {
  try {
    if (is_folder(path)) return read_folder(path, Files::those_there);
    return read_file(path);
  } catch (Failure& failure) {  // GCOVR_EXCL_BR_LINE: only memory that runs out is another, and tests/host lets it
    failure.problem.pointer.insert(0, overlay_pointer);
    throw;
  }
}

}  // namespace unknot::pack
