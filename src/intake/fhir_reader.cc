#include "intake/fhir_reader.h"

#include <charconv>

#include "base/calendar.h"
#include "base/failure.h"
#include "base/text_fields.h"

namespace unknot::intake {

namespace {

using pack::Json;
using pack::QuestionType;
using State = Answer::State;

constexpr std::string_view unsure = "unsure";
constexpr std::string_view none = "none";  // the empty list

// A place in the resource, as a JSON pointer that is only written out when it is needed.
class Path {
 public:
  constexpr Path() = default;
  Path operator/(std::string_view name) const { return {this, name, -1}; }
  Path operator/(std::size_t index) const { return {this, {}, static_cast<int>(index)}; }
  std::string text() const {
    if (parent_ == nullptr) return {};
    return parent_->text() + '/' + (index_ < 0 ? std::string(name_) : std::to_string(index_));
  }

 private:
  constexpr Path(const Path* parent, std::string_view name, int index) : parent_(parent), name_(name), index_(index) {}

  const Path* parent_ = nullptr;  // outlives it
  std::string_view name_;
  int index_ = -1;
};

constexpr Path root;

[[noreturn]] void refuse(ProblemCode code, const Path& path, std::string expected) {
  fail(Status::intake, code, path.text(), std::move(expected));
}

class Reader {
 public:
  Reader(const pack::Pack& pack, const Json& resource) : pack_(pack), resource_(resource) {}

  Answers run() {
    if (text_of(resource_, "resourceType", root) != "QuestionnaireResponse") {
      refuse(ProblemCode::unknown_value, root / "resourceType", "QuestionnaireResponse");
    }
    read_questionnaire();
    read_status();
    read_request();
    read_language();
    read_time();
    read_items(resource_, root);
    return std::move(answers_);
  }

 private:
  void warn(WarningCode code, const Path& path) { answers_.warnings.push_back({code, path.text()}); }

  // "" if it is absent or null.
  std::string_view text_of(const Json& object, std::string_view name, const Path& path) const {
    const Json& value = object[name];
    if (value.is_null()) return {};
    if (!value.is_string()) refuse(ProblemCode::wrong_type, path / name, "a text");
    return value.text();
  }

  void read_questionnaire() {
    const Path path = root / "questionnaire";
    const std::string_view canonical = text_of(resource_, "questionnaire", root);
    if (canonical.empty()) return warn(WarningCode::questionnaire_missing, path);
    const std::size_t bar = std::min(canonical.find('|'), canonical.size());
    if (canonical.substr(0, bar) != pack_.questionnaire_url()) {
      refuse(ProblemCode::unknown_value, path, pack_.questionnaire_url());
    }
    if (bar == canonical.size() || canonical.substr(bar + 1) != pack_.version) {
      warn(WarningCode::questionnaire_version, path);
    }
  }

  void read_status() {
    const Path path = root / "status";
    const std::string_view status = text_of(resource_, "status", root);
    if (status.empty()) refuse(ProblemCode::missing_member, root, "status");
    if (status == "in-progress" || status == "stopped") {
      answers_.is_unfinished = true;
      warn(WarningCode::unfinished_response, path);
    } else if (status != "completed" && status != "amended") {
      refuse(ProblemCode::unknown_value, path, "completed, amended, in-progress or stopped");
    }
  }

  void read_request() {
    Request& request = answers_.request;
    request.id = text_of(resource_, "id", root);
    if (!request.id.empty()) refuse_if(problem_in_request_id(request.id), root / "id");
    request.subject = reference("subject");
    request.encounter = reference("encounter");
  }

  // Who or what it is about: a reference, not a name.
  std::string_view reference(std::string_view name) const {
    const Path path = root / name;
    const Json& given = resource_[name];
    if (given.is_null()) return {};
    if (!given.is_object()) refuse(ProblemCode::wrong_type, path, "an object");
    const std::string_view reference = text_of(given, "reference", path);
    if (!reference.empty()) refuse_if(problem_in_name(reference, limits::name_bytes), path / "reference");
    return reference;
  }

  static void refuse_if(const std::optional<TextProblem>& problem, const Path& path) {
    if (problem) refuse(problem->code, path, problem->expected);
  }

  void read_language() {
    const std::string_view tag = text_of(resource_, "language", root);
    if (tag.empty()) return;
    answers_.handout.locale = pack_.locale(tag);
    if (answers_.handout.locale == nullptr) warn(WarningCode::unknown_language, root / "language");
  }

