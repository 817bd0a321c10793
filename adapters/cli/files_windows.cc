#define NOMINMAX
#define WIN32_LEAN_AND_MEAN
#include <fcntl.h>
#include <io.h>
#include <share.h>
#include <sys/stat.h>
#include <unistd.h>
#include <windows.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "descriptor.h"
#include "failure.h"
#include "files.h"
#include "wide.h"

namespace unknot::cli {

namespace {

constexpr std::size_t most_at_once = 1 << 20;

[[noreturn]] void fail_unwritable(const std::string& path) { fail_unreadable("a file that can be written: " + path); }

std::string folder_of(const std::string& path) {
  const std::size_t end = path.find_last_of("/\\:");
  return end == std::string::npos ? "." : path.substr(0, end + 1);
}

// Beside the file that it is to become, under a name that nothing has.
int create_temporary(const std::string& path, std::wstring& name) {
  for (unsigned number = 0;; ++number) {
    name = wide(path + '.' + std::to_string(::GetCurrentProcessId()) + '.' + std::to_string(number));
    const int file =
        ::_wopen(name.c_str(), _O_WRONLY | _O_BINARY | _O_CREAT | _O_EXCL | _O_NOINHERIT, _S_IREAD | _S_IWRITE);
    if (file >= 0 || errno != EEXIST) return file;
  }
}

void replace_file(const std::string& path, std::string_view bytes) {
  std::wstring temporary;
  Descriptor file(create_temporary(path, temporary));
  if (file.number() < 0) fail_unwritable(path);
  try {
    write_all(file.number(), bytes);
    if (::_commit(file.number()) != 0 || !file.close()) fail_unwritable(path);
    if (::MoveFileExW(temporary.c_str(), wide(path).c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) == 0) {
      errno = std::system_category().default_error_condition(static_cast<int>(::GetLastError())).value();
      fail_unwritable(path);
    }
  } catch (const Failure&) {
    file.close();  // Windows deletes no open file
    ::_wunlink(temporary.c_str());
    throw;
  }
}

}  // namespace

int open_input(const std::string& path) {
  const int number =
      path == "-" ? ::_dup(STDIN_FILENO) : ::_wopen(wide(path).c_str(), _O_RDONLY | _O_BINARY | _O_NOINHERIT);
  if (number < 0) fail_unreadable("a file that can be read: " + path);
  return number;
}

std::size_t read_some(int descriptor, char* bytes, std::size_t size) {
  const int count = ::_read(descriptor, bytes, static_cast<unsigned>(std::min(size, most_at_once)));
  if (count < 0) fail_unreadable("an input that can be read");
  return static_cast<std::size_t>(count);
}

bool exists(const std::string& path) { return ::_waccess(wide(path).c_str(), F_OK) == 0; }

void write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const int count = ::_write(descriptor, bytes.data(), static_cast<unsigned>(std::min(bytes.size(), most_at_once)));
    if (count < 0) {
      fail_unreadable(descriptor == STDOUT_FILENO ? "standard output that can be written"
                                                  : "a file that can be written");
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void require_writable(const std::string& path) {
  struct _stat64 status {};
  if (::_wstat64(wide(folder_of(path) + '.').c_str(), &status) != 0) fail_unwritable(path);
}

void write_file(const std::string& path, std::string_view bytes) {
  struct _stat64 status {};
  Descriptor present(::_wopen(wide(path).c_str(), _O_WRONLY | _O_BINARY | _O_NOINHERIT));
  const bool is_special =
      present.number() >= 0 && ::_fstat64(present.number(), &status) == 0 && (status.st_mode & _S_IFMT) != _S_IFREG;
  if (is_special) return write_all(present.number(), bytes);
  present.close();  // Windows replaces no open file
  replace_file(path, bytes);
}

}  // namespace unknot::cli
