// Any bytes as HL7 v2, on the wire and as a message: frames do not depend on how they are cut into pieces, what is read
// can be acknowledged, and what is taken as an intake is one that the library reads, or refuses with a place.
//
// The first byte says how large the pieces of the second reading are.
#include <algorithm>
#include <string>
#include <unknot/unknot.hpp>
#include <vector>

#include "hl7_reply.h"
#include "mllp_frame.h"
#include "target.h"

using namespace unknot_fuzz;
using namespace unknot::service;

namespace {

struct Frames {
  std::vector<std::string> contents;
  MllpFrame::State last = MllpFrame::State::none;
  bool operator==(const Frames&) const = default;
};

// As a connection reads them, `piece` bytes more at a time.
Frames frames_of(std::string_view bytes, std::size_t piece) {
  Frames frames;
  std::string unread;
  for (std::size_t given = 0; given < bytes.size(); given += piece) {
    unread += bytes.substr(given, piece);
    for (;;) {
      const MllpFrame frame = next_frame(unread);
      require(frame.used <= unread.size(), "it uses what it was given");
      frames.last = frame.state;
      if (frame.state == MllpFrame::State::noise) return frames;
      if (frame.state != MllpFrame::State::none) frames.contents.emplace_back(frame.content);
      unread.erase(0, frame.used);
      if (frame.state == MllpFrame::State::none) break;
    }
  }
  return frames;
}

void check_acknowledgements(const Hl7Message& message, const Hl7Outcome& outcome) {
  const auto all = hl7_acknowledgements({message, "0123456789ABCDEF01", 1795341600}, outcome);
  require(all.size() <= 2, "there are two kinds of acknowledgement");
  require(outcome.kind == Hl7Outcome::Kind::accepted || !all.empty(), "what went wrong is always told");
  for (const std::string& one : all) {
    require(one.find_first_of(std::string_view("\x0B\x1C\x00", 3)) == one.npos, "an acknowledgement fits its frame");
    const Hl7Message read = Hl7Message::read(one);
    require(read.find("MSA") != nullptr, "an acknowledgement can be read");
    require(read.find("MSA")->field(2) == message.head().field(10), "it names its message");
  }
}

void check_message(std::string_view bytes) {
  static const unknot::Engine engine = [] {
    unknot::Options options;
    options.pack = small_pack().data();
    options.pack_size = small_pack().size();
    return unknot::Engine(options);
  }();
  static const Hl7Questions questions(engine);
  Hl7Message message;
  try {
    message = Hl7Message::read(bytes, true);
    message = Hl7Message::read(bytes);
    check_hl7_head(message);
    const Hl7Intake intake = read_hl7_answers(message, questions, "fuzz");
    require(!intake.obx.empty(), "an intake holds answers");
    check_acknowledgements(message, {Hl7Outcome::Kind::accepted, "Tier.", {}});
    try {
      engine.assess(intake.json, 1795341600);
    } catch (const unknot::Error& error) {
      require(error.status() == UNKNOT_E_INTAKE, "an intake is one, or is refused");
      check_acknowledgements(message, {Hl7Outcome::Kind::refused, "", hl7_refusal_of(error, intake)});
    }
  } catch (const Hl7Refusal& refusal) {
    require(!refusal.code.empty() && !refusal.message.empty(), "a refusal says why");
    check_acknowledgements(message, {Hl7Outcome::Kind::refused, "", refusal});
    check_acknowledgements(message, {Hl7Outcome::Kind::rejected, "", refusal});
    check_acknowledgements(message, {Hl7Outcome::Kind::failed, "", refusal});
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const Frames at_once = frames_of(bytes, bytes.size());
  require(at_once == frames_of(bytes, 1 + data[0] % 64), "the pieces do not change the frames");
  for (const std::string& content : at_once.contents) check_message(content);
  check_message(bytes);
  return 0;
}
