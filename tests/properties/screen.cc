#include "screen.h"

#include <algorithm>
#include <bit>
#include <stdexcept>

namespace unknot_test {

int tier_number(const std::string& name) {
  const auto found = std::find(std::begin(tier_names), std::end(tier_names), name);
  if (found == std::end(tier_names)) throw std::out_of_range(name);
  return static_cast<int>(found - std::begin(tier_names));
}

namespace {

std::uint64_t mask_of(const Question& question, const Json& values) {
  std::uint64_t mask = 0;
  for (const Json& value : values) {
    const auto found = std::find(question.values.begin(), question.values.end(), value.get<std::string>());
    mask |= std::uint64_t{1} << (found - question.values.begin());
  }
  return mask;
}

}  // namespace

Medicine::Medicine(const Json& pack) {
  for (const Json& json : pack.at("questions")) {
    Question question;
    question.id = json.at("id");
    question.type = json.at("type");
    question.values = json.value("values", std::vector<std::string>());
    question.minimum = json.value("minimum", 0);
    question.maximum = json.value("maximum", 0);
    if (json.contains("asked_when")) {
      question.asked_when = condition(json["asked_when"]);
      question.else_values = mask_of(question, json.at("else"));
    }
    index_[question.id] = questions.size();
    questions.push_back(std::move(question));
  }
  asked_for_unsure.clear();
  for (const Json& json : pack.at("rules")) {
    rules.push_back({json.at("id"), json.at("flag"), tier_number(json.at("tier")), condition(json.at("when"))});
  }
  for (const Json& json : pack.at("topics")) {
    Topic topic;
    topic.id = json.at("id");
    if (!json.at("withheld_when").is_null()) topic.withheld_when = condition(json["withheld_when"]);
    topic.withhold_unknown = json.at("unknown") == "withhold";
    topics.push_back(std::move(topic));
  }
}

Condition Medicine::condition(const Json& json) {
  Condition made;
  for (const auto& [kind, name] : {std::pair(Condition::Kind::all, "all"), std::pair(Condition::Kind::any, "any")}) {
    if (!json.contains(name)) continue;
    made.kind = kind;
    for (const Json& side : json[name]) made.sides.push_back(condition(side));
    return made;
  }
  made.question = index_.at(json.contains("unsure") ? json["unsure"] : json.at("question"));
  if (json.contains("unsure")) {
    made.kind = Condition::Kind::unsure;
    asked_for_unsure.insert(made.question);
  } else if (json.contains("from")) {
    made.kind = Condition::Kind::range;
    made.from = json["from"];
    made.to = json["to"];
    for (const std::int64_t end : {made.from - 1, made.from, made.to, made.to + 1}) ends[made.question].push_back(end);
  } else {
    made.kind = Condition::Kind::members;
    made.at_least = json.at("at_least");
    made.values = mask_of(questions[made.question], json.at("of"));
  }
  return made;
}

Screen::Screen(const Medicine& medicine, const Answers& answers) {
  facts_.reserve(answers.size());
  for (std::size_t i = 0; i < answers.size(); ++i) {
    const Question& question = medicine.questions[i];
    const Json& answer = answers[i];
    Fact fact;
    if (question.asked_when) fact.applies = holds(*question.asked_when);
    fact.known = !answer.is_null() && answer != "unsure";
    if (answer.is_number()) {
      fact.number = answer;
    } else if (answer.is_boolean()) {
      fact.values = answer.get<bool>() ? 2 : 1;
    } else if (fact.known) {
      fact.values = mask_of(question, answer.is_array() ? answer : Json::array({answer}));
    } else if (fact.applies == Truth::no) {
      fact.known = true;
      fact.values = question.else_values;
    } else {
      fact.unsure = answer == "unsure";
    }
    facts_.push_back(fact);
  }
}

Truth Screen::holds(const Condition& condition) const {
  const auto of = [](bool value) { return value ? Truth::yes : Truth::no; };
  if (condition.kind == Condition::Kind::all || condition.kind == Condition::Kind::any) {
    const bool all = condition.kind == Condition::Kind::all;
    Truth value = of(all);
    for (const Condition& side : condition.sides) {
      value = all ? std::min(value, holds(side)) : std::max(value, holds(side));
    }
    return value;
  }
  const Fact& fact = facts_[condition.question];
  if (condition.kind == Condition::Kind::unsure) return of(fact.unsure);
  if (!fact.known) return Truth::unknown;
  if (condition.kind == Condition::Kind::range) return of(fact.number >= condition.from && fact.number <= condition.to);
  return of(std::popcount(fact.values & condition.values) >= condition.at_least);
}

}  // namespace unknot_test
