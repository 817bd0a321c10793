// Finds the index of a name, as it stands in JSON, among a fixed set.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

class Names {
 public:
  template <typename NameAt>
  Names(NameAt&& name_at, std::size_t count) : slots_(std::bit_ceil(count * 4 + 1)) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::string padded = std::string(name_at(i)) + std::string(8, '\0');
      std::size_t at = slot_of({padded.data(), name_at(i).size()});
      while (slots_[at].index >= 0) at = next(at);
      slots_[at] = {name_at(i), static_cast<int>(i)};
    }
  }

  // -1 if there is none. Eight bytes can be read at the name's begin, however short it is.
  int find(std::string_view name) const {
    std::size_t at = slot_of(name);
    while (slots_[at].index >= 0 && slots_[at].name != name) at = next(at);
    return slots_[at].index;
  }

 private:
  struct Slot {
    std::string_view name;
    int index = -1;
  };

  std::size_t next(std::size_t at) const { return (at + 1) & (slots_.size() - 1); }

  static std::uint64_t eight_bytes(const char* at) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
  }

  std::size_t slot_of(std::string_view name) const {
    std::uint64_t head = eight_bytes(name.data());
    std::uint64_t tail = 0;
    if (name.size() < 8) {
      head &= (std::uint64_t{1} << (name.size() * 8)) - 1;
    } else {
      tail = eight_bytes(name.data() + name.size() - 8);
    }
    const std::uint64_t mixed = (head ^ std::rotl(tail, 7) ^ name.size()) * 0x9E3779B97F4A7C15ull;
    return static_cast<std::size_t>(mixed >> 32) & (slots_.size() - 1);
  }

  std::vector<Slot> slots_;
};

}  // namespace bench
