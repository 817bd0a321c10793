#include "files.h"

#include <algorithm>

#include "descriptor.h"

namespace unknot::cli {

std::string read_input(const std::string& path, std::size_t limit) {
  const Descriptor file(open_input(path));
  return read_whole(file.number(), limit);
}

std::string read_whole(int descriptor, std::size_t limit) {
  std::string bytes;
  std::size_t size = 0;
  for (;;) {
    if (size == bytes.size()) bytes.resize(std::min(limit + 1, std::max<std::size_t>(4096, 2 * size)));
    const std::size_t count = read_some(descriptor, bytes.data() + size, bytes.size() - size);
    size += count;
    if (count == 0 || size > limit) break;
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace unknot::cli
