#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "system.h"

namespace unknot::cli {

namespace {

std::string_view last_bytes;

void end(int signal) {
  [[maybe_unused]] const ssize_t count = ::write(STDOUT_FILENO, last_bytes.data(), last_bytes.size());
  ::raise(signal);
}

}  // namespace

void start_program(int&, char**&) { std::signal(SIGPIPE, SIG_IGN); }

std::string find_pdf_module() {
  std::array<char, 4096> program;
  const ssize_t size = ::readlink("/proc/self/exe", program.data(), program.size());
  if (size <= 0) return {};
  const std::string_view path(program.data(), static_cast<std::size_t>(size));
  const std::string_view folder = path.substr(0, path.rfind('/'));
  const std::string prefix(folder.substr(0, folder.rfind('/')));
  for (const char* place : {"/lib/", "/lib/x86_64-linux-gnu/"}) {
    const std::string module = prefix + place + "libunknot-pdf.so.1";
    if (::access(module.c_str(), R_OK) == 0) return module;
  }
  return {};
}

std::optional<ScreenSize> screen_size() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return ScreenSize{size.ws_col, size.ws_row};
}

void write_when_ended(std::string_view bytes) {
  last_bytes = bytes;
  struct sigaction action {};
  action.sa_handler = bytes.empty() ? SIG_DFL : end;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::sigaction(signal, &action, nullptr);
}

}  // namespace unknot::cli
