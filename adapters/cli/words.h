// Every word that `unknot ask` says by itself, in one place for those who review or translate it. All else that the
// patient reads comes from the content pack.
#pragma once

#include <string>
#include <string_view>

namespace unknot::cli::words {

inline constexpr const char* position = "Question {number} of {total} | {group}";
inline constexpr const char* part = " | part {number} of {total}";
inline constexpr const char* keys = "u not sure | Enter skip | b back | ? help | q stop";
inline constexpr const char* keys_answered = "u not sure | Enter keep | b back | ? help | q stop";
inline constexpr const char* range = "{first} to {last} {unit}";
inline constexpr const char* none_of_these = "None of these";
inline constexpr const char* none_of_this_part = "None of these here";
inline constexpr const char* answer_so_far = "Your answer so far: ";
inline constexpr const char* answer_not_shown = "You gave an answer. It is kept, and not shown here.";
inline constexpr const char* not_sure = "not sure";
inline constexpr const char* number_prompt = "Number: ";
inline constexpr const char* numbers_prompt = "All numbers that fit, or 0 for none: ";
inline constexpr const char* expect_number = "Please type one number, {first} to {last}.";
inline constexpr const char* expect_numbers = "Please type numbers from {first} to {last}, or 0 if none fits.";
inline constexpr const char* finish_parts = "Type the numbers that fit here too, or 0 if none does. Or b to go back.";

inline constexpr const char* help_title = "How to answer";
inline constexpr const char* help[] = {
    "Type the number of your answer and press Enter.",
    "Where more than one may fit, type all their numbers, such as 1 3 4, or 0 if none of them fits.",
    "u: you are not sure. That is never read as a no: your clinic will ask you.",
    "b: go back one question.",
    "q: stop. What you answered so far still counts.",
    "Enter alone: leave the question without an answer, or keep the answer you gave before.",
};
inline constexpr const char* press_enter = "Press Enter to go on. ";

inline constexpr const char* stop_title = "Stop here?";
inline constexpr const char* stop_text = "Your clinic will ask you what is left.";
inline constexpr const char* stop_prompt = "q to stop, Enter to go on: ";

inline constexpr const char* alarm_banner = "!! TELL THE STAFF NOW !!";
inline constexpr const char* alarm = "Tell the staff now.";
inline constexpr const char* alarm_number = "If nobody is there, call {number}.";
inline constexpr const char* alarm_stop = "The questions stop here.";
inline constexpr const char* alarm_go_on =
    "If the staff ask you to go on, type the word continue. To see your sheet, type q.";
inline constexpr const char* alarm_prompt = "continue or q: ";
inline constexpr const char* alarm_continue = "continue";

inline constexpr const char* summary_counts =
    "{answered} of {total} questions answered, {unsure} not sure, {unanswered} without an answer.";
inline constexpr const char* summary_open = "Your clinic still has to ask you about some of them.";
inline constexpr const char* saved = "Saved in {file}";

// Puts `value` in the place of {name}.
inline std::string fill(std::string text, std::string_view name, std::string_view value) {
  const std::string place = '{' + std::string(name) + '}';
  const std::size_t at = text.find(place);
  return at == std::string::npos ? text : text.replace(at, place.size(), value);
}

}  // namespace unknot::cli::words
