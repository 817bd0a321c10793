// The medicine as data: checked whole when it is opened, immutable from then on.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/name_table.h"
#include "logic/notation.h"
#include "logic/program.h"
#include "pack/locale.h"

namespace unknot::pack {

class JsonDocument;
using logic::NodeId;
using Index = std::uint16_t;

enum class Tier : std::uint8_t { none, self_care, routine, soon, same_day, emergency };
std::string_view tier_id(Tier tier);

using QuestionType = logic::Shape::Type;

struct Question {
  std::string id;
  std::string since;  // the pack format's version in which it came
  QuestionType type = QuestionType::yes_no;
  Index group = 0;
  NameTable values;  // yes_no: "no", "yes"
  std::int32_t minimum = 0;
  std::int32_t maximum = 0;
  // Asked only when this condition, over questions that stand before, is true. It lives in Pack::asked_when.
  std::optional<NodeId> asked_when;
  std::size_t asked_when_end = 0;  // nodes of Pack::asked_when that must be evaluated before this question
  std::uint64_t else_members = 0;  // what it counts as when it does not apply
  std::string initial_expression;  // FHIRPath over %patient, by which a record can give the answer; "" if none can
};

struct NamedCondition {
  std::string id;
  NodeId when = 0;
};

struct Rule {
  std::string id;
  Index flag = 0;
  Index reason = 0;  // the patient's sentence
  Tier tier = Tier::none;
  NodeId when = 0;
  bool is_private = false;  // its answers and reason never stand on anything the patient takes home
  std::string note;
  std::vector<Index> sources;
  std::vector<std::string> overlaps;
};

// A contradiction's condition, or the one comparison of two numbers: left > factor * (right + offset).
struct Contradiction {
  struct Exceeds {
    std::uint8_t left = 0;
    std::int32_t factor = 0;
    std::uint8_t right = 0;
    std::int32_t offset = 0;
  };
  std::string id;
  std::optional<NodeId> when;
  Exceeds exceeds;
  logic::QuestionSet questions;
};

enum class NoteKind : std::uint8_t { warn, ask_first, count_it, instead, part_left_out };
std::string_view note_id(NoteKind kind);

// A drawing of one action, in a form so plain that any page may hold it as it is.
struct Picture {
  static constexpr std::string_view opening = R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 180">)";
  static constexpr std::string_view closing = "</svg>";

  std::string id;
  std::string_view svg;  // the opening, paths, the closing

