// Reading and filling the structs of unknot.h by their struct_size.
#pragma once

#include <algorithm>
#include <cstring>

#include "base/limits.h"
#include "guard.h"

// A struct that is passed in: as far as this library knows it. Fails on a wrong size and on unknown bytes that are set.
template <typename Struct>
Struct read_struct(const Struct* given) {
  Struct known{};
  if (given == nullptr) return known;
  std::uint32_t size = 0;
  std::memcpy(&size, given, sizeof size);
  if (size < sizeof(Struct) || size > unknot::limits::struct_bytes) refuse_argument("struct_size: sizeof the struct");
  std::memcpy(&known, given, sizeof known);
  const auto* bytes = reinterpret_cast<const unsigned char*>(given);
  const bool has_unknown = std::any_of(bytes + sizeof(Struct), bytes + size, [](unsigned char b) { return b != 0; });
  if (has_unknown || known.reserved != 0) refuse_argument("zero in every byte that this version does not know");
  return known;
}

// A struct that is filled: what is known is written, the rest of it zeroed. False if its size is wrong.
template <typename Struct>
bool write_struct(const Struct& known, Struct* out) {
  std::uint32_t size = 0;
  std::memcpy(&size, out, sizeof size);
  if (size < sizeof(Struct) || size > unknot::limits::struct_bytes) return false;
  std::memset(out, 0, size);
  std::memcpy(out, &known, sizeof known);
  std::memcpy(out, &size, sizeof size);
  return true;
}
