#include "intake/json_reader.h"

#include <rapidjson/reader.h>

#include <bitset>
#include <charconv>
#include <cstring>
#include <string>

#include "base/failure.h"
#include "intake/text_fields.h"

namespace unknot::intake {

namespace {

using pack::Question;
using pack::QuestionType;
using State = Answer::State;

// Gives the reader's own stack a place in the caller's memory.
class ReaderMemory {
 public:
  static const bool kNeedFree = false;
  ReaderMemory() = default;  // RapidJSON wants one; it is never used
  explicit ReaderMemory(std::pmr::memory_resource& memory) : memory_(&memory) {}
  void* Malloc(std::size_t size) { return memory_->allocate(size); }
  void* Realloc(void* old, std::size_t old_size, std::size_t new_size) {
    void* fresh = Malloc(new_size);
    if (old != nullptr) std::memcpy(fresh, old, std::min(old_size, new_size));
    return fresh;
  }
  static void Free(void*) {}

 private:
  std::pmr::memory_resource* memory_ = nullptr;
};

enum class Place : std::uint8_t { before, root, answers, many, request, handout, clinic, after };

struct Member {
  std::string_view name;
  enum class Type : std::uint8_t {
    object,
    flag,
    locale,
    clinic_locale,
    page,
    date,
    name,
    phone,
    out_of_hours,
    emergency_number,
    request_id
  } type;
  Place opens = Place::after;
};

using Type = Member::Type;
constexpr Member root_members[] = {{"answers", Type::object, Place::answers},
                                   {"request", Type::object, Place::request},
                                   {"handout", Type::object, Place::handout}};
constexpr Member request_members[] = {{"id", Type::request_id}, {"subject", Type::name}, {"encounter", Type::name}};
constexpr Member handout_members[] = {{"locale", Type::locale},     {"large_print", Type::flag},
                                      {"page", Type::page},         {"date", Type::date},
                                      {"patient_name", Type::name}, {"clinic", Type::object, Place::clinic}};
constexpr Member clinic_members[] = {{"name", Type::name},
                                     {"phone", Type::phone},
                                     {"out_of_hours", Type::out_of_hours},
                                     {"emergency_number", Type::emergency_number},
                                     {"locale", Type::clinic_locale}};

std::span<const Member> members_of(Place place) {
  switch (place) {
    case Place::root: return root_members;
    case Place::request: return request_members;
    case Place::handout: return handout_members;
    case Place::clinic: return clinic_members;
    default: return {};
  }
}

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

class Handler {
 public:
  Handler(const pack::Pack& pack, Answers& out) : pack_(pack), out_(out) {}

  bool Null() {
    if (place_ != Place::answers) refuse_type();
    return true;  // unanswered, as if absent
  }

  bool Bool(bool value) {
    if (place_ == Place::answers && question().type == QuestionType::yes_no) {
      answer() = {State::given, 0, value ? 2u : 1u};
    } else if (in_object() && member_->type == Type::flag) {
      out_.handout.large_print = value;
    } else {
      refuse_type();
    }
    return true;
  }

  bool RawNumber(const char* digits, rapidjson::SizeType size, bool) {
    if (place_ != Place::answers || question().type != QuestionType::integer) refuse_type();
    const std::string_view text(digits, size);
    if (text.find_first_not_of("0123456789", text.front() == '-' ? 1 : 0) != std::string_view::npos || text == "-0") {
      refuse_type();
    }
    std::int32_t number = 0;
    const auto error = std::from_chars(text.data(), text.data() + text.size(), number).ec;
    if (error != std::errc() || number < question().minimum || number > question().maximum) {
      refuse(ProblemCode::out_of_range, pointer(), range());
    }
    answer() = {State::given, number, 0};
    return true;
  }

  bool String(const char* bytes, rapidjson::SizeType size, bool) {
    const std::string_view text(bytes, size);
    if (place_ == Place::many) {
      add_to_list(text);
    } else if (place_ == Place::answers) {
      take_answer(text);
    } else if (in_object()) {
      take_text(text);
    } else {
      refuse_type();
    }
    return true;
  }

  bool StartObject() {
    if (place_ == Place::before) {
      place_ = Place::root;
    } else if (in_object() && member_->type == Type::object) {
      place_ = member_->opens;
    } else {
      refuse_type();
    }
    if (place_ != Place::answers) seen_[static_cast<std::size_t>(place_)].reset();
    return true;
  }

