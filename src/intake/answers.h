// What the patient answered, and what the clinic asked for beside it. All text is borrowed from the input's copy.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "pack/pack.h"

namespace unknot::intake {

struct Answer {
  enum class State : std::uint8_t { absent, unsure, given };
  State state = State::absent;
  std::int32_t number = 0;    // of an integer question
  std::uint64_t members = 0;  // bit i: value i of a question with values
};

struct Request {
  std::string_view id;
  std::string_view subject;
  std::string_view encounter;
};

struct Clinic {
  std::string_view name;
  std::string_view phone;
  std::string_view out_of_hours;
  std::string_view emergency_number;
};

enum class Page : std::uint8_t { by_locale, a4, letter };

struct HandoutOptions {
  const pack::Locale* locale = nullptr;         // never null once `read`
  const pack::Locale* clinic_locale = nullptr;  // never null once `read`
  bool large_print = false;
  Page page = Page::by_locale;
  std::string_view date;  // "2026-11-22", checked; "" if not given
  std::string_view patient_name;
  Clinic clinic;
};

// What was read with tolerance, for whoever sent it. A code that shipped never changes its meaning.
#define UNKNOT_WARNING_CODES(X)                                                                      \
  X(unfinished_response, "The response was not finished: somebody must finish it with the patient.") \
  X(questionnaire_missing, "The response does not say which questionnaire it answers.")              \
  X(questionnaire_version, "The response answers another version of the questionnaire.")             \
  X(value_as_text, "A code stood as text and was read as the code.")                                 \
  X(value_as_decimal, "A whole number stood as a decimal and was read as the whole number.")         \
  X(unknown_language, "The pack has no such language: the sheet is in the first of its own.")        \
  X(time_not_exact, "The time has no hour or no zone, and was not taken.")

enum class WarningCode : std::uint8_t {
#define UNKNOT_CODE(code, message) code,
  UNKNOT_WARNING_CODES(UNKNOT_CODE)
#undef UNKNOT_CODE
};

std::string_view warning_id(WarningCode code);
std::string_view warning_message(WarningCode code);

struct Warning {
  WarningCode code;
  std::string pointer;
};

struct Answers {
  std::array<Answer, limits::questions> by_question;
  Request request;
  HandoutOptions handout;
  std::int64_t at_unix_seconds = 0;  // when it was given; 0: not said
  bool is_unfinished = false;        // whoever gave it was not done
  std::vector<Warning> warnings;     // in the order of reading
};

}  // namespace unknot::intake
