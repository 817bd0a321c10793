// Through the W functions: the others take paths in the code page of the machine.
#define NOMINMAX
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <algorithm>

#include "base/limits.h"
#include "pack/files.h"
#include "pack/members.h"

namespace unknot::pack {

namespace {

std::wstring wide(const std::string& path) {
  const int size = ::MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path.c_str(), -1, nullptr, 0);
  if (size <= 0) unreadable("a path in UTF-8");
  std::wstring text(static_cast<std::size_t>(size), L'\0');
  ::MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path.c_str(), -1, text.data(), size);
  text.pop_back();  // the NUL
  return text;
}

std::string utf8(const wchar_t* name) {
  const int size = ::WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, name, -1, nullptr, 0, nullptr, nullptr);
  if (size <= 0) unreadable("a folder whose names are Unicode");
  std::string text(static_cast<std::size_t>(size), '\0');
  ::WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, name, -1, text.data(), size, nullptr, nullptr);
  text.pop_back();  // the NUL
  return text;
}

class File {
 public:
  // Others may go on writing, renaming and deleting: the host is not ours.
  explicit File(const std::string& path)
      : handle_(::CreateFileW(wide(path).c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                              nullptr, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr)) {}
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  ~File() {
    if (is_open()) ::CloseHandle(handle_);
  }
  bool is_open() const { return handle_ != INVALID_HANDLE_VALUE; }
  HANDLE handle() const { return handle_; }

 private:
  HANDLE handle_;
};

class Listing {
 public:
  explicit Listing(const std::string& folder) : handle_(::FindFirstFileW((wide(folder) + L"\\*").c_str(), &entry_)) {
    if (handle_ == INVALID_HANDLE_VALUE) unreadable("a folder that can be read");
  }
  Listing(const Listing&) = delete;
  Listing& operator=(const Listing&) = delete;
  ~Listing() { ::FindClose(handle_); }

  const wchar_t* name() const { return entry_.cFileName; }
  bool next() {
    if (::FindNextFileW(handle_, &entry_) != 0) return true;
    if (::GetLastError() != ERROR_NO_MORE_FILES) unreadable("a folder that can be read");
    return false;
  }

 private:
  WIN32_FIND_DATAW entry_{};
  HANDLE handle_;
};

}  // namespace

bool is_absent(const std::string& path) {
  if (::GetFileAttributesW(wide(path).c_str()) != INVALID_FILE_ATTRIBUTES) return false;
  const DWORD error = ::GetLastError();
  return error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND;
}

std::vector<std::string> names_in(const std::string& folder, std::string_view extension) {
  std::vector<std::string> names;
  if (is_absent(folder)) return names;
  Listing listing(folder);
  do {
    const std::string name = utf8(listing.name());
    if (name.size() > extension.size() && name.ends_with(extension)) {
      names.emplace_back(name.substr(0, name.size() - extension.size()));
    }
  } while (listing.next());
  std::sort(names.begin(), names.end());
  return names;
}

bool is_folder(const std::string& path) {
  const DWORD attributes = ::GetFileAttributesW(wide(path).c_str());
  if (attributes == INVALID_FILE_ATTRIBUTES) unreadable("a folder or JSON file");
  return (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

std::string read_file(const std::string& path) {
  const File file(path);
  if (!file.is_open()) unreadable("a pack's file that can be opened");
  if (::GetFileType(file.handle()) != FILE_TYPE_DISK) unreadable("a regular file");
  std::string bytes;
  char chunk[16 * 1024];
  for (;;) {
    DWORD count = 0;
    if (::ReadFile(file.handle(), chunk, sizeof chunk, &count, nullptr) == 0) {
      unreadable("a pack's file that can be read");
    }
    if (count == 0) return bytes;
    bytes.append(chunk, count);
    if (bytes.size() > limits::pack_bytes) refuse(ProblemCode::too_large, "", "at most 16 MiB");
  }
}

}  // namespace unknot::pack
