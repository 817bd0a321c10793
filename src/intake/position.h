// Where the reader stands in an intake, and what belongs there: the pointer and the expectation of a problem.
#pragma once

#include <string>
#include <string_view>

#include "base/failure.h"
#include "base/text_fields.h"
#include "intake/members.h"
#include "pack/pack.h"

namespace unknot::intake {

class Position {
 public:
  explicit Position(const pack::Pack& pack) : pack_(pack) {}

  Place place = Place::before;
  const Member* member = nullptr;            // the one whose value comes next
  std::size_t question = limits::questions;  // the one whose answer comes next
  std::size_t list_size = 0;                 // entries read of the list

  const pack::Question& asked() const { return pack_.questions[question]; }
  // Stands before the value of a member of the object that it is in.
  bool in_object() const;
  // The value has been read: the next name is not known yet.
  void forget_name() {
    member = nullptr;
    question = limits::questions;
  }

  std::string pointer() const;
  std::string values() const;    // of the question
  std::string range() const;     // of the question
  std::string expected() const;  // whatever may come next

  [[noreturn]] void refuse(ProblemCode code, std::string expected) const;
  void refuse_if(const std::optional<TextProblem>& problem) const;
  [[noreturn]] void refuse_type() const { refuse(ProblemCode::wrong_type, expected()); }
  // Refuses a member's name, which stands in the pointer only if it cannot be an answer in disguise.
  [[noreturn]] void refuse_name(ProblemCode code, std::string_view name, std::string expected);

 private:
  const pack::Pack& pack_;
};

}  // namespace unknot::intake
