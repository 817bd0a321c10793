#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "descriptor.h"
#include "failure.h"
#include "files.h"

namespace unknot::cli {

namespace {

// The access that a new file gets, or that the file to be replaced has.
mode_t access_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) return status.st_mode & 07777;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

// A link is followed, so that the file it names is replaced and not the link.
std::string target_of(const std::string& path) {
  char* const real = ::realpath(path.c_str(), nullptr);
  const std::string target = real == nullptr ? path : real;
  std::free(real);
  return target;
}

void replace_file(const std::string& path, std::string_view bytes) {
  std::string temporary = path + ".XXXXXX";
  Descriptor file(::mkstemp(temporary.data()));
  if (file.number() < 0) fail_unreadable("a file that can be written: " + path);
  try {
    if (::fchmod(file.number(), access_of(path)) != 0) fail_unreadable("a file that can be written: " + path);
    write_all(file.number(), bytes);
    const bool stored = ::fsync(file.number()) == 0 && file.close();
    if (!stored || ::rename(temporary.c_str(), path.c_str()) != 0) {
      fail_unreadable("a file that can be written: " + path);
    }
  } catch (const Failure&) {
    ::unlink(temporary.c_str());
    throw;
  }
}

}  // namespace

int open_input(const std::string& path) {
  const int number = path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (number < 0) fail_unreadable("a file that can be read: " + path);
  return number;
}

std::size_t read_some(int descriptor, char* bytes, std::size_t size) {
  for (;;) {
    const ssize_t count = ::read(descriptor, bytes, size);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) fail_unreadable("an input that can be read");
  }
}

void write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno != EINTR) {
      fail_unreadable(descriptor == STDOUT_FILENO ? "standard output that can be written"
                                                  : "a file that can be written");
    }
  }
}

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

void require_writable(const std::string& path) {
  const std::string target = target_of(path);
  const std::size_t slash = target.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : target.substr(0, slash + 1);
  if (::access(folder.c_str(), W_OK) != 0) fail_unreadable("a file that can be written: " + path);
}

void write_file(const std::string& path, std::string_view bytes) {
  struct stat status {};
  const bool is_special = ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
  if (!is_special) return replace_file(target_of(path), bytes);
  const Descriptor device(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (device.number() < 0) fail_unreadable("a file that can be written: " + path);
  write_all(device.number(), bytes);
}

}  // namespace unknot::cli
