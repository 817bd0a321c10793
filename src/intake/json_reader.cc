#include "intake/json_reader.h"

#include <bitset>
#include <charconv>
#include <cstring>
#include <string>

#include "base/failure.h"
#include "base/json_reader.h"
#include "base/text_fields.h"
#include "intake/position.h"

namespace unknot::intake {

namespace {

using pack::QuestionType;
using State = Answer::State;

class Handler {
 public:
  Handler(const pack::Pack& pack, Answers& out) : pack_(pack), out_(out), at_(pack) {}

  std::string pointer() const { return at_.pointer(); }

  bool Null() {
    if (at_.place != Place::answers) at_.refuse_type();
    at_.forget_name();
    return true;  // unanswered, as if absent
  }

  bool Bool(bool value) {
    if (at_.place == Place::answers && at_.asked().type == QuestionType::yes_no) {
      answer() = {State::given, 0, value ? 2u : 1u};
    } else if (at_.in_object() && at_.member->type == Member::Type::flag) {
      out_.handout.large_print = value;
    } else {
      at_.refuse_type();
    }
    at_.forget_name();
    return true;
  }

  bool RawNumber(const char* digits, rapidjson::SizeType size, bool) {
    if (at_.place != Place::answers || at_.asked().type != QuestionType::integer) at_.refuse_type();
    const std::string_view text(digits, size);
    if (text.find_first_not_of("0123456789", text.front() == '-' ? 1 : 0) != std::string_view::npos || text == "-0") {
      at_.refuse_type();
    }
    std::int32_t number = 0;
    const auto error = std::from_chars(text.data(), text.data() + text.size(), number).ec;
    if (error != std::errc() || number < at_.asked().minimum || number > at_.asked().maximum) {
      at_.refuse(ProblemCode::out_of_range, at_.range());
    }
    answer() = {State::given, number, 0};
    at_.forget_name();
    return true;
  }

  bool String(const char* bytes, rapidjson::SizeType size, bool) {
    const std::string_view text(bytes, size);
    if (at_.place == Place::many) {
      add_to_list(text);
      return true;
    }
    if (at_.place == Place::answers) {
      take_answer(text);
    } else if (at_.in_object()) {
      take_text(text);
    } else {
      at_.refuse_type();
    }
    at_.forget_name();
    return true;
  }

  bool StartObject() {
    if (at_.place == Place::before) {
      at_.place = Place::root;
    } else if (at_.in_object() && at_.member->type == Member::Type::object) {
      at_.place = at_.member->opens;
    } else {
      at_.refuse_type();
    }
    at_.forget_name();
    return true;
  }

  bool Key(const char* bytes, rapidjson::SizeType size, bool) {
    const std::string_view name(bytes, size);
    if (at_.place == Place::answers) {
      const int found = pack_.question_ids.find(name);
      if (found == NameTable::missing) at_.refuse_name(ProblemCode::unknown_question, name, "a question id");
      const auto question = static_cast<std::size_t>(found);
      if (answered_[question]) at_.refuse_name(ProblemCode::duplicate_member, name, "each question once");
      answered_.set(question);
      at_.question = question;
      return true;
    }
    const std::span<const Member> members = members_of(at_.place);
    std::size_t i = 0;
    while (i < members.size() && members[i].name != name) ++i;
    if (i == members.size()) at_.refuse_name(ProblemCode::unknown_member, name, names_of(members));
    auto& seen = seen_[static_cast<std::size_t>(at_.place)];
    if (seen[i]) at_.refuse_name(ProblemCode::duplicate_member, name, "each member once");
    seen.set(i);
    at_.member = &members[i];
    return true;
  }

  bool EndObject(rapidjson::SizeType) {
    at_.forget_name();
    if (at_.place == Place::root) {
      if (!seen_[static_cast<std::size_t>(Place::root)][0]) at_.refuse(ProblemCode::missing_member, "answers");
      at_.place = Place::after;
    } else if (at_.place == Place::clinic) {
      at_.place = Place::handout;
    } else {
      at_.place = Place::root;
    }
    return true;
  }

  bool StartArray() {
    if (at_.place != Place::answers || at_.asked().type != QuestionType::many) at_.refuse_type();
    at_.place = Place::many;
    at_.list_size = 0;
    answer() = {State::given, 0, 0};
    return true;
  }

  bool EndArray(rapidjson::SizeType) {
    at_.place = Place::answers;
    at_.forget_name();
    return true;
  }

  // Not called: numbers come as text, so that 46.0 and 4.6e1 can be told from 46.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

 private:
  Answer& answer() { return out_.by_question[at_.question]; }

  void take_answer(std::string_view text) {
    const int value = at_.asked().type == QuestionType::one ? at_.asked().values.find(text) : NameTable::missing;
    if (value != NameTable::missing) {
      answer() = {State::given, 0, std::uint64_t{1} << value};
    } else if (text == "unsure") {
      answer() = {State::unsure, 0, 0};
    } else {
      at_.refuse_if(problem_in_encoding(text));
      if (at_.asked().type != QuestionType::one) at_.refuse_type();
      refuse_value(text, "one of: " + at_.values() + ", unsure");
    }
  }

