#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <new>

#include "base/limits.h"
#include "pack/files.h"
#include "pack/members.h"

namespace unknot::pack {

namespace {

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

}  // namespace

bool is_absent(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) != 0 && errno == ENOENT;
}

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

}  // namespace unknot::pack
