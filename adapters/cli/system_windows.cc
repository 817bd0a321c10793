#define NOMINMAX
#include "system.h"

#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include <cstdlib>
#include <vector>

#include "wide.h"

namespace unknot::cli {

namespace {

// The console belongs to whoever started the program, and outlives it.
UINT output_code_page = 0;
UINT input_code_page = 0;

void give_console_back() {
  ::SetConsoleOutputCP(output_code_page);
  ::SetConsoleCP(input_code_page);
}

void speak_utf8() {
  output_code_page = ::GetConsoleOutputCP();
  input_code_page = ::GetConsoleCP();
  if (output_code_page == 0) return;  // no console
  ::SetConsoleOutputCP(CP_UTF8);
  ::SetConsoleCP(CP_UTF8);
  std::atexit(give_console_back);
}

}  // namespace

std::wstring wide(const std::string& text) {
  const int size = ::MultiByteToWideChar(CP_UTF8, 0, text.c_str(), -1, nullptr, 0);
  std::wstring converted(static_cast<std::size_t>(size), L'\0');
  ::MultiByteToWideChar(CP_UTF8, 0, text.c_str(), -1, converted.data(), size);
  converted.pop_back();  // the NUL
  return converted;
}

std::string utf8(const wchar_t* text) {
  const int size = ::WideCharToMultiByte(CP_UTF8, 0, text, -1, nullptr, 0, nullptr, nullptr);
  std::string converted(static_cast<std::size_t>(size), '\0');
  ::WideCharToMultiByte(CP_UTF8, 0, text, -1, converted.data(), size, nullptr, nullptr);
  converted.pop_back();  // the NUL
  return converted;
}

void start_program(int& argc, char**& argv) {
  static std::vector<std::string> texts;
  static std::vector<char*> pointers;
  int count = 0;
  wchar_t** const arguments = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  if (arguments != nullptr) {
    for (int i = 0; i < count; ++i) texts.push_back(utf8(arguments[i]));
    ::LocalFree(arguments);
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    argc = count;
    argv = pointers.data();
  }
  for (const int stream : {0, 1, 2}) ::_setmode(stream, _O_BINARY);
  speak_utf8();
}

std::string find_pdf_module() { return {}; }

// Lines alone, as through a pipe: consoles differ too much in what pages they can show.
std::optional<ScreenSize> screen_size() { return std::nullopt; }

void write_when_ended(std::string_view) {}

}  // namespace unknot::cli
