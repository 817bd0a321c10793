// Writes one HL7 v2 message, in the separators of the message that it answers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "hl7_message.h"

namespace unknot::service {

class Hl7Writer {
 public:
  // Begins with an MSH that goes back to where `to` came from. type: its MSH-9, as components.
  Hl7Writer(const Hl7Message& to, std::initializer_list<std::string_view> type, std::string_view control_id,
            std::int64_t now);

  // Fields as they are to stand; empty ones at the end are left out.
  void segment(std::string_view name, const std::vector<std::string>& fields);
  // A plain text, or a code of ours with its words, as one field.
  std::string text(std::string_view words) const { return separators_.escaped(words); }
  std::string code(std::string_view id, std::string_view words, std::string_view system = "99UNKR") const {
    return separators_.components({id, words, system});
  }
  // Components, each escaped.
  std::string components(std::initializer_list<std::string_view> texts) const { return separators_.components(texts); }

  // NTE, numbered anew behind each other segment.
  void note(std::string_view words);

  std::string take() { return std::move(bytes_); }

 private:
  Hl7Separators separators_;
  std::string bytes_;
  int notes_ = 0;
};

// "20261122143000+0000"
std::string hl7_time_text(std::int64_t unix_seconds);

}  // namespace unknot::service
