#include "json_file.h"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "failure.h"
#include "strict_json.h"

namespace unknot::service {

nlohmann::json read_json_file(const char* setting, const std::string& path) {
  constexpr std::uintmax_t most_bytes = 1024 * 1024;
  std::error_code error;
  const bool is_file = std::filesystem::is_regular_file(path, error);
  const std::uintmax_t size = is_file ? std::filesystem::file_size(path, error) : 0;
  std::ifstream file;
  if (is_file && !error) file.open(path, std::ios::binary);
  if (!file.is_open()) throw Failure(setting, path + " cannot be read");
  if (size > most_bytes) throw Failure(setting, path + " is larger than 1 MiB");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  auto read = read_strict_json(text);
  if (!read) throw Failure(setting, path + ": expected JSON in which no object has two members of one name");
  return *std::move(read);
}

}  // namespace unknot::service
