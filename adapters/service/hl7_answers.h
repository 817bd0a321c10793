// A patient's answers in an HL7 v2 message (ORU^R01, one OBX an answer) as an intake of our own. What is not exactly an
// answer is refused with its place; what was not answered, or taken back, stays unanswered.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unknot/unknot.hpp>
#include <vector>

#include "hl7_message.h"

namespace unknot::service {

// What the pack asks, as far as reading its answers needs it.
struct Hl7Questions {
  enum class Kind : std::uint8_t { yes_no, one, many, integer };

  explicit Hl7Questions(const Engine& engine);

  std::map<std::string, Kind, std::less<>> kinds;  // by id
  std::vector<std::string> locales;
};

struct Hl7Intake {
  std::string json;
  std::int64_t at = 0;                          // Unix seconds; 0: the message tells no exact time
  std::map<std::string, int, std::less<>> obx;  // which OBX holds the answer, by question
  std::vector<std::string> notes;               // what was passed over; without values
};

// Whether a message is one for us, by its head. Throws Hl7Refusal.
void check_hl7_head(const Hl7Message& message);

// request_id: of letters, digits, ". _ -" alone. Throws Hl7Refusal.
Hl7Intake read_hl7_answers(const Hl7Message& message, const Hl7Questions& questions, std::string_view request_id);

// The library's refusal of such an intake, with its place in the message.
Hl7Refusal hl7_refusal_of(const Error& error, const Hl7Intake& intake);

// HL7's time as Unix seconds; zone: "+0100", for a time that has none. 0 if it is not exact to the minute.
std::int64_t hl7_time(std::string_view text, std::string_view zone);

}  // namespace unknot::service
