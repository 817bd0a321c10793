#include "hl7_answers.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "timestamp.h"

namespace unknot::service {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using Kind = Hl7Questions::Kind;

constexpr std::string_view our_codes = "99UNK";

[[noreturn]] void refuse(Hl7Place place, int hl7_code, std::string code, std::string message) {
  throw Hl7Refusal{std::move(place), hl7_code, std::move(code), std::move(message)};
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// A field that is empty, or says that what it held is deleted.
bool is_empty(std::string_view field) { return field.empty() || field == "\"\""; }

class Reader {
 public:
  Reader(const Hl7Message& message, const Hl7Questions& questions) : message_(message), questions_(questions) {}

  Hl7Intake read(std::string_view request_id) {
    const Hl7Segment* order = nullptr;
    for (const Hl7Segment& segment : message_.segments()) {
      if (is_one_of(segment.name, {"DSC", "ADD"})) {
        refuse({segment.name, segment.sequence}, 100, "message_in_parts", "A message in parts is not taken.");
      }
      if (segment.name == "OBR") order = &segment;
      if (segment.name == "OBX") read_observation(segment, order);
    }
    if (intake_.obx.empty()) {
      refuse({"OBX"}, 101, "no_answers", "Expected OBX with a question of 99UNK in OBX-3.");
    }
    for (auto& [question, values] : many_) answers_[question] = values;
    for (const auto& [question, values] : many_) check_together(question, values);
    ordered_json all = {{"answers", answers_}};
    all["request"] = read_request(request_id);
    read_handout(all);
    if (intake_.at == 0) intake_.at = hl7_time(message_.head().field(7), "");
    if (others_ > 0) note(std::to_string(others_) + " observations of other code systems were passed over.");
    intake_.json = all.dump();
    return std::move(intake_);
  }

 private:
  void note(std::string text) { intake_.notes.push_back(std::move(text)); }

  void read_observation(const Hl7Segment& obx, const Hl7Segment* order) {
    const auto wrong = [&](int field, int component, int hl7_code, const char* code, const char* why) {
      refuse({"OBX", obx.sequence, field, component}, hl7_code, code, why);
    };
    const std::string_view name = message_.repetitions(obx.field(3)).front();
    if (is_empty(name)) wrong(3, 0, 101, "missing_field", "Expected a question's id.");
    const std::optional<std::string> named = question_in(name);
    if (!named) {
      ++others_;
      return;
    }
    const std::string& question = *named;
    const auto found = questions_.kinds.find(question);
    if (found == questions_.kinds.end()) wrong(3, 1, 103, "unknown_question", "Expected a question of the pack.");

    const std::string_view status = obx.field(11);
    if (status.empty()) wrong(11, 0, 101, "missing_field", "Expected a status: without it the segment may be cut.");
    const bool is_given = is_one_of(status, {"F", "P", "C"});
    // Deleted, wrong, not obtained, not asked, pending, ordered alone: there is no answer, whatever OBX-5 says.
    if (!is_given && !is_one_of(status, {"D", "W", "X", "N", "I", "O"})) {
      wrong(11, 0, 103, "unknown_value", "Expected F, P, C, D, W, X, N, I or O.");
    }
    const bool has_answer = is_given && !is_empty(obx.field(5));
    const bool is_first = intake_.obx.emplace(question, obx.sequence).second;
    if (!is_first && (found->second != Kind::many || !has_answer || many_.count(question) == 0)) {
      wrong(3, 1, 205, "answered_twice", "The question stands in an OBX before.");
    }
    if (!has_answer) return;
    read_answer(obx, question, found->second);
    read_time(obx, order);
  }

  // The question's id, which may be the alternate code; nothing if the observation is none of ours.
  std::optional<std::string> question_in(std::string_view name) const {
    const std::string_view system = message_.component(name, 3);
    if (system == our_codes) return message_.text(message_.component(name, 1));
    if (message_.component(name, 6) == our_codes) return message_.text(message_.component(name, 4));
    if (system.empty()) return message_.text(message_.component(name, 1));
    return std::nullopt;
  }

  void read_answer(const Hl7Segment& obx, const std::string& question, Kind kind) {
    const auto wrong = [&](int field, int component, int hl7_code, const char* code, const char* why) {
      refuse({"OBX", obx.sequence, field, component}, hl7_code, code, why);
    };
    const std::string_view type = obx.field(2);
    const bool is_coded = is_one_of(type, {"CE", "CWE", "CNE", "CF"});
    if (!is_coded && type != "NM" && !is_one_of(type, {"ST", "TX", "IS", "ID"})) {
      wrong(2, 0, type.empty() ? 101 : 103, "wrong_type", "Expected CE, CWE, CNE, NM or ST.");
    }
    const std::vector<std::string_view> repetitions = message_.repetitions(obx.field(5));
    if (kind != Kind::many && repetitions.size() > 1) wrong(5, 0, 102, "several_answers", "Expected one answer.");
    for (const std::string_view repetition : repetitions) {
      std::string code = message_.text(is_coded ? message_.component(repetition, 1) : repetition);
      if (is_coded && !is_one_of(message_.component(repetition, 3), {"", our_codes})) {
        wrong(5, 3, 103, "unknown_value", "Expected a value of 99UNK.");
      }
      if (code.empty()) wrong(5, 1, 101, "missing_field", "Expected a value.");
      if (kind == Kind::many) {
        many_[question].push_back(std::move(code));
      } else if (kind == Kind::one || code == "unsure") {
        answers_[question] = std::move(code);
      } else if (kind == Kind::yes_no) {
        if (code != "yes" && code != "no") wrong(5, 1, 103, "unknown_value", "Expected yes, no or unsure.");
        answers_[question] = code == "yes";
      } else {
        std::int64_t number = 0;
        const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
        if (error != std::errc() || end != code.data() + code.size()) {
          wrong(5, 1, 102, "wrong_type", "Expected a whole number or unsure.");
        }
        answers_[question] = number;
      }
    }
  }

  // "none" and "unsure" stand alone.
  void check_together(const std::string& question, const std::vector<std::string>& values) {
    for (const char* alone : {"none", "unsure"}) {
      if (std::find(values.begin(), values.end(), alone) == values.end()) continue;
      if (values.size() > 1) {
        refuse({"OBX", intake_.obx.at(question), 5, 1}, 103, "unknown_value", "none and unsure stand alone.");
      }
      answers_[question] = alone == std::string_view("none") ? ordered_json::array() : ordered_json(alone);
    }
  }

  // When the patient answered: the order's time, or the observation's.
  void read_time(const Hl7Segment& obx, const Hl7Segment* order) {
    const std::string_view sent = message_.head().field(7);
    const std::size_t zone = sent.find_first_of("+-");
    const std::string_view sender = zone == sent.npos ? std::string_view() : sent.substr(zone);
    if (intake_.at == 0 && order != nullptr) intake_.at = hl7_time(order->field(7), sender);
    if (intake_.at == 0) intake_.at = hl7_time(obx.field(14), sender);
  }

  ordered_json read_request(std::string_view request_id) {
    const Hl7Segment* patient = message_.find("PID");
    const auto subject = patient == nullptr ? std::string() : first_text(patient->field(3));
    if (is_empty(subject)) refuse({"PID", 1, 3, 1}, 101, "missing_field", "Expected the patient's identifier.");
    for (const Hl7Segment& segment : message_.segments()) {
      if (segment.name == "PID" && segment.sequence > 1) {
        refuse({"PID", segment.sequence}, 100, "two_patients", "Expected a message about one patient.");
      }
    }
    ordered_json request = {{"id", request_id}, {"subject", subject}};
    const Hl7Segment* visit = message_.find("PV1");
    const auto encounter = visit == nullptr ? std::string() : first_text(visit->field(19));
    if (!is_empty(encounter)) request["encounter"] = encounter;
    return request;
  }

  void read_handout(ordered_json& all) {
    const Hl7Segment& patient = *message_.find("PID");
    const std::string_view name = message_.repetitions(patient.field(5)).front();
    std::string whole = message_.text(message_.component(name, 2));
    const std::string family = message_.text(message_.first_subcomponent(message_.component(name, 1)));
    if (!whole.empty() && !family.empty()) whole += ' ';
    whole += family;
    if (!is_empty(name) && !whole.empty()) all["handout"]["patient_name"] = whole;

    const std::string language = first_text(patient.field(15));
    if (is_empty(language)) return;
    const auto lower = [](std::string text) {
      for (char& c : text) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c == '_' ? '-' : c);
      return text;
    };
    for (const std::string& tag : questions_.locales) {
      if (lower(tag) == lower(language)) {
        all["handout"]["locale"] = tag;
        return;
      }
    }
    note("The patient's language (PID-15) is not one of the pack's: the handout is in " + questions_.locales.front() +
         ".");
  }

  std::string first_text(std::string_view field) const {
    return message_.text(message_.first_subcomponent(message_.component(message_.repetitions(field).front(), 1)));
  }

  const Hl7Message& message_;
  const Hl7Questions& questions_;
  Hl7Intake intake_;
  ordered_json answers_ = ordered_json::object();
  std::map<std::string, std::vector<std::string>> many_;
  int others_ = 0;
};

}  // namespace

