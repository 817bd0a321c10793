#include "questionnaire.h"

#include <map>

namespace unknot::cli {

namespace {

std::string text_or_empty(const Json& object, const char* member) {
  const auto found = object.find(member);
  return found == object.end() || found->is_null() ? std::string() : found->get<std::string>();
}

Question::Type type_named(const std::string& id) {
  if (id == "yes_no") return Question::Type::yes_no;
  if (id == "one") return Question::Type::one;
  if (id == "many") return Question::Type::many;
  return Question::Type::integer;
}

Question read_question(const Json& json, const std::map<std::string, std::string>& groups) {
  Question question;
  question.id = json.at("id");
  question.group = groups.at(json.at("group"));
  question.type = type_named(json.at("type"));
  question.text = json.at("text");
  question.help = text_or_empty(json, "help");
  if (question.type == Question::Type::integer) {
    question.minimum = json.at("minimum");
    question.maximum = json.at("maximum");
    question.unit = text_or_empty(json, "unit");
  } else {
    for (const Json& value : json.at("values")) question.options.push_back({value.at("value"), value.at("text")});
  }
  return question;
}

}  // namespace

Questionnaire read_questionnaire(const Engine& engine, const std::string& locale) {
  const Json json = Json::parse(document(questions(engine, locale), nullptr));
  Questionnaire questionnaire;
  questionnaire.locale = json.at("locale");
  questionnaire.emergency_number = json.at("emergency_number");
  std::map<std::string, std::string> groups;
  for (const Json& group : json.at("groups")) groups[group.at("id")] = group.at("title");
  for (const Json& question : json.at("questions")) questionnaire.questions.push_back(read_question(question, groups));
  return questionnaire;
}

}  // namespace unknot::cli
