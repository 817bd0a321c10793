// What the program asks of the system beside files, in a form for each.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace unknot::cli {

// Makes the process one as the rest expects it: arguments in UTF-8, streams of bytes, a closed pipe a failed write.
void start_program(int& argc, char**& argv);

// "" if it is not installed.
std::string find_pdf_module();

struct ScreenSize {
  std::size_t columns;
  std::size_t rows;
};

// Nothing if standard output is no terminal whose size is known.
std::optional<ScreenSize> screen_size();

// What a signal that ends the program is to write to standard output first, so that the terminal is not left on the
// wrong screen; it must live as long. Nothing: no longer.
void write_when_ended(std::string_view bytes);

}  // namespace unknot::cli
