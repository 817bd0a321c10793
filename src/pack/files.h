// What reading a pack asks of the system, in a form for each. Paths are UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/failure.h"

namespace unknot::pack {

[[noreturn]] inline void unreadable(const char* expected) { fail(Status::io, ProblemCode::unreadable, "", expected); }

// What is there and cannot be read is to fail, not to be passed over: a link that leads nowhere, too.
bool is_absent(const std::string& path);

// The names of a folder's files that end so, without that end, sorted; none if there is no such folder.
std::vector<std::string> names_in(const std::string& folder, std::string_view extension);

bool is_folder(const std::string& path);

// The bytes of a regular file that is not larger than a pack may be.
std::string read_file(const std::string& path);

}  // namespace unknot::pack
