// How any stage refuses its input: it throws a Failure, and the C shell turns it into a code and a problem.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace unknot {

// The numbers of the C ABI's UNKNOT_OK and UNKNOT_E_*.
enum class Status : std::int32_t { ok = 0, argument, intake, pack, io, unsupported, memory, internal };

// What was wrong, where, and what was expected instead. Never holds an answer's value.
struct Problem {
  std::string_view code;     // stable, a static string: "unknown_question"
  std::string pointer;       // RFC 6901, "" for the whole input
  std::string expected;      // "a question id"
  std::string_view message;  // a sentence for people, a static string
};

struct Failure {
  Status status;
  Problem problem;
};

// The codes and their sentences. A code that shipped never changes its meaning.
#define UNKNOT_PROBLEM_CODES(X)                                                      \
  X(invalid_json, "The input is not valid JSON.")                                    \
  X(invalid_utf8, "The input is not valid UTF-8.")                                   \
  X(invalid_text, "The text holds a character that is not allowed here.")            \
  X(invalid_format, "The text is not of the form that is expected here.")            \
  X(too_large, "The input is larger than allowed.")                                  \
  X(too_long, "The text is longer than allowed.")                                    \
  X(too_deep, "The input is nested too deeply.")                                     \
  X(wrong_type, "The value is of the wrong type.")                                   \
  X(out_of_range, "The number is outside its range.")                                \
  X(unknown_member, "There is no member of this name here.")                         \
  X(missing_member, "A member is missing.")                                          \
  X(duplicate_member, "The same member stands here twice.")                          \
  X(unknown_question, "The pack has no such question.")                              \
  X(unknown_value, "The value is not one of those that are allowed here.")           \
  X(duplicate_value, "The same value stands in the list twice.")                     \
  X(unknown_locale, "The pack has no such language.")                                \
  X(invalid_date, "There is no such date.")                                          \
  X(invalid_argument, "An argument of the call is not valid.")                       \
  X(missing_time, "The time when the patient was seen is missing.")                  \
  X(unsupported, "This build cannot do that.")                                       \
  X(unreadable, "The file could not be read.")                                       \
  X(no_memory, "There was not enough memory; nothing was done.")                     \
  X(internal, "A defect in the library stopped the call.")                           \
  X(invalid_condition, "The condition is not valid.")                                \
  X(unknown_id, "The id is used but not defined.")                                   \
  X(unused_id, "The id is defined but not used.")                                    \
  X(duplicate_id, "The id is defined twice.")                                        \
  X(missing_text, "A text is missing.")                                              \
  X(unused_text, "Nothing shows the text.")                                          \
  X(invalid_placeholder, "The text does not hold the placeholders that it should.")  \
  X(missing_dose, "The texts of the topic do not hold a number of its dose.")        \
  X(missing_source, "A rule must name its source.")                                  \
  X(invalid_picture, "The picture is not a plain drawing of lines and areas.")       \
  X(private_question, "What a private rule asks would show on the patient's sheet.") \
  X(pack_too_old, "The pack is older than the version that was asked for.")          \
  X(wrong_pack, "The overlay was not checked with this pack.")                       \
  X(overlay_weakens, "An overlay may add and make stricter, never weaken.")          \
  X(protected_text, "An overlay may not change this text.")

enum class ProblemCode {
#define UNKNOT_CODE(code, message) code,
  UNKNOT_PROBLEM_CODES(UNKNOT_CODE)
#undef UNKNOT_CODE
};

Problem problem(ProblemCode code, std::string pointer, std::string expected);

[[noreturn]] void fail(Status status, ProblemCode code, std::string pointer, std::string expected);

}  // namespace unknot
