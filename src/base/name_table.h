// Finds a name's index among a fixed set of names, without allocation.
#pragma once

#include <cstdint>
#include <cstring>
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
    const Ends ends = ends_of(name);
    for (std::size_t at = ends.hash() & mask_;; at = (at + 1) & mask_) {
      const Slot& slot = slots_[at];
      if (slot.index == missing) return missing;
      if (slot.ends != ends) continue;
      if (name.size() <= 2 * sizeof ends.head || names_[static_cast<std::size_t>(slot.index)] == name) return slot.index;
    }
  }

  const std::string& name(std::size_t index) const { return names_[index]; }
  const std::vector<std::string>& names() const { return names_; }
  std::size_t size() const { return names_.size(); }

 private:
  // A name's size, its first and its last eight bytes: all of a name of at most sixteen.
  struct Ends {
    std::uint64_t head = 0;
    std::uint64_t tail = 0;
    std::uint64_t size = 0;

    bool operator==(const Ends&) const = default;
    std::size_t hash() const {
      return static_cast<std::size_t>(((head ^ (tail * 0x9E3779B97F4A7C15ull) ^ size) * 0xD6E8FEB86659FD93ull) >> 32);
    }
  };
  struct Slot {
    Ends ends;
    int index = missing;
  };

  static Ends ends_of(std::string_view name) {
    Ends ends{0, 0, name.size()};
    if (name.size() >= sizeof ends.head) {
      std::memcpy(&ends.head, name.data(), sizeof ends.head);
      std::memcpy(&ends.tail, name.data() + name.size() - sizeof ends.tail, sizeof ends.tail);
    } else if (!name.empty()) {
      std::memcpy(&ends.head, name.data(), name.size());
    }
    return ends;
  }
  void place(int index);
  void grow();

  std::vector<std::string> names_;
  std::vector<Slot> slots_;  // a power of two, at most half full
  std::size_t mask_ = 0;
};

}  // namespace unknot