Hl7Questions::Hl7Questions(const Engine& engine) {
  static const std::map<std::string, Kind> names = {
      {"yes_no", Kind::yes_no}, {"one", Kind::one}, {"many", Kind::many}, {"integer", Kind::integer}};
  const json document = json::parse(engine.questions().document());
  for (const json& one : document.at("questions")) {
    kinds.emplace(one.at("id").get<std::string>(), names.at(one.at("type").get<std::string>()));
  }
  const json about = json::parse(engine.info());
  for (const json& locale : about.at("locales")) locales.push_back(locale.is_object() ? locale.at("tag") : locale);
}

void check_hl7_head(const Hl7Message& message) {
  const Hl7Segment& head = message.head();
  const auto reject = [](int field, int component, int hl7_code, const char* code, const char* why) {
    throw Hl7Refusal{{"MSH", 1, field, component}, hl7_code, code, why, true, 400};
  };
  if (message.component(head.field(9), 1) != "ORU") reject(9, 1, 200, "unsupported_message", "Expected ORU^R01.");
  if (message.component(head.field(9), 2) != "R01") reject(9, 2, 201, "unsupported_message", "Expected ORU^R01.");
  if (!is_one_of(message.component(head.field(11), 1), {"", "P", "T", "D"})) {
    reject(11, 1, 202, "unsupported_message", "Expected P, T or D.");
  }
  const std::string_view version = message.component(head.field(12), 1);
  const bool is_known = version.size() >= 3 && version.starts_with("2.") && version[2] >= '3' && version[2] <= '8' &&
                        (version.size() == 3 || version[3] == '.');
  if (!version.empty() && !is_known) reject(12, 1, 203, "unsupported_message", "Expected 2.3 to 2.8.");
  if (head.field(10).empty()) refuse({"MSH", 1, 10}, 101, "missing_field", "Expected the message's id.");
  if (!is_empty(head.field(14))) refuse({"MSH", 1, 14}, 100, "message_in_parts", "A message in parts is not taken.");
}

