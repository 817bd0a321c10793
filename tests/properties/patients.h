// Random patients from a fixed seed: from the healthy who answer everything to the ill who answer nothing.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "screen.h"

namespace unknot_test {

class Patients {
 public:
  Patients(const Medicine& medicine, std::uint64_t seed) : medicine_(medicine), random_(seed) {}

  Answers next();
  // An answer to the question, "unsure" among them if `or_unsure`.
  Json answer(std::size_t question, bool or_unsure);
  // What stands beside the answers of an intake: "request" and "handout", or parts of them.
  Json options();
  // The intake as text, its members in any order and with any whitespace between them.
  std::string intake(const Answers& answers, const Json& options, bool tidy);

  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(random_() % bound); }
  bool chance(double probability) { return std::uniform_real_distribution<>()(random_) < probability; }

 private:
  Json benign(std::size_t question);
  Json any_value(std::size_t question);
  std::string space(bool tidy);
  std::string object(std::vector<std::string> members, bool tidy);
  std::string text_of(const Json& value, bool tidy);

  const Medicine& medicine_;
  std::mt19937_64 random_;
};

}  // namespace unknot_test
