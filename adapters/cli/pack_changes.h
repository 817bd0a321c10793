// What may differ between two packs for a patient, each with the term that holds for the answers that show it.
#pragma once

#include <string>
#include <vector>

#include "pack_pair.h"

namespace unknot::cli {

struct PackChange {
  std::string about;  // "Rule urine is new."
  std::string term;
  // What to look at in a result: the overall tier, or a rule, flag or topic by its id.
  enum class Subject { tier, rule, flag, topic } subject = Subject::tier;
  std::string id;
  // A difference that was written into the packs is told even if no answers show it.
  bool is_written = false;
};

// Rules in the order of the tables, then the overall tier, flags, topics.
std::vector<PackChange> possible_changes(const smt::Json& first, const smt::Json& second, const PackPair& pair);

// What a result says about a change's subject, in words.
std::string outcome(const smt::Json& result, const PackChange& change);

// The questions and the texts, by id, that only one pack has or that read differently.
std::vector<std::string> changed_questions(const smt::Json& first, const smt::Json& second);
std::vector<std::string> changed_texts(const smt::Json& first, const smt::Json& second);

}  // namespace unknot::cli