Hl7Intake read_hl7_answers(const Hl7Message& message, const Hl7Questions& questions, std::string_view request_id) {
  return Reader(message, questions).read(request_id);
}

Hl7Refusal hl7_refusal_of(const Error& error, const Hl7Intake& intake) {
  const json problem = json::parse(error.problem(), nullptr, false);
  if (!problem.is_object()) return {{}, 207, "internal", "The screen could not be done.", false, 500};
  const auto word = [&](const char* name) { return problem.value(name, std::string()); };
  const std::string code = word("code");
  const std::string pointer = word("pointer");
  Hl7Refusal refusal{{}, 207, code, word("message"), false, 422};
  if (code == "unknown_value" || code == "unknown_question") refusal.hl7_code = 103;
  if (code == "wrong_type" || code == "out_of_range" || code == "duplicate_value") refusal.hl7_code = 102;
  static const std::map<std::string, Hl7Place, std::less<>> places = {{"/request/subject", {"PID", 1, 3, 1}},
                                                                      {"/request/encounter", {"PV1", 1, 19, 1}},
                                                                      {"/handout/patient_name", {"PID", 1, 5, 0}}};
  constexpr std::string_view answers = "/answers/";
  if (const auto found = places.find(pointer); found != places.end()) {
    refusal.place = found->second;
  } else if (pointer.starts_with(answers)) {
    const std::string question = pointer.substr(answers.size(), pointer.find('/', answers.size()) - answers.size());
    if (const auto obx = intake.obx.find(question); obx != intake.obx.end()) refusal.place = {"OBX", obx->second, 5, 1};
  }
  return refusal;
}

std::int64_t hl7_time(std::string_view text, std::string_view zone) {
  const std::size_t end = std::min(text.find_first_of("+-"), text.size());
  if (end < text.size()) zone = text.substr(end);
  std::string_view digits = text.substr(0, end);
  digits = digits.substr(0, digits.find('.'));
  const auto is_number = [](std::string_view all) { return all.find_first_not_of("0123456789") == all.npos; };
  if ((digits.size() != 12 && digits.size() != 14) || zone.size() != 5 || !is_number(digits) ||
      !is_number(zone.substr(1))) {
    return 0;
  }
  const auto piece = [&](std::size_t from, std::size_t size) { return std::string(digits.substr(from, size)); };
  const std::string rfc3339 = piece(0, 4) + '-' + piece(4, 2) + '-' + piece(6, 2) + 'T' + piece(8, 2) + ':' +
                              piece(10, 2) + ':' + (digits.size() == 14 ? piece(12, 2) : "00") +
                              std::string(zone.substr(0, 3)) + ':' + std::string(zone.substr(3));
  return adapters::unix_seconds(rfc3339).value_or(0);
}

}  // namespace unknot::service
