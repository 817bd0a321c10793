// What is said about a message: acknowledgements to its sender, the result to the peer.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unknot/unknot.hpp>
#include <vector>

#include "hl7_answers.h"
#include "hl7_message.h"
#include "hl7_settings.h"

namespace unknot::service {

// One message on its way out, without its frame.
struct Hl7Outgoing {
  std::string control_id;  // its MSH-10
  std::string bytes;
};

// What a message is answered with.
struct Hl7Incoming {
  const Hl7Message& message;
  std::string identity;  // of all its bytes and the pack: a message that is sent again gets the same ids
  std::int64_t now;      // Unix seconds
};

std::string hl7_identity(std::string_view bytes, std::string_view pack_sha256);

// The document with flags and handout first, then the referral, if a flag is raised.
std::vector<Hl7Outgoing> hl7_results(const Hl7Incoming& incoming, const Hl7Intake& intake, Result& result,
                                     const Hl7Settings& settings, const Configuration& configuration);

// What came of it.
struct Hl7Outcome {
  enum class Kind : std::uint8_t {
    accepted,  // AA: the peer has all of it
    refused,   // AE: the message is wrong
    rejected,  // AR: it is none for us
    failed     // AE: it could not be done now; sent again it may be
  };
  Kind kind = Kind::accepted;
  std::string text;    // if accepted
  Hl7Refusal refusal;  // if not
};

// The acknowledgements that the sender wants to see, in their order, by its MSH-15 and MSH-16. What went wrong is
// always told.
std::vector<std::string> hl7_acknowledgements(const Hl7Incoming& incoming, const Hl7Outcome& outcome);

// "Tier emergency. Not complete: 12 unanswered questions could raise it."
std::string hl7_summary(Result& result);

}  // namespace unknot::service
