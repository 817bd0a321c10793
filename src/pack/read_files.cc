#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "pack/load.h"
#include "pack/members.h"

namespace unknot::pack {

namespace {

[[noreturn]] void unreadable(const char* expected) { fail(Status::io, ProblemCode::unreadable, "", expected); }

// Calls the system again as long as a signal of the host interrupts it.
template <typename Call>
auto uninterrupted(Call&& call) {
  for (;;) {
    const auto answer = call();
    if (answer >= 0 || errno != EINTR) return answer;
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

bool is_folder(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) unreadable("a pack's folder or JSON file");
  return S_ISDIR(status.st_mode);
}

// Reads, never maps: a file that shrinks meanwhile is then short, not a signal.
std::string read_file(const std::string& path) {
  const Descriptor file(path);
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) unreadable("a pack's file that can be opened");
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

}  // namespace

std::string read_files(const std::string& path) {
  if (!is_folder(path)) return read_file(path);
  const std::string head = read_file(path + "/pack.json");
  std::string whole = '{' + member("pack", head);
  for (const char* name : {"questions", "rules", "topics", "sources"}) {
    whole += ',' + member(name, read_file(path + '/' + name + ".json"));
  }
  std::string texts;
  for (const std::string& tag : languages_of(head)) {
    if (tag.empty() ||
        tag.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") != std::string::npos) {
      refuse(ProblemCode::unknown_locale, "/pack/languages", "language tags such as en-US");
    }
    texts += (texts.empty() ? "" : ",") + member(tag, read_file(path + "/text/" + tag + ".json"));
  }
  return whole + ',' + member("text", '{' + texts + '}') + '}';
}

}  // namespace unknot::pack
