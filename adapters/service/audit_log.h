// One line for each request, before its answer is sent: who asked for what, never anything about a patient.
#pragma once

#include <atomic>
#include <mutex>
#include <string>
#include <string_view>

#include "descriptor.h"

namespace unknot::service {

class AuditLog {
 public:
  // Throws Failure. A line that a crash cut off is taken away: its answer was never sent.
  // setting: the key of the configuration that names it.
  AuditLog(const char* setting, std::string path);

  // Appends a line whole, or returns false and leaves the file as it was. Any thread.
  bool append(std::string_view line);
  // Whether the latest line could be written.
  bool is_writable() const { return is_writable_; }
  // Begins the file anew under its name, after it was moved away. Throws Failure, and goes on with the old one.
  void reopen();

 private:
  Descriptor open() const;

  const char* const setting_;
  const std::string path_;
  std::mutex mutex_;
  Descriptor file_;
  std::atomic<bool> is_writable_{true};
};

}  // namespace unknot::service
