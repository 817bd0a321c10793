#include "interview.h"

#include <algorithm>

namespace unknot::cli {

namespace {

void collect_questions(const Json& condition, std::set<std::string>& questions) {
  for (const char* const group : {"all", "any"}) {
    if (!condition.contains(group)) continue;
    for (const Json& side : condition[group]) collect_questions(side, questions);
  }
  for (const char* const member : {"question", "unsure"}) {
    if (condition.contains(member)) questions.insert(condition[member].get<std::string>());
  }
}

}  // namespace

Interview::Interview(const Engine& engine, const std::string& locale)
    : engine_(engine), questionnaire_(read_questionnaire(engine, locale)), answers_(questionnaire_.questions.size()) {
  read_rules(Json::parse(document(whole_pack(engine), nullptr)));
  assess_answers();
}

void Interview::read_rules(const Json& pack) {
  const Json& reasons = pack.at("text").at(questionnaire_.locale).at("reasons");
  for (const Json& rule : pack.at("rules")) {
    if (rule.at("private").get<bool>()) {
      collect_questions(rule.at("when"), private_questions_);
    } else {
      reason_of_rule_[rule.at("id")] = reasons.at(rule.at("reason").get<std::string>());
    }
  }
}

void Interview::assess_answers() {
  Json intake{{"answers", Json::object()}, {"handout", {{"locale", questionnaire_.locale}}}};
  for (std::size_t i = 0; i < answers_.size(); ++i) intake["answers"][questionnaire_.questions[i].id] = answers_[i];
  result_ = assess(engine_, intake.dump(), 0);

  const Json record = Json::parse(document(result_, nullptr));
  does_not_apply_ = record.at("does_not_apply").get<std::set<std::string>>();
  open_question_count_ = record.at("open_questions").size();
  emergency_rules_.clear();
  for (const Json& flag : record.at("flags")) {
    for (const Json& rule : flag.at("rules")) {
      if (rule.at("status") == "raised" && rule.at("tier") == "emergency") emergency_rules_.insert(rule.at("id"));
    }
  }
  std::erase_if(acknowledged_, [&](const std::string& rule) { return !emergency_rules_.contains(rule); });
}

void Interview::set_answer(std::size_t question, Json answer) {
  answers_[question] = std::move(answer);
  assess_answers();
}

bool Interview::is_private(std::size_t question) const {
  return private_questions_.contains(questionnaire_.questions[question].id);
}

bool Interview::applies(std::size_t question) const {
  return !does_not_apply_.contains(questionnaire_.questions[question].id);
}

std::optional<std::size_t> Interview::next_from(std::size_t question) const {
  for (std::size_t i = question; i < answers_.size(); ++i) {
    if (applies(i)) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> Interview::previous(std::size_t question) const {
  for (std::size_t i = question; i > 0; --i) {
    if (applies(i - 1)) return i - 1;
  }
  return std::nullopt;
}

bool Interview::has_new_emergency() const {
  return !std::includes(acknowledged_.begin(), acknowledged_.end(), emergency_rules_.begin(), emergency_rules_.end());
}

std::vector<std::string> Interview::emergency_reasons() const {
  std::vector<std::string> reasons;
  for (const auto& [rule, reason] : reason_of_rule_) {
    const bool is_told = std::count(reasons.begin(), reasons.end(), reason) > 0;
    if (emergency_rules_.contains(rule) && !is_told) reasons.push_back(reason);
  }
  return reasons;
}

}  // namespace unknot::cli