  bool Key(const char* bytes, rapidjson::SizeType size, bool) {
    const std::string_view name(bytes, size);
    if (place_ == Place::answers) {
      const int found = pack_.question_ids.find(name);
      if (found == NameTable::missing) refuse_name(ProblemCode::unknown_question, name, "a question id");
      if (answered_[static_cast<std::size_t>(found)])
        refuse_name(ProblemCode::duplicate_member, name, "each question once");
      answered_.set(static_cast<std::size_t>(found));
      question_ = static_cast<std::size_t>(found);
      return true;
    }
    const std::span<const Member> members = members_of(place_);
    std::size_t i = 0;
    while (i < members.size() && members[i].name != name) ++i;
    if (i == members.size()) refuse_name(ProblemCode::unknown_member, name, names_of(members));
    auto& seen = seen_[static_cast<std::size_t>(place_)];
    if (seen[i]) refuse_name(ProblemCode::duplicate_member, name, "each member once");
    seen.set(i);
    member_ = &members[i];
    return true;
  }

  bool EndObject(rapidjson::SizeType) {
    if (place_ == Place::root) {
      if (!seen_[static_cast<std::size_t>(Place::root)][0]) {
        refuse(ProblemCode::missing_member, "", "answers");
      }
      place_ = Place::after;
    } else if (place_ == Place::clinic) {
      place_ = Place::handout;
    } else {
      place_ = Place::root;
    }
    return true;
  }

  bool StartArray() {
    if (place_ != Place::answers || question().type != QuestionType::many) refuse_type();
    place_ = Place::many;
    list_size_ = 0;
    answer() = {State::given, 0, 0};
    return true;
  }

  bool EndArray(rapidjson::SizeType) {
    place_ = Place::answers;
    return true;
  }

  // Not called: numbers come as text, so that 46.0 and 4.6e1 can be told from 46.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(std::int64_t) { return false; }
  bool Uint64(std::uint64_t) { return false; }
  bool Double(double) { return false; }

  // Where the reader stands, as far as it understood.
  std::string pointer() const {
    std::string path;
    switch (place_) {
      case Place::before:
      case Place::root:
      case Place::after: break;
      case Place::answers:
      case Place::many: path = "/answers"; break;
      case Place::request: path = "/request"; break;
      case Place::handout: path = "/handout"; break;
      case Place::clinic: path = "/handout/clinic"; break;
    }
    if (place_ == Place::answers || place_ == Place::many) {
      if (question_ < pack_.questions.size()) path += '/' + question().id;
    } else if (in_object()) {
      path += '/' + std::string(member_->name);
    }
    if (place_ == Place::many) path += '/' + std::to_string(list_size_);
    return path;
  }

 private:
  const Question& question() const { return pack_.questions[question_]; }
  Answer& answer() { return out_.by_question[question_]; }
  bool in_object() const { return member_ != nullptr && !members_of(place_).empty() && is_own(member_); }

  // After an inner object has closed, member_ is still the inner one's.
  bool is_own(const Member* member) const {
    const std::span<const Member> members = members_of(place_);
    return member >= members.data() && member < members.data() + members.size();
  }

  void take_answer(std::string_view text) {
    const int value = question().type == QuestionType::one ? question().values.find(text) : NameTable::missing;
    if (value != NameTable::missing) {
      answer() = {State::given, 0, std::uint64_t{1} << value};
    } else if (text == "unsure") {
      answer() = {State::unsure, 0, 0};
    } else {
      check_encoding(text, pointer());
      if (question().type != QuestionType::one) refuse_type();
      refuse(ProblemCode::unknown_value, pointer(), "one of: " + values() + ", unsure");
    }
  }

  void add_to_list(std::string_view text) {
    const int value = question().values.find(text);
    if (value == NameTable::missing) {
      check_encoding(text, pointer());
      refuse(ProblemCode::unknown_value, pointer(), "one of: " + values());
    }
    const std::uint64_t bit = std::uint64_t{1} << value;
    if ((answer().members & bit) != 0) refuse(ProblemCode::duplicate_value, pointer(), "each value once");
    answer().members |= bit;
    ++list_size_;
  }

  void take_text(std::string_view text) {
    HandoutOptions& handout = out_.handout;
    switch (member_->type) {
      case Type::locale: handout.locale = locale(text); return;
      case Type::clinic_locale: handout.clinic_locale = locale(text); return;
      case Type::page:
        if (text != "A4" && text != "Letter") refuse(ProblemCode::unknown_value, pointer(), "A4 or Letter");
        handout.page = text == "A4" ? Page::a4 : Page::letter;
        return;
      case Type::date:
        check_date(text, pointer());
        handout.date = text;
        return;
      case Type::request_id: check_request_id(text, pointer()); break;
      case Type::name: check_name(text, limits::name_bytes, pointer()); break;
      case Type::phone: check_name(text, limits::phone_bytes, pointer()); break;
      case Type::out_of_hours: check_name(text, limits::out_of_hours_bytes, pointer()); break;
      case Type::emergency_number: check_emergency_number(text, pointer()); break;
      case Type::object:
      case Type::flag: refuse_type();
    }
    text_target() = text;
  }

