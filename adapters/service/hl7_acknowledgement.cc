// Acknowledgements, in the original and the enhanced mode.
#include <map>

#include "hl7_reply.h"
#include "hl7_writer.h"

namespace unknot::service {

namespace {

using Kind = Hl7Outcome::Kind;

const char* words_of(int hl7_code) {
  static const std::map<int, const char*> table_0357 = {
      {100, "Segment sequence error"},    {101, "Required field missing"},   {102, "Data type error"},
      {103, "Table value not found"},     {200, "Unsupported message type"}, {201, "Unsupported event code"},
      {202, "Unsupported processing id"}, {203, "Unsupported version id"},   {205, "Duplicate key identifier"},
      {207, "Application internal error"}};
  return table_0357.at(hl7_code);
}

// "OBX-5 of OBX 3", for people.
std::string words_of(const Hl7Place& place) {
  if (place.segment.empty()) return "";
  const std::string which =
      place.segment + (place.sequence > 1 || place.segment == "OBX" ? " " + std::to_string(place.sequence) : "");
  return (place.field == 0 ? which : place.segment + "-" + std::to_string(place.field) + " of " + which) + ": ";
}

std::string acknowledgement(const Hl7Incoming& incoming, std::string_view code, const Hl7Outcome& outcome) {
  const Hl7Message& message = incoming.message;
  const std::string_view event = message.component(message.head().field(9), 2);
  Hl7Writer out(message, {"ACK", message.text(event), "ACK"}, incoming.identity + std::string(code), incoming.now);
  const Hl7Refusal& refusal = outcome.refusal;
  const bool is_accepted = outcome.kind == Kind::accepted;
  const std::string words = is_accepted ? outcome.text : words_of(refusal.place) + refusal.message;
  out.segment("MSA", {std::string(code), std::string(message.head().field(10)), out.text(words)});
  if (!is_accepted && code != "CA") {
    const Hl7Place& place = refusal.place;
    const auto number = [](int of) { return of == 0 ? std::string() : std::to_string(of); };
    std::string location;
    if (!place.segment.empty()) {
      location = out.components({place.segment, number(place.sequence), number(place.field),
                                 place.component == 0 ? "" : "1", number(place.component)});
      while (location.back() == message.separators().component) location.pop_back();
    }
    out.segment("ERR", {"", location, out.code(std::to_string(refusal.hl7_code), words_of(refusal.hl7_code), "HL70357"),
                        "E", out.code(refusal.code, ""), "", "", out.text(words)});
  }
  return out.take();
}

}  // namespace

std::vector<std::string> hl7_acknowledgements(const Hl7Incoming& incoming, const Hl7Outcome& outcome) {
  const Hl7Segment& head = incoming.message.head();
  const bool is_accepted = outcome.kind == Kind::accepted;
  const auto wants = [&](std::size_t field) {  // NE or nothing: never
    const std::string_view condition = head.field(field);
    if (condition == "ER" || condition == "SU") return is_accepted == (condition == "SU");
    return !condition.empty() && condition != "NE";
  };
  std::vector<std::string> all;
  const auto say = [&](std::string_view code) { all.push_back(acknowledgement(incoming, code, outcome)); };
  const bool is_enhanced = !head.field(15).empty() || !head.field(16).empty();
  if (!is_enhanced) {
    say(is_accepted ? "AA" : outcome.kind == Kind::rejected ? "AR" : "AE");
  } else if (is_accepted) {
    // Nothing is kept here, so the first commitment waits for the peer's, too.
    if (wants(15)) say("CA");
    if (wants(16)) say("AA");
  } else if (outcome.kind == Kind::refused && wants(16)) {
    if (head.field(15) == "AL" || head.field(15) == "SU") say("CA");  // it came, and it is wrong
    say("AE");
  } else if (wants(15) || !wants(16)) {
    say(outcome.kind == Kind::rejected ? "CR" : "CE");
  } else {
    say(outcome.kind == Kind::rejected ? "AR" : "AE");
  }
  return all;
}

}  // namespace unknot::service
