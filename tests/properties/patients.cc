#include "patients.h"

#include <algorithm>

namespace unknot_test {

// The answer of somebody who is well: "no", "none of these", the first value; for numbers somewhere in the lower third.
Json Patients::benign(std::size_t index) {
  const Question& question = medicine_.questions[index];
  if (question.type == "yes_no") return false;
  if (question.type == "many") return Json::array();
  if (question.type == "one") return question.values.front();
  const auto span = static_cast<std::size_t>(std::min<std::int64_t>(question.maximum - question.minimum, 120));
  return question.minimum + static_cast<std::int64_t>(span / 6 + below(span / 6 + 1));
}

Json Patients::any_value(std::size_t index) {
  const Question& question = medicine_.questions[index];
  if (question.type == "yes_no") return chance(0.5);
  if (question.type == "one") return question.values[below(question.values.size())];
  if (question.type == "many") {
    Json members = Json::array();
    const double likely = chance(0.8) ? 0.08 : 0.5;
    for (const std::string& value : question.values) {
      if (chance(likely)) members.push_back(value);
    }
    return members;
  }
  const std::vector<std::int64_t>& ends = medicine_.ends.at(index);
  if (chance(0.8)) return std::clamp(ends[below(ends.size())], question.minimum, question.maximum);
  return question.minimum + static_cast<std::int64_t>(below(static_cast<std::size_t>(question.maximum + 1)));
}

Json Patients::answer(std::size_t question, bool or_unsure) {
  if (or_unsure && chance(0.3)) return "unsure";
  return chance(0.3) ? benign(question) : any_value(question);
}

Answers Patients::next() {
  const double absences[] = {0, 0, 0.02, 0.1, 0.5, 0.9};
  const double doubts[] = {0, 0, 0.02, 0.2};
  const double risks[] = {0, 0.01, 0.03, 0.1, 0.4, 1};
  const double absent = absences[below(std::size(absences))];
  const double unsure = doubts[below(std::size(doubts))];
  const double risk = risks[below(std::size(risks))];
  Answers answers(medicine_.questions.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (chance(absent)) continue;
    answers[i] = chance(unsure) ? Json("unsure") : chance(risk) ? any_value(i) : benign(i);
  }
  // Most patients are not asked what does not apply to them.
  const Screen screen(medicine_, answers);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (screen.applies(i) == Truth::no && chance(0.8)) answers[i] = nullptr;
  }
  return answers;
}

Json Patients::options() {
  Json options = Json::object();
  if (chance(0.5)) options["request"] = {{"id", "r-" + std::to_string(below(1000))}, {"subject", "Patient/1 & \"2\""}};
  Json handout = Json::object();
  if (chance(0.5)) handout["date"] = "2026-02-27";
  if (chance(0.3)) handout["large_print"] = true;
  if (chance(0.3)) handout["page"] = "A4";
  if (chance(0.3)) handout["patient_name"] = "<Anna> O'Brien";
  if (chance(0.5)) handout["clinic"] = {{"name", "Hill"}, {"phone", "555 1"}, {"emergency_number", "112"}};
  if (chance(0.8)) options["handout"] = handout;
  return options;
}

std::string Patients::space(bool tidy) {
  static const char* const spaces[] = {"", " ", "\n", "\t", "\r\n", "    "};
  return tidy ? "" : spaces[below(std::size(spaces))];
}

std::string Patients::object(std::vector<std::string> members, bool tidy) {
  if (!tidy) std::shuffle(members.begin(), members.end(), random_);
  std::string all = "{";
  for (const std::string& member : members) all += (all.size() == 1 ? "" : ",") + space(tidy) + member + space(tidy);
  return all + '}';
}

std::string Patients::text_of(const Json& value, bool tidy) {
  if (value.is_object()) {
    std::vector<std::string> members;
    for (const auto& [name, inner] : value.items()) {
      members.push_back(Json(name).dump() + space(tidy) + ':' + space(tidy) + text_of(inner, tidy));
    }
    return object(members, tidy);
  }
  if (value.is_array() && !tidy) {
    std::vector<Json> shuffled(value.begin(), value.end());
    std::shuffle(shuffled.begin(), shuffled.end(), random_);
    return Json(shuffled).dump(static_cast<int>(below(3)));
  }
  return value.dump();
}

std::string Patients::intake(const Answers& answers, const Json& options, bool tidy) {
  Json intake = options;
  intake["answers"] = Json::object();
  for (std::size_t i = 0; i < answers.size(); ++i) {
    // An answer that is not there may also stand as null.
    if (!answers[i].is_null() || (!tidy && chance(0.3))) intake["answers"][medicine_.questions[i].id] = answers[i];
  }
  return space(tidy) + text_of(intake, tidy) + space(tidy);
}

}  // namespace unknot_test