  void read_time() {
    const Path path = root / "authored";
    const std::string_view authored = text_of(resource_, "authored", root);
    if (authored.empty()) return;
    const std::optional<std::int64_t> seconds = unix_seconds(authored);
    if (!seconds) {
      // A year, a month or a day alone, or a time without a zone.
      constexpr std::string_view whole = "0000-01-01T00:00:00Z";
      const std::string filled =
          std::string(authored) + std::string(whole.substr(std::min(authored.size(), whole.size())));
      if (!unix_seconds(filled)) refuse(ProblemCode::invalid_date, path, "a time as 2026-11-22T09:30:00Z");
      return warn(WarningCode::time_not_exact, path);
    }
    if (*seconds <= 0 || *seconds > limits::latest_unix_seconds) {
      refuse(ProblemCode::out_of_range, path, "a time from 1970 to 9999");
    }
    answers_.at_unix_seconds = *seconds;
  }

  void read_items(const Json& parent, const Path& path) {
    const Json& items = parent["item"];
    if (items.is_null()) return;
    const Path list = path / "item";
    if (!items.is_array()) refuse(ProblemCode::wrong_type, list, "a list of items");
    for (std::size_t i = 0; i < items.entries().size(); ++i) read_item(items.entries()[i], list / i);
  }

  void read_item(const Json& item, const Path& path) {
    if (!item.is_object()) refuse(ProblemCode::wrong_type, path, "an item");
    const std::string_view link_id = text_of(item, "linkId", path);
    if (link_id.empty()) refuse(ProblemCode::missing_member, path, "linkId");
    const Json& answers = item["answer"];
    if (!answers.is_null() && !answers.is_array())
      refuse(ProblemCode::wrong_type, path / "answer", "a list of answers");
    if (!answers.entries().empty()) {
      const int question = pack_.question_ids.find(link_id);
      if (question == NameTable::missing) refuse(ProblemCode::unknown_question, path / "linkId", "a question id");
      read_answers(static_cast<std::size_t>(question), answers, path / "answer");
      for (std::size_t i = 0; i < answers.entries().size(); ++i) {
        read_items(answers.entries()[i], path / "answer" / i);
      }
    }
    read_items(item, path);
  }

  void read_answers(std::size_t index, const Json& given, const Path& path) {
    const pack::Question& question = pack_.questions[index];
    Answer& answer = answers_.by_question[index];
    if (answered_[index]) refuse(ProblemCode::duplicate_member, path, "each question once");
    answered_.set(index);
    if (question.type != QuestionType::many && given.entries().size() > 1) {
      refuse(ProblemCode::duplicate_value, path, "one answer");
    }
    for (std::size_t i = 0; i < given.entries().size(); ++i) {
      const Path place = path / i;
      if (!given.entries()[i].is_object()) refuse(ProblemCode::wrong_type, place, "an answer");
      const Value value = value_of(given.entries()[i], place);
      if (value.json == nullptr) {
        if (value.is_unknown_to_patient) take_code(question, answer, unsure, place, given.entries().size());
        continue;
      }
      const Path value_path = place / value.name;
      if (question.type == QuestionType::integer) {
        take_number(question, answer, value, value_path);
      } else {
        take_code(question, answer, code_of(index, value, value_path), value_path, given.entries().size());
      }
    }
  }

  struct Value {
    std::string_view name;       // "valueCoding" and so on
    const Json* json = nullptr;  // nullptr: an answer without a value
    bool is_unknown_to_patient = false;
  };

  static bool says_unknown(const Json& element) {
    for (const Json& extension : element["extension"].entries()) {
      if (extension["url"].text() == "http://hl7.org/fhir/StructureDefinition/data-absent-reason" &&
          extension["valueCode"].text() == "asked-unknown") {
        return true;
      }
    }
    return false;
  }

  static Value value_of(const Json& answer, const Path& path) {
    Value value;
    value.is_unknown_to_patient = says_unknown(answer);
    for (const Json::Member& member : answer.members()) {
      const bool is_primitive_extension = member.name.substr(0, 6) == "_value";
      if (is_primitive_extension) value.is_unknown_to_patient |= says_unknown(member.value);
      if (member.name.substr(0, 5) != "value" || member.value.is_null()) continue;
      if (value.json != nullptr) refuse(ProblemCode::duplicate_member, path, "one value");
      value.name = member.name;
      value.json = &member.value;
    }
    return value;
  }