  std::string_view paths() const { return svg.substr(opening.size(), svg.rfind(closing) - opening.size()); }
};

// Which picture shows a step or an item of a topic.
struct Illustration {
  Index picture = 0;
  bool is_of_step = false;  // else of an item
  std::size_t line = 0;     // from 0
};

// Part of a topic that is left out, or a variant that applies, when its condition is true or unknown.
struct Adjustment {
  std::string id;
  NoteKind kind = NoteKind::part_left_out;
  NodeId when = 0;
  Index index = 0;                          // among the topic's parts, or among its variants
  std::vector<Illustration> illustrations;  // of the variant's own steps and items
};

struct Topic {
  std::string id;
  std::optional<NodeId> offered_when;   // nothing: always
  std::optional<NodeId> withheld_when;  // nothing: never
  bool withhold_unknown = false;        // else an unknown contraindication warns
  std::vector<Adjustment> adjustments;  // in the order in which they are noted
  std::vector<Illustration> illustrations;
  Index part_count = 0;
  Index variant_count = 0;
  int most_days = 0;           // its dose is not to be taken for longer; 0: no such limit
  int box = -1;                // index into Pack::boxes; -1: it stands in none
  std::vector<Index> sources;  // of its evidence and dose
  std::vector<std::string> seeds;
};

struct SlotEntry {
  Index topic = 0;
  std::optional<NodeId> when;
  std::vector<Index> followed_by;  // stand right after it, outside the count
};

struct Slot {
  std::string id;
  std::size_t at_most = 0;
  std::vector<Index> kinds;  // empty: every kind
  std::vector<SlotEntry> entries;
};

// The parts of a sheet; a kind says which it has and in which order.
#define UNKNOT_SECTIONS(X) \
  X(unfinished)            \
  X(notices)               \
  X(message) X(why) X(advice) X(tell) X(contact) X(plan) X(tick_sheet) X(more) X(left_out) X(safety_net) X(foot)

enum class SectionId : std::uint8_t {
#define UNKNOT_SECTION(name) name,
  UNKNOT_SECTIONS(UNKNOT_SECTION)
#undef UNKNOT_SECTION
};
std::string_view section_id(SectionId id);

struct Kind {
  std::string id;
  Tier tier = Tier::none;
  std::vector<bool> holds;          // by topic
  std::vector<bool> always_offers;  // by topic, whatever its offered_when
  std::vector<SectionId> sections;
  Tier why_from = Tier::none;   // the sheet gives the reasons of raised rules from this tier on
  std::size_t why_at_most = 0;  // the others are only counted; 0: it gives them all
  bool has_tick_sheet = false;
};

// One topic of the main plan that gives way to another as the days of the number go by.
struct TickSequence {
  Index first = 0;
  std::uint8_t question = 0;
  std::int32_t at_most = 0;  // day d belongs to `first` while number + d - 1 <= at_most
  Index then = 0;
};

// Topics that share a box where they follow one another; what its texts say holds for each of them.
struct Box {
  std::string id;
  std::vector<Index> topics;
};

// A paragraph for some patients, at the head of a section.
struct Notice {
  std::string id;
  SectionId section = SectionId::notices;
  NodeId when = 0;
};

struct Source {
  std::string id;
  int organisation = -1;  // into Pack::organisations, what the patient's sheet names; -1: none
  std::string title;      // names diseases: the clinic's copy only
};

struct Review {
  std::string state;  // "none" until a clinician has reviewed the pack
  std::string reviewer;
  std::string date;
};

// One of the source attributes that a certified system must show of its decision support.
struct SourceAttribute {
  std::string name;
  std::string value;
};

// A site's own name and numbers, for sheets of which the intake names no clinic.
struct Clinic {
  std::string name;
  std::string phone;
  std::string out_of_hours;
};

// A thing's name in a terminology that is not the pack's own.
struct Code {
  std::string system;
  std::string code;
  std::string display;
};

// The codes of others that go with the pack's own in FHIR resources; any list may be empty.
struct Codes {
  std::vector<Code> focus;               // the problems that the pack is for, as records list them
  std::vector<Code> referral;            // of a patient to a clinician
  std::vector<Code> education;           // of a patient, which is what a sheet is given for
  std::vector<Code> handout;             // the kind of document that a sheet is
  std::vector<std::vector<Code>> flags;  // by flag: what it is about
};

struct Pack {
  std::string id;
  std::string version;
  std::string date;
  std::string canonical_base;  // in front of the URLs that name the pack's own things in FHIR, without a final slash
  Codes codes;
  Review review;
  Clinic clinic;
  std::string sha256;          // of the pack alone
  std::string overlay_sha256;  // "" without an overlay
  std::string_view source;     // the one-file form, with the overlay laid over it
  std::string own_source;      // its bytes, unless they stand in the library
  std::vector<SourceAttribute> source_attributes;

  NameTable question_ids;
  std::vector<Question> questions;
  std::vector<Index> interview;  // question indices in the order in which to ask
  NameTable group_ids;
  logic::Program asked_when;
  logic::Program conditions;  // everything but asked_when
  std::vector<NamedCondition> named_conditions;

  NameTable flag_ids;
  NameTable reason_ids;
  std::vector<Rule> rules;
  std::vector<Contradiction> contradictions;
  NameTable picture_ids;
  std::vector<Picture> pictures;
  NameTable topic_ids;
  std::vector<Topic> topics;
  std::vector<Slot> slots;
  std::vector<Kind> kinds;
  int tick_days = 0;
  std::vector<TickSequence> tick_sequences;
  std::vector<Box> boxes;
  std::vector<Notice> notices;
  std::vector<Source> sources;
  std::vector<std::string> organisations;  // of the sources, each once, in the order of their letters
  std::vector<Index> safety_net_sources;

  std::vector<std::shared_ptr<const JsonDocument>> documents;  // hold the words of the texts, and the pictures
  TextStore texts;
  std::vector<Locale> locales;  // the default first

  // The names under which FHIR knows the questions, and the codes of their answers.
  // GCOVR_EXCL_BR_START: what is undone of them if memory runs out
  std::string questionnaire_url() const { return canonical_base + "/Questionnaire/" + id; }
  std::string answer_code_system() const { return canonical_base + "/CodeSystem/" + id; }
  // GCOVR_EXCL_BR_STOP

  // The texts of a language tag, letter case aside; nullptr if the pack does not have it.
  const Locale* locale(std::string_view tag) const;
};

}  // namespace unknot::pack
