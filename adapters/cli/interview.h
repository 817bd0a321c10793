// The answers so far, and what the library makes of them after each.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "questionnaire.h"

namespace unknot::cli {

class Interview {
 public:
  Interview(const Engine& engine, const std::string& locale);

  const Questionnaire& questionnaire() const { return questionnaire_; }
  const Result& result() const { return result_; }

  // null: none.
  const Json& answer(std::size_t question) const { return answers_[question]; }
  void set_answer(std::size_t question, Json answer);
  // A private rule asks it: its answer is not shown again.
  bool is_private(std::size_t question) const;

  // Which questions apply changes with the answers.
  bool applies(std::size_t question) const;
  // The nearest that applies, from `question` on; and before it.
  std::optional<std::size_t> next_from(std::size_t question) const;
  std::optional<std::size_t> previous(std::size_t question) const;

  std::size_t open_question_count() const { return open_question_count_; }

  // A raised rule says emergency, whatever is still unanswered.
  bool is_emergency() const { return !emergency_rules_.empty(); }
  // One that raised since the patient was told.
  bool has_new_emergency() const;
  void acknowledge_emergency() { acknowledged_ = emergency_rules_; }
  // Why, in the patient's words; nothing of a private rule.
  std::vector<std::string> emergency_reasons() const;

 private:
  void read_rules(const Json& pack);
  void assess_answers();

  const Engine& engine_;
  Questionnaire questionnaire_;
  std::map<std::string, std::string> reason_of_rule_;  // but for private rules
  std::set<std::string> private_questions_;
  std::vector<Json> answers_;

  Result result_;
  std::set<std::string> does_not_apply_;
  std::size_t open_question_count_ = 0;
  std::set<std::string> emergency_rules_;
  std::set<std::string> acknowledged_;
};

}  // namespace unknot::cli