  void add_to_list(std::string_view text) {
    const int value = at_.asked().values.find(text);
    if (value == NameTable::missing) {
      refuse_value(text, "one of: " + at_.values());
    }
    const std::uint64_t bit = std::uint64_t{1} << value;
    if ((answer().members & bit) != 0) at_.refuse(ProblemCode::duplicate_value, "each value once");
    answer().members |= bit;
    ++at_.list_size;
  }

  void take_text(std::string_view text) {
    HandoutOptions& handout = out_.handout;
    switch (at_.member->type) {
      case Member::Type::locale: handout.locale = locale(text); return;
      case Member::Type::clinic_locale: handout.clinic_locale = locale(text); return;
      case Member::Type::page:
        if (text != "A4" && text != "Letter") refuse_value(text, "A4 or Letter");
        handout.page = text == "A4" ? Page::a4 : Page::letter;
        return;
      case Member::Type::date:
        at_.refuse_if(problem_in_date(text));
        handout.date = text;
        return;
      case Member::Type::request_id: at_.refuse_if(problem_in_request_id(text)); break;
      case Member::Type::name: at_.refuse_if(problem_in_name(text, limits::name_bytes)); break;
      case Member::Type::phone: at_.refuse_if(problem_in_name(text, limits::phone_bytes)); break;
      case Member::Type::out_of_hours: at_.refuse_if(problem_in_name(text, limits::out_of_hours_bytes)); break;
      case Member::Type::emergency_number: at_.refuse_if(problem_in_emergency_number(text)); break;
      case Member::Type::object:
      case Member::Type::flag: at_.refuse_type();
    }
    text_target() = text;
  }

  [[noreturn]] void refuse_value(std::string_view text, std::string expected) {
    at_.refuse_if(problem_in_encoding(text));
    at_.refuse(ProblemCode::unknown_value, std::move(expected));
  }

  std::string_view& text_target() {
    const auto index = static_cast<std::size_t>(at_.member - members_of(at_.place).data());
    if (at_.place == Place::request) {
      std::string_view* const targets[] = {&out_.request.id, &out_.request.subject, &out_.request.encounter};
      return *targets[index];
    }
    Clinic& clinic = out_.handout.clinic;
    if (at_.place == Place::clinic) {
      std::string_view* const targets[] = {&clinic.name, &clinic.phone, &clinic.out_of_hours, &clinic.emergency_number};
      return *targets[index];
    }
    return out_.handout.patient_name;
  }

  const pack::Locale* locale(std::string_view tag) {
    const pack::Locale* found = pack_.locale(tag);
    if (found != nullptr) return found;
    at_.refuse_if(problem_in_encoding(tag));
    std::string tags;
    for (const pack::Locale& locale : pack_.locales) tags += (tags.empty() ? "" : ", ") + locale.tag;
    at_.refuse(ProblemCode::unknown_locale, "one of: " + tags);
  }

  static std::string names_of(std::span<const Member> members) {
    std::string all = "one of:";
    for (const Member& member : members) all += (all.back() == ':' ? " " : ", ") + std::string(member.name);
    return all;
  }

  const pack::Pack& pack_;
  Answers& out_;
  Position at_;
  logic::QuestionSet answered_;
  std::bitset<8> seen_[static_cast<std::size_t>(Place::after)];
};

[[noreturn]] void refuse_json(Handler& handler, const JsonError& error, std::string_view json) {
  if (error.code == rapidjson::kParseErrorNumberTooBig) {
    // Valid JSON all the same: what is wrong with it is its type or its size.
    const std::string_view rest = json.substr(error.offset);
    const std::size_t size = std::min(rest.find_first_not_of("+-.0123456789Ee"), rest.size());
    handler.RawNumber(rest.data(), static_cast<rapidjson::SizeType>(size), true);
  }
  const std::string place = " at byte " + std::to_string(error.offset);
  if (error.code == rapidjson::kParseErrorStringUnicodeSurrogateInvalid) {
    fail(Status::intake, ProblemCode::invalid_utf8, handler.pointer(), "no lone surrogate" + place);
  }
  fail(Status::intake, ProblemCode::invalid_json, handler.pointer(), "valid JSON" + place);
}

}  // namespace

Answers read_json(const pack::Pack& pack, std::string_view json, std::pmr::memory_resource& memory) {
  if (json.size() > limits::intake_bytes) {
    fail(Status::intake, ProblemCode::too_large, "", "at most " + std::to_string(limits::intake_bytes) + " bytes");
  }
  Answers answers;
  Handler handler(pack, answers);
  const JsonError error = unknot::read_json<Depth::bounded_by_handler>(json, handler, memory);
  if (error.code != rapidjson::kParseErrorNone) refuse_json(handler, error, json);
  return answers;
}

}  // namespace unknot::intake
