// Finds a name's index among a fixed set of names, without allocation.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace unknot {

class NameTable {
 public:
  static constexpr int missing = -1;

  // Adds a name and returns its index (0, 1, 2 …), or `missing` if it was there already.
  int add(std::string_view name);

  int find(std::string_view name) const {
    if (slots_.empty()) return missing;
    for (std::size_t slot = hash(name) & mask_;; slot = (slot + 1) & mask_) {
      const int index = slots_[slot];
      if (index == missing || names_[static_cast<std::size_t>(index)] == name) return index;
    }
  }

  const std::string& name(std::size_t index) const { return names_[index]; }
  const std::vector<std::string>& names() const { return names_; }
  std::size_t size() const { return names_.size(); }

 private:
  static std::size_t hash(std::string_view name);
  void grow();

  std::vector<std::string> names_;
  std::vector<int> slots_;  // a power of two, at most half full
  std::size_t mask_ = 0;
};

}  // namespace unknot