  // The code that an answer to a question with values is.
  std::string_view code_of(std::size_t question, const Value& value, const Path& path) {
    if (value.name == "valueBoolean" && pack_.questions[question].type == QuestionType::yes_no) {
      if (!value.json->is_boolean()) refuse(ProblemCode::wrong_type, path, "true or false");
      return value.json->is_true() ? "yes" : "no";
    }
    if (value.name == "valueCoding") {
      if (!value.json->is_object()) refuse(ProblemCode::wrong_type, path, "a Coding");
      const std::string_view system = text_of(*value.json, "system", path);
      if (!system.empty() && system != pack_.answer_code_system()) {
        refuse(ProblemCode::unknown_value, path / "system", pack_.answer_code_system());
      }
      const std::string_view code = text_of(*value.json, "code", path);
      if (code.empty()) refuse(ProblemCode::missing_member, path, "code");
      return code;
    }
    if (value.name == "valueString") {
      warn(WarningCode::value_as_text, path);
      return code_of_text(question, value.json->text());
    }
    refuse(ProblemCode::wrong_type, path, "a valueCoding");
  }

  // A code as it is, or the words that were shown for it in any of the pack's languages.
  std::string_view code_of_text(std::size_t question, std::string_view text) const {
    const NameTable& values = pack_.questions[question].values;
    for (const pack::Locale& locale : pack_.locales) {
      const std::vector<pack::ValueText>& shown = locale.questions[question].values;
      for (std::size_t value = 0; value < shown.size(); ++value) {
        if (shown[value].text.plain() != text) continue;
        if (pack_.questions[question].type == QuestionType::yes_no) return value == 1 ? "yes" : "no";
        return values.name(value);
      }
    }
    return text;
  }

  static std::string codes_of(const pack::Question& question) {
    std::string codes = question.type == QuestionType::yes_no ? "yes, no" : "";
    if (question.type != QuestionType::yes_no) {
      for (const std::string& value : question.values.names()) codes += (codes.empty() ? "" : ", ") + value;
    }
    return "one of: " + codes + (question.type == QuestionType::many ? ", none, unsure" : ", unsure");
  }

  static void take_code(const pack::Question& question, Answer& answer, std::string_view code, const Path& path,
                        std::size_t of_answers) {
    const bool stands_alone = code == unsure || (code == none && question.type == QuestionType::many &&
                                                 question.values.find(none) == NameTable::missing);
    if (stands_alone) {
      if (of_answers > 1) refuse(ProblemCode::unknown_value, path, std::string(code) + " as the only answer");
      answer = {code == unsure ? State::unsure : State::given, 0, 0};
      return;
    }
    const int value = question.type != QuestionType::yes_no ? question.values.find(code)
                      : code == "yes"                       ? 1
                      : code == "no"                        ? 0
                                                            : NameTable::missing;
    if (value == NameTable::missing) refuse(ProblemCode::unknown_value, path, codes_of(question));
    const std::uint64_t bit = std::uint64_t{1} << value;
    if ((answer.members & bit) != 0) refuse(ProblemCode::duplicate_value, path, "each value once");
    answer.state = State::given;
    answer.members |= bit;
  }

  void take_number(const pack::Question& question, Answer& answer, const Value& value, const Path& path) {
    const bool is_text = value.name == "valueString";
    if (!is_text && value.name != "valueInteger" && value.name != "valueDecimal") {
      if (value.name == "valueCoding" && value.json->find("code") != nullptr &&
          (*value.json)["code"].text() == unsure) {
        answer = {State::unsure, 0, 0};
        return;
      }
      refuse(ProblemCode::wrong_type, path, "a valueInteger");
    }
    if (is_text ? !value.json->is_string() : !value.json->is_number()) {
      refuse(ProblemCode::wrong_type, path, is_text ? "a text" : "a number");
    }
    std::string_view digits = value.json->text();
    if (!is_text) {
      const std::size_t point = digits.find('.');
      const bool has_zeros_only = point != std::string_view::npos && point > 0 &&
                                  digits.find_first_not_of('0', point + 1) == std::string_view::npos;
      if (has_zeros_only) digits = digits.substr(0, point);
      if (has_zeros_only || value.name == "valueDecimal") warn(WarningCode::value_as_decimal, path);
    } else {
      warn(WarningCode::value_as_text, path);
    }
    std::int32_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || digits.front() == '-' || error == std::errc::invalid_argument ||
        (error == std::errc() && end != digits.data() + digits.size())) {
      refuse(ProblemCode::wrong_type, path, "a whole number");
    }
    if (error != std::errc() || number < question.minimum || number > question.maximum) {
      refuse(ProblemCode::out_of_range, path,
             "an integer from " + std::to_string(question.minimum) + " to " + std::to_string(question.maximum));
    }
    answer = {State::given, number, 0};
  }

  const pack::Pack& pack_;
  const Json& resource_;
  Answers answers_;
  logic::QuestionSet answered_;
};

}  // namespace

Answers read_fhir(const pack::Pack& pack, const Json& resource) { return Reader(pack, resource).run(); }

}  // namespace unknot::intake
