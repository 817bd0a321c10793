#include "audit_log.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "failure.h"

namespace unknot::service {

namespace {

// Takes away what follows the last line's end.
void remove_cut_line(int file, off_t size) {
  char bytes[4096];
  for (off_t end = size; end > 0;) {
    const off_t start = std::max<off_t>(0, end - static_cast<off_t>(sizeof bytes));
    const ssize_t count = ::pread(file, bytes, static_cast<std::size_t>(end - start), start);
    if (count != end - start) return;
    const std::string_view read(bytes, static_cast<std::size_t>(count));
    const std::size_t found = read.rfind('\n');
    if (found != read.npos || start == 0) {
      const off_t whole = found == read.npos ? 0 : start + static_cast<off_t>(found) + 1;
      if (whole != size && ::ftruncate(file, whole) != 0) return;
      return;
    }
    end = start;
  }
}

}  // namespace

Descriptor AuditLog::open() const {
  Descriptor file(::open(path_.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, 0640));
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) {
    throw Failure(setting_, path_ + " cannot be written: " + std::strerror(errno));
  }
  if (!S_ISREG(status.st_mode)) throw Failure(setting_, path_ + " is not a file");
  remove_cut_line(file.number(), status.st_size);
  return file;
}

AuditLog::AuditLog(const char* setting, std::string path) : setting_(setting), path_(std::move(path)), file_(open()) {}

bool AuditLog::append(std::string_view line) {
  const std::lock_guard lock(mutex_);
  const off_t end = ::lseek(file_.number(), 0, SEEK_END);
  ssize_t count = -1;
  do {
    count = ::write(file_.number(), line.data(), line.size());
  } while (count < 0 && errno == EINTR);
  is_writable_ = end >= 0 && count == static_cast<ssize_t>(line.size());
  // A disk that is full takes half a line: no half may stay.
  if (!is_writable_ && count > 0 && end >= 0 && ::ftruncate(file_.number(), end) != 0) return false;
  return is_writable_;
}

void AuditLog::reopen() {
  Descriptor fresh = open();
  const std::lock_guard lock(mutex_);
  file_ = std::move(fresh);
}

}  // namespace unknot::service
