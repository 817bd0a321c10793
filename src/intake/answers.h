// What the patient answered, and what the clinic asked for beside it. All text is borrowed from the input's copy.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

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
  const pack::Locale* locale = nullptr;         // never null once read
  const pack::Locale* clinic_locale = nullptr;  // never null once read
  bool large_print = false;
  Page page = Page::by_locale;
  std::string_view date;  // "2026-11-22", checked; "" if not given
  std::string_view patient_name;
  Clinic clinic;
};

struct Answers {
  std::array<Answer, limits::questions> by_question;
  Request request;
  HandoutOptions handout;
};

}  // namespace unknot::intake
