// A sentence of the pack, cut at its placeholders when the pack is opened, in both forms in which it will be written.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/arena.h"

namespace unknot::pack {

#define UNKNOT_PLACEHOLDERS(X) \
  X(emergency_number)          \
  X(advice_line)               \
  X(clinic_name)               \
  X(clinic_phone)              \
  X(out_of_hours)              \
  X(call)                      \
  X(count)                     \
  X(date)                      \
  X(month)                     \
  X(day)                       \
  X(year)                      \
  X(labels)                    \
  X(patient_name)              \
  X(request_id)                \
  X(pack_version)              \
  X(pack_date)                 \
  X(reviewer)                  \
  X(sources)                   \
  X(tier)

enum class Placeholder : std::uint8_t {
  none,
#define UNKNOT_PLACEHOLDER(name) name,
  UNKNOT_PLACEHOLDERS(UNKNOT_PLACEHOLDER)
#undef UNKNOT_PLACEHOLDER
      count_of_placeholders
};

// Part of a sentence: fixed words, or a placeholder to be filled.
struct Piece {
  std::string_view plain;
  std::string_view html;  // escaped; empty for a value that was filled in, which the renderer escapes
  Placeholder placeholder = Placeholder::none;
};

using Line = std::span<const Piece>;

struct Text {
  Line pieces;                     // they live in a store
  std::uint32_t placeholders = 0;  // one bit each

  bool empty() const { return pieces.empty(); }
  // All of a text without placeholders; followed by a NUL.
  std::string_view plain() const { return pieces.empty() ? std::string_view("") : pieces.front().plain; }
  operator Line() const { return pieces; }
};

// Owns the pieces of texts and their escaped words; their plain words stay where they are.
class TextStore {
 public:
  // Cuts and escapes a text that a NUL follows. Returns false if it names a placeholder that does not exist.
  bool make(std::string_view source, Text& out);

 private:
  std::string_view keep(std::string_view bytes);

  Arena memory_;  // never moves what it holds
};

constexpr std::uint32_t bit(Placeholder placeholder) { return 1u << static_cast<unsigned>(placeholder); }

// The placeholders that a well-formed text names, one bit each.
std::uint32_t placeholders_in(std::string_view source);

void append_html_escaped(std::string_view plain, std::string& out);

}  // namespace unknot::pack
