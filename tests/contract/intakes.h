// The intakes that the contract is tested with.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace unknot_test {

struct Intake {
  std::string about;
  std::string bytes;
};

struct BadIntake : Intake {
  std::string code;
  std::optional<std::string> pointer;  // nothing: any
};

std::vector<Intake> case_intakes();  // the patients of tests/cases
std::vector<Intake> good_intakes();  // good_intakes.json
std::vector<BadIntake> bad_intakes();

// Both of the above that are accepted.
std::vector<Intake> accepted_intakes();

}  // namespace unknot_test
