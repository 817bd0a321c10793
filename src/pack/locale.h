// All texts of the pack in one language, in the order of the things that they are texts of.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "pack/text.h"

namespace unknot::pack {

// The fixed words of the patient's sheet: "handout" in the text file.
#define UNKNOT_HANDOUT_LABELS(X)  \
  X(made_from_answers)            \
  X(made_from_answers_undated)    \
  X(for_patient)                  \
  X(request)                      \
  X(unfinished_one)               \
  X(unfinished_many)              \
  X(plan_title)                   \
  X(more_title)                   \
  X(more_elsewhere)               \
  X(left_out_title)               \
  X(left_out_intro)               \
  X(because_of)                   \
  X(not_answered)                 \
  X(list_separator)               \
  X(label_separator)              \
  X(dose)                         \
  X(stop_if)                      \
  X(caution)                      \
  X(evidence)                     \
  X(why_one_more)                 \
  X(why_many_more)                \
  X(sheet_title)                  \
  X(sheet_intro)                  \
  X(sheet_day)                    \
  X(sheet_date_line)              \
  X(contact_title)                \
  X(contact_clinic)               \
  X(contact_phone)                \
  X(contact_blank)                \
  X(contact_out_of_hours)         \
  X(contact_out_of_hours_unknown) \
  X(contact_advice_line)          \
  X(contact_emergency)            \
  X(not_a_replacement)            \
  X(review_none)                  \
  X(review_done)                  \
  X(version)                      \
  X(sources)                      \
  X(offer_language)

// The fixed words of the clinic's copy: "clinic" in the text file.
#define UNKNOT_CLINIC_LABELS(X) \
  X(title)                      \
  X(ask_first_title)            \
  X(ask_first_intro)            \
  X(could_raise_to)             \
  X(flags_title)                \
  X(status_raised)              \
  X(status_open)                \
  X(status_clear)               \
  X(possible_tier)              \
  X(why)                        \
  X(not_answered)               \
  X(sources)                    \
  X(answers_title)              \
  X(answer_unsure)              \
  X(answer_not_asked)           \
  X(answer_does_not_apply)      \
  X(answer_none)                \
  X(contradictions_title)       \
  X(withheld_title)             \
  X(teach_back_title)           \
  X(sources_title)              \
  X(request)                    \
  X(subject)                    \
  X(encounter)                  \
  X(pack)                       \
  X(time)                       \
  X(time_not_given)             \
  X(review_none)                \
  X(review_done)                \
  X(seen_by)                    \
  X(seen_time)                  \
  X(action)                     \
  X(patient_copy_title)         \
  X(private_note)               \
  X(outcome)                    \
  X(complete)                   \
  X(incomplete)                 \
  X(flag_open_reason)

#define UNKNOT_LABEL(name) name,
enum class HandoutLabel : std::uint8_t { UNKNOT_HANDOUT_LABELS(UNKNOT_LABEL) count_of_labels };
enum class ClinicLabel : std::uint8_t { UNKNOT_CLINIC_LABELS(UNKNOT_LABEL) count_of_labels };
#undef UNKNOT_LABEL

struct ValueText {
  Text text;   // the option that the patient picks
  Text label;  // a noun phrase that fits after "because of:"
};

struct QuestionText {
  Text text;
  Text help;
  Text label;
  Text unit;
  std::vector<ValueText> values;  // by value; yes_no: no, yes
};

struct TierText {
  Text title;
  Text action;
};

struct KindText {
  Text title, message, why_title, why_unfinished, advice_title, tell_title;
  std::vector<Text> advice, tell;
  Text tell_unfinished;  // added to `tell` while a question is open
};

// A step or an item.
struct ItemText {
  Text text;
  int part = -1;     // index into Topic::parts, -1: always shown
  int picture = -1;  // index into Pack::pictures, -1: none
};

// What a topic tells. In a variant a field that is not given leaves the topic's own.
struct TopicText {
  struct Field {
    bool given = false;
    Text text;
  };
  Field title, line, why, dose, stop_if, caution, evidence, tick;
  bool steps_given = false;
  std::vector<ItemText> steps;
  bool items_given = false;
  std::vector<ItemText> items;
  Text warn;                        // topics only
  Text later;                       // topics only: said while another, which goes first, is in the main plan
  Text left_out;                    // topics only
  Text note;                        // variants only
  std::vector<TopicText> variants;  // by Topic::variants
};

// What a box says for all of its topics.
struct BoxText {
  Text title, stop_if, caution, evidence;
};

// What a form that asks the questions says besides them.
struct FormText {
  Text title;
  Text unsure, none;  // answers
};

struct SafetyNetText {
  Text title, emergency_title, clinic_title, come_back;
  std::vector<Text> emergency, clinic;  // what to call for
};

struct DateText {
  Text long_form, short_form;
  std::vector<Text> months, short_months;  // January first
};

struct Locale {
  std::string tag;        // "en-US"
  std::string language;   // its own name for itself
  std::string direction;  // "ltr" or "rtl"
  std::string page;       // "A4" or "Letter"
  std::string emergency_number;
  std::string advice_line;  // "" if the country has none
  DateText date;
  std::vector<Text> groups;
  std::vector<QuestionText> questions;
  FormText form;
  std::array<TierText, 5> tiers;
  std::vector<Text> flags;
  std::vector<Text> rules;    // the clinician's reason
  std::vector<Text> reasons;  // the patient's
  std::vector<Text> contradictions;
  std::vector<Text> notices;
  std::vector<KindText> kinds;
  std::vector<BoxText> boxes;
  std::vector<TopicText> topics;
  std::vector<Text> pictures;  // what each shows, for who cannot see it
  SafetyNetText safety_net;
  std::vector<Text> teach_back;
  std::array<Text, static_cast<std::size_t>(HandoutLabel::count_of_labels)> handout;
  std::array<Text, static_cast<std::size_t>(ClinicLabel::count_of_labels)> clinic;

  const Text& label(HandoutLabel name) const { return handout[static_cast<std::size_t>(name)]; }
  const Text& label(ClinicLabel name) const { return clinic[static_cast<std::size_t>(name)]; }
};

}  // namespace unknot::pack
