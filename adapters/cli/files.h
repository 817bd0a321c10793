// Files and standard streams. Every failure is a Failure with ExitCode::unreadable. Paths are UTF-8 on Windows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace unknot::cli {

// Opens a file to read, "-" for standard input.
int open_input(const std::string& path);

// What there is, at least one byte, at most `size`; 0 at the end.
std::size_t read_some(int descriptor, char* bytes, std::size_t size);

// The whole of a file, "-" for standard input; at most one byte more than `limit`, enough to be refused as too large.
std::string read_input(const std::string& path, std::size_t limit);

// The same of a file that is open.
std::string read_whole(int descriptor, std::size_t limit);

bool exists(const std::string& path);

void write_all(int descriptor, std::string_view bytes);

// Fails if the folder of `path` takes no file: better known before the work than after it.
void require_writable(const std::string& path);

// The file appears whole or not at all; what stood there before is replaced. A device or pipe is written to.
void write_file(const std::string& path, std::string_view bytes);

}  // namespace unknot::cli
