// Reading and filling the structs of unknot.h by their struct_size.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "base/limits.h"
#include "guard.h"

// How much of each struct a caller of 1.0 knows: what came later stands behind it, and is zero to that caller.
template <typename Struct>
inline constexpr std::size_t size_in_1_0 = 0;
template <>
inline constexpr std::size_t size_in_1_0<unknot_options> =
    offsetof(unknot_options, min_pack_version) + sizeof(unknot_options::min_pack_version);
template <>
inline constexpr std::size_t size_in_1_0<unknot_call> =
    offsetof(unknot_call, at_unix_seconds) + sizeof(unknot_call::at_unix_seconds);
template <>
inline constexpr std::size_t size_in_1_0<unknot_flag> = offsetof(unknot_flag, reason) + sizeof(unknot_flag::reason);

template <typename Struct>
bool is_size_of(std::size_t size) {
  return size >= size_in_1_0<Struct> && size <= unknot::limits::struct_bytes;
}

// A struct that is passed in: as far as both sides know it. Fails on a wrong size and on unknown bytes that are set.
template <typename Struct>
Struct read_struct(const Struct* given) {
  Struct known{};
  if (given == nullptr) return known;
  std::uint32_t size = 0;
  std::memcpy(&size, given, sizeof size);
  if (!is_size_of<Struct>(size)) refuse_argument("struct_size: sizeof the struct");
  const std::size_t shared = std::min<std::size_t>(size, sizeof known);
  std::memcpy(&known, given, shared);
  const auto* bytes = reinterpret_cast<const unsigned char*>(given);
  const bool has_unknown = std::any_of(bytes + shared, bytes + size, [](unsigned char b) { return b != 0; });
  if (has_unknown || known.reserved != 0) refuse_argument("zero in every byte that this version does not know");
  return known;
}

// A struct that is filled: what both sides know is written, the rest of it zeroed. False if its size is wrong.
template <typename Struct>
bool write_struct(const Struct& known, Struct* out) {
  std::uint32_t size = 0;
  std::memcpy(&size, out, sizeof size);
  if (!is_size_of<Struct>(size)) return false;
  std::memset(out, 0, size);
  std::memcpy(out, &known, std::min<std::size_t>(size, sizeof known));
  std::memcpy(out, &size, sizeof size);
  return true;
}
