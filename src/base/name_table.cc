#include "base/name_table.h"

#include <cstring>

namespace unknot {

std::size_t NameTable::hash(std::string_view name) {
  std::uint64_t head = 0;
  std::uint64_t tail = 0;
  const std::size_t size = name.size();
  if (size >= 8) {
    std::memcpy(&head, name.data(), 8);
    std::memcpy(&tail, name.data() + size - 8, 8);
  } else if (size > 0) {
    std::memcpy(&head, name.data(), size);
  }
  const std::uint64_t mixed = (head ^ (tail * 0x9E3779B97F4A7C15ull) ^ size) * 0xD6E8FEB86659FD93ull;
  return static_cast<std::size_t>(mixed >> 32);
}

int NameTable::add(std::string_view name) {
  if (find(name) != missing) return missing;
  names_.emplace_back(name);
  if (names_.size() * 2 > slots_.size()) {
    grow();
  } else {
    std::size_t slot = hash(name) & mask_;
    while (slots_[slot] != missing) slot = (slot + 1) & mask_;
    slots_[slot] = static_cast<int>(names_.size()) - 1;
  }
  return static_cast<int>(names_.size()) - 1;
}

void NameTable::grow() {
  slots_.assign(slots_.empty() ? 8 : slots_.size() * 2, missing);
  mask_ = slots_.size() - 1;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    std::size_t slot = hash(names_[i]) & mask_;
    while (slots_[slot] != missing) slot = (slot + 1) & mask_;
    slots_[slot] = static_cast<int>(i);
  }
}

}  // namespace unknot
