#include "smt.h"

namespace unknot::cli::smt {

namespace {

std::string applied(const std::string& function, const std::vector<std::string>& terms) {
  std::string text = '(' + function;
  for (const std::string& term : terms) text += ' ' + term;
  return text + ')';
}

std::string equal(const std::string& left, const std::string& right) { return applied("=", {left, right}); }

std::string declare(const std::string& name, const char* sort) {
  return "(declare-const " + symbol(name) + ' ' + sort + ")\n";
}

std::string require(const std::string& term) { return applied("assert", {term}) + '\n'; }

std::string within(const std::string& number, int first, int last) {
  return applied("<=", {std::to_string(first), number, std::to_string(last)});
}

// The value is the answer, or one of the answers; or what the question counts as.
std::string holds(const std::string& question, const std::string& value) { return symbol(question + ' ' + value); }

std::string known(const std::string& question) { return any_of({given(question), left_out(question)}); }

std::string declare_values(const Json& question) {
  const std::string id = question.at("id");
  const Json& values = question.at("values");
  const bool is_many = question.at("type") == "many";
  std::string text;
  if (!is_many) {
    text += declare(id + " choice", "Int");
    text += require(within(choice(id), 0, static_cast<int>(values.size()) - 1));
  }
  int position = 0;
  for (const Json& value : values) {
    const std::string name = value.get<std::string>();
    std::string is_answer = equal(choice(id), std::to_string(position++));
    if (is_many) {
      is_answer = ticked(id, name);
      text += declare(id + " has " + name, "Bool");
    }
    const Json otherwise = question.value("else", Json::array());
    const bool is_otherwise = std::find(otherwise.begin(), otherwise.end(), value) != otherwise.end();
    is_answer = all_of({given(id), is_answer});
    text += define(id + ' ' + name, is_otherwise ? any_of({is_answer, left_out(id)}) : is_answer);
  }
  return text;
}

std::string declare_question(const Json& question) {
  const std::string id = question.at("id");
  std::string text = declare(id + " given", "Bool") + declare(id + " unsure", "Bool");
  text += require(no(all_of({given(id), unsure(id)})));
  // A value that was given counts even where the question does not apply; "unsure" does not.
  const auto asked_when = question.find("asked_when");
  const std::string does_not_apply = asked_when == question.end() ? "false" : is_false(*asked_when);
  text += define(id + " left out", all_of({no(given(id)), does_not_apply}));
  text += require(no(all_of({left_out(id), unsure(id)})));
  if (question.at("type") != "integer") return text + declare_values(question);
  text += declare(id + " number", "Int");
  return text + require(within(number(id), question.at("minimum"), question.at("maximum")));
}

// The comparison of a condition's leaf, for a question that is known.
std::string comparison(const Json& leaf) {
  const std::string question = leaf.at("question");
  if (leaf.contains("from")) return within(number(question), leaf.at("from"), leaf.at("to"));
  std::vector<std::string> members;
  for (const Json& value : leaf.at("of")) members.push_back(holds(question, value));
  const int at_least = leaf.at("at_least");
  if (at_least == 1) return any_of(members);
  for (std::string& member : members) member = applied("ite", {member, "1", "0"});
  return applied(">=", {members.size() == 1 ? members.front() : applied("+", members), std::to_string(at_least)});
}

std::vector<std::string> each(const Json& conditions, std::string (*form)(const Json&)) {
  std::vector<std::string> terms;
  for (const Json& condition : conditions) terms.push_back(form(condition));
  return terms;
}

}  // namespace

// "age given": the patient gave a value. "age unsure": was asked and does not know. Neither: not answered.
std::string given(const std::string& question) { return symbol(question + " given"); }
std::string unsure(const std::string& question) { return symbol(question + " unsure"); }
// It does not apply and counts as its else value.
std::string left_out(const std::string& question) { return symbol(question + " left out"); }
std::string number(const std::string& question) { return symbol(question + " number"); }
std::string choice(const std::string& question) { return symbol(question + " choice"); }
std::string ticked(const std::string& question, const std::string& value) { return symbol(question + " has " + value); }

std::string symbol(const std::string& name) { return '|' + name + '|'; }

std::string define(const std::string& name, const std::string& term) {
  return "(define-fun " + symbol(name) + " () Bool " + term + ")\n";
}

std::string all_of(const std::vector<std::string>& terms) { return terms.empty() ? "true" : applied("and", terms); }
std::string any_of(const std::vector<std::string>& terms) { return terms.empty() ? "false" : applied("or", terms); }
std::string no(const std::string& term) { return applied("not", {term}); }
std::string fewer_than(const std::vector<std::string>& terms, std::size_t count) {
  std::string sum = "0";
  for (const std::string& term : terms) sum = applied("+", {sum, applied("ite", {term, "1", "0"})});
  return applied("<", {sum, std::to_string(count)});
}

std::string declare_questions(const Json& questions) {
  std::string text;
  for (const Json& question : questions) text += declare_question(question);
  return text;
}

std::string is_true(const Json& condition) {
  if (condition.contains("all")) return all_of(each(condition.at("all"), is_true));
  if (condition.contains("any")) return any_of(each(condition.at("any"), is_true));
  if (condition.contains("unsure")) return unsure(condition.at("unsure"));
  return all_of({known(condition.at("question")), comparison(condition)});
}

std::string is_false(const Json& condition) {
  if (condition.contains("all")) return any_of(each(condition.at("all"), is_false));
  if (condition.contains("any")) return all_of(each(condition.at("any"), is_false));
  if (condition.contains("unsure")) return no(unsure(condition.at("unsure")));
  return all_of({known(condition.at("question")), no(comparison(condition))});
}

}  // namespace unknot::cli::smt
