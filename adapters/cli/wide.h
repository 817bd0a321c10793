// Windows: its functions take paths in UTF-16, the rest of the program holds UTF-8.
#pragma once

#include <string>

namespace unknot::cli {

std::wstring wide(const std::string& text);
std::string utf8(const wchar_t* text);

}  // namespace unknot::cli
