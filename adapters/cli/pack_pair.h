// Two packs asked the same questions: their logic in one SMT-LIB script, and the answers that tell them apart.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "pack_logic.h"

namespace unknot::cli {

class PackPair {
 public:
  // As the library shows them; they outlive this object.
  PackPair(const smt::Json& first, const smt::Json& second);

  const PackLogic& first() const { return first_logic_; }
  const PackLogic& second() const { return second_logic_; }

  // For each term the smallest answers that make it true: the fewest questions, of these the first of the table, of
  // these the first values. Nothing if no answers do.
  std::vector<std::optional<smt::Json>> smallest_answers(const std::vector<std::string>& terms) const;

 private:
  // A question as the patient meets it, whichever of the packs asks it.
  struct Asked {
    std::string id;
    const smt::Json* first = nullptr;  // the renamed question of each pack; null if it does not ask it
    const smt::Json* second = nullptr;
    const smt::Json& any() const { return first == nullptr ? *second : *first; }
    bool is_same() const { return first != nullptr && second != nullptr && first->at("id") == second->at("id"); }
  };

  void pair_questions();
  void link(const Asked& asked);
  std::string answered(const Asked& asked) const;
  std::string unsure(const Asked& asked) const;
  std::string objectives() const;
  std::string values_of_answers() const;
  smt::Json answers_in(const std::string& values) const;

  smt::Json first_;  // with the questions renamed that the packs do not share
  smt::Json second_;
  PackLogic first_logic_;
  PackLogic second_logic_;
  std::vector<Asked> asked_;  // in the order of the tables
  std::string script_;
};

}  // namespace unknot::cli
