#include "intake/position.h"

namespace unknot::intake {

using pack::QuestionType;

namespace {

// Names a member in a pointer only if it cannot be an answer in disguise.
bool may_be_named(std::string_view name) {
  if (name.empty() || name.size() > limits::pointer_member_bytes) return false;
  for (const char c : name) {
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '.' || c == '-';
    if (!plain) return false;
  }
  return true;
}

}  // namespace

// After an inner object has closed, `member` is still the inner one's.
bool Position::in_object() const {
  const std::span<const Member> members = members_of(place);
  return member != nullptr && member >= members.data() && member < members.data() + members.size();
}

std::string Position::pointer() const {
  std::string path;
  switch (place) {
    case Place::before:
    case Place::root:
    case Place::after: break;
    case Place::answers:
    case Place::many: path = "/answers"; break;
    case Place::request: path = "/request"; break;
    case Place::handout: path = "/handout"; break;
    case Place::clinic: path = "/handout/clinic"; break;
  }
  if (place == Place::answers || place == Place::many) {
    if (question < pack_.questions.size()) path += '/' + asked().id;
  } else if (in_object()) {
    path += '/' + std::string(member->name);
  }
  if (place == Place::many) path += '/' + std::to_string(list_size);
  return path;
}

std::string Position::values() const {
  std::string all;
  for (const std::string& value : asked().values.names()) all += (all.empty() ? "" : ", ") + value;
  return all;
}

std::string Position::range() const {
  return "an integer from " + std::to_string(asked().minimum) + " to " + std::to_string(asked().maximum);
}

std::string Position::expected() const {
  if (place == Place::many) return "one of: " + values();
  if (place == Place::answers) {
    switch (asked().type) {
      case QuestionType::yes_no: return "true, false, \"unsure\" or null";
      case QuestionType::one: return "one of: " + values() + ", unsure; or null";
      case QuestionType::many: return "a list of: " + values() + "; or \"unsure\" or null";
      case QuestionType::integer: return range() + " without fraction or exponent, \"unsure\" or null";
    }
  }
  if (!in_object()) return "an object";
  if (member->type == Member::Type::object) return "an object";
  if (member->type == Member::Type::flag) return "true or false";
  return "a text";
}

void Position::refuse(ProblemCode code, std::string expected) const {
  fail(Status::intake, code, pointer(), std::move(expected));
}

void Position::refuse_if(const std::optional<TextProblem>& problem) const {
  if (problem) refuse(problem->code, problem->expected);
}

void Position::refuse_name(ProblemCode code, std::string_view name, std::string expected) {
  forget_name();
  refuse_if(problem_in_encoding(name));
  const std::string parent = pointer();
  fail(Status::intake, code, may_be_named(name) ? parent + '/' + std::string(name) : parent, std::move(expected));
}

}  // namespace unknot::intake