  std::string_view& text_target() {
    const auto index = static_cast<std::size_t>(member_ - members_of(place_).data());
    if (place_ == Place::request) {
      std::string_view* const targets[] = {&out_.request.id, &out_.request.subject, &out_.request.encounter};
      return *targets[index];
    }
    Clinic& clinic = out_.handout.clinic;
    if (place_ == Place::clinic) {
      std::string_view* const targets[] = {&clinic.name, &clinic.phone, &clinic.out_of_hours, &clinic.emergency_number};
      return *targets[index];
    }
    return out_.handout.patient_name;
  }

  const pack::Locale* locale(std::string_view tag) {
    const pack::Locale* found = pack_.locale(tag);
    if (found != nullptr) return found;
    std::string tags;
    for (const pack::Locale& locale : pack_.locales) tags += (tags.empty() ? "" : ", ") + locale.tag;
    refuse(ProblemCode::unknown_locale, pointer(), "one of: " + tags);
  }

  std::string values() const {
    std::string all;
    for (const std::string& value : question().values.names()) all += (all.empty() ? "" : ", ") + value;
    return all;
  }

  std::string range() const {
    return "an integer from " + std::to_string(question().minimum) + " to " + std::to_string(question().maximum);
  }

  static std::string names_of(std::span<const Member> members) {
    std::string all = "one of:";
    for (const Member& member : members) all += (all.back() == ':' ? " " : ", ") + std::string(member.name);
    return all;
  }

  std::string expected_here() const {
    if (place_ == Place::many) return "one of: " + values();
    if (place_ == Place::answers) {
      switch (question().type) {
        case QuestionType::yes_no: return "true, false, \"unsure\" or null";
        case QuestionType::one: return "one of: " + values() + ", unsure; or null";
        case QuestionType::many: return "a list of: " + values() + "; or \"unsure\" or null";
        case QuestionType::integer: return range() + " without fraction or exponent, \"unsure\" or null";
      }
    }
    if (!in_object()) return "an object";
    if (member_->type == Type::object) return "an object";
    if (member_->type == Type::flag) return "true or false";
    return "a text";
  }

  [[noreturn]] void refuse_type() const { refuse(ProblemCode::wrong_type, pointer(), expected_here()); }

  [[noreturn]] void refuse_name(ProblemCode code, std::string_view name, std::string expected) {
    member_ = nullptr;
    question_ = pack_.questions.size();
    const std::string parent = pointer();
    check_encoding(name, parent);
    refuse(code, may_be_named(name) ? parent + '/' + std::string(name) : parent, std::move(expected));
  }

  [[noreturn]] static void refuse(ProblemCode code, std::string pointer, std::string expected) {
    fail(Status::intake, code, std::move(pointer), std::move(expected));
  }

  const pack::Pack& pack_;
  Answers& out_;
  Place place_ = Place::before;
  const Member* member_ = nullptr;
  std::size_t question_ = limits::questions;
  std::size_t list_size_ = 0;
  logic::QuestionSet answered_;
  std::bitset<8> seen_[static_cast<std::size_t>(Place::after)];
};

[[noreturn]] void refuse_json(const Handler& handler, rapidjson::ParseErrorCode error, std::size_t offset) {
  const std::string place = " at byte " + std::to_string(offset);
  if (error == rapidjson::kParseErrorStringUnicodeSurrogateInvalid) {
    fail(Status::intake, ProblemCode::invalid_utf8, handler.pointer(), "no lone surrogate" + place);
  }
  fail(Status::intake, ProblemCode::invalid_json, handler.pointer(), "valid JSON" + place);
}

}  // namespace

Answers read_json(const pack::Pack& pack, std::string_view json, std::pmr::memory_resource& memory) {
  if (json.size() > limits::intake_bytes) {
    fail(Status::intake, ProblemCode::too_large, "", "at most " + std::to_string(limits::intake_bytes) + " bytes");
  }
  auto* copy = static_cast<char*>(memory.allocate(json.size() + 1, 1));
  std::memcpy(copy, json.data(), json.size());
  copy[json.size()] = '\0';

  Answers answers;
  Handler handler(pack, answers);
  ReaderMemory reader_memory(memory);
  rapidjson::GenericReader<rapidjson::UTF8<>, rapidjson::UTF8<>, ReaderMemory> reader(&reader_memory);
  rapidjson::InsituStringStream stream(copy);
  constexpr unsigned flags =
      rapidjson::kParseInsituFlag | rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
  reader.Parse<flags>(stream, handler);
  if (reader.HasParseError()) refuse_json(handler, reader.GetParseErrorCode(), reader.GetErrorOffset());
  // The stream ends at a NUL: one before the end is a stray byte.
  if (stream.Tell() != json.size()) refuse_json(handler, rapidjson::kParseErrorDocumentRootNotSingular, stream.Tell());

  if (answers.handout.locale == nullptr) answers.handout.locale = &pack.locales.front();
  if (answers.handout.clinic_locale == nullptr) answers.handout.clinic_locale = &pack.locales.front();
  return answers;
}

}  // namespace unknot::intake
