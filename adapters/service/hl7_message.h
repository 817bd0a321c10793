// An HL7 v2 message: its segments and fields as they came, in UTF-8, and its escapes. Knows nothing of what they mean.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace unknot::service {

// Where in a message, as ERR-2 tells it; 0: not told.
struct Hl7Place {
  std::string segment;
  int sequence = 1;  // which one of this name
  int field = 0;
  int component = 0;
};

// Why a message is not taken. Never holds a value.
struct Hl7Refusal {
  Hl7Place place;
  int hl7_code = 207;        // of table 0357
  std::string code;          // ours
  std::string message;       // in words
  bool is_rejected = false;  // not this kind of message at all: AR
  int status = 422;          // as HTTP would call it, for the audit log
};

struct Hl7Separators {
  char field = '|';
  char component = '^';
  char repetition = '~';
  char escape = '\\';
  char subcomponent = '&';

  std::string encoding_characters() const { return {component, repetition, escape, subcomponent}; }
  // Plain text with escapes for what would be read as something else.
  std::string escaped(std::string_view text) const;
  // Texts, each escaped, as the components of one field.
  std::string components(std::initializer_list<std::string_view> texts) const;
};

struct Hl7Segment {
  std::string name;
  int sequence = 1;                 // which one of this name
  std::vector<std::string> fields;  // as they came; the first is field 1, which in MSH is the separator

  // "" if it is not there. A field that says "delete" ("") is one that is there.
  std::string_view field(std::size_t number) const {
    return number <= fields.size() && number > 0 ? std::string_view(fields[number - 1]) : std::string_view();
  }
};

class Hl7Message {
 public:
  // Throws Hl7Refusal. is_cut: only the head is read, for what must be said about a message that did not come whole.
  static Hl7Message read(std::string_view bytes, bool is_cut = false);

  // A message of which nothing could be read: an acknowledgement of it can be written all the same.
  Hl7Message();

  const Hl7Segment& head() const { return segments_.front(); }
  const std::vector<Hl7Segment>& segments() const { return segments_; }
  const Hl7Segment* find(std::string_view name) const;  // the first; nullptr: none
  const Hl7Separators& separators() const { return separators_; }

  std::vector<std::string_view> repetitions(std::string_view field) const;
  // As it came; "" if it is not there.
  std::string_view component(std::string_view repetition, std::size_t number) const;
  // The first subcomponent of a component, or all of it.
  std::string_view first_subcomponent(std::string_view component) const;
  // Without escapes.
  std::string text(std::string_view raw) const;

 private:
  void read_separators(std::string_view bytes);
  void read_segment(std::string_view line);

  Hl7Separators separators_;
  std::vector<Hl7Segment> segments_;
  std::map<std::string, int> counts_;  // by name
};

}  // namespace unknot::service
