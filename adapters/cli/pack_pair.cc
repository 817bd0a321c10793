#include "pack_pair.h"

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "failure.h"
#include "z3.h"

namespace unknot::cli {

namespace {

using smt::Json;

constexpr const char* first_name = "first ";
constexpr const char* second_name = "second ";

const Json* find_question(const Json& questions, const std::string& id) {
  const auto found =
      std::find_if(questions.begin(), questions.end(), [&](const Json& question) { return question.at("id") == id; });
  return found == questions.end() ? nullptr : &*found;
}

// What decides how a question's answer counts.
Json shape(const Json& question) {
  Json shape = Json::object();
  for (const char* member : {"type", "values", "minimum", "maximum", "asked_when", "else"}) {
    if (question.contains(member)) shape[member] = question.at(member);
  }
  return shape;
}

bool names(const Json& condition, const std::set<std::string>& questions) {
  for (const auto& [name, value] : condition.items()) {
    if ((name == "question" || name == "unsure") && value.is_string() && questions.count(value) != 0) return true;
    if (value.is_structured() && names(value, questions)) return true;
  }
  return false;
}

// The questions that the packs do not share: only one has them, they differ, or what decides whether they are asked.
std::set<std::string> not_shared(const Json& first, const Json& second) {
  std::set<std::string> ids;
  for (const auto& [questions, others] : {std::pair(&first, &second), std::pair(&second, &first)}) {
    for (const Json& question : *questions) {
      const Json* const other = find_question(*others, question.at("id"));
      if (other == nullptr || shape(*other) != shape(question)) ids.insert(question.at("id"));
    }
  }
  for (std::size_t before = 0; before != ids.size();) {
    before = ids.size();
    for (const Json& question : first) {
      if (question.contains("asked_when") && names(question.at("asked_when"), ids)) ids.insert(question.at("id"));
    }
  }
  return ids;
}

void rename_in(Json& json, const std::set<std::string>& ids, const std::string& prefix) {
  for (auto& [name, value] : json.items()) {
    if ((name == "question" || name == "unsure") && value.is_string() && ids.count(value) != 0) {
      value = prefix + value.get<std::string>();
    } else if (value.is_structured()) {
      rename_in(value, ids, prefix);
    }
  }
}

// Only what has a meaning for patients; with its own names for the questions that are not shared.
Json renamed(const Json& pack, const std::set<std::string>& ids, const std::string& prefix) {
  Json copy = Json::object();
  for (const char* member : {"questions", "rules", "topics", "slots", "kinds", "flags"}) copy[member] = pack.at(member);
  rename_in(copy, ids, prefix);
  for (Json& question : copy.at("questions")) {
    if (ids.count(question.at("id")) != 0) question["id"] = prefix + question.at("id").get<std::string>();
  }
  return copy;
}

std::string equal(const std::string& left, const std::string& right) { return "(= " + left + ' ' + right + ')'; }
std::string require(const std::string& term) { return "(assert " + term + ")\n"; }
std::string if_then(const std::string& condition, const std::string& then, const std::string& otherwise) {
  return "(ite " + condition + ' ' + then + ' ' + otherwise + ')';
}
std::string sum(const std::vector<std::string>& terms) {
  std::string text = "(+ 0 0";
  for (const std::string& term : terms) text += ' ' + term;
  return text + ')';
}

// Each symbol and its value in z3's answer to get-value, such as ((|age given| true) (|age number| 3)).
std::map<std::string, std::string> read_values(const std::string& text) {
  std::map<std::string, std::string> values;
  for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at)) {
    const std::size_t end = text.find('|', at + 1);
    const std::size_t close = text.find(')', end);
    if (end == std::string::npos || close == std::string::npos) break;
    values[text.substr(at, end + 1 - at)] = text.substr(end + 2, close - end - 2);
    at = close;
  }
  return values;
}

[[noreturn]] void fail_undecided() {
  throw Failure{ExitCode::unreadable, problem_json("internal", "", "sat or unsat from z3", "z3 could not tell.")};
}

}  // namespace

PackPair::PackPair(const Json& first, const Json& second)
    : first_(renamed(first, not_shared(first.at("questions"), second.at("questions")), first_name)),
      second_(renamed(second, not_shared(first.at("questions"), second.at("questions")), second_name)),
      first_logic_(first_, first_name),
      second_logic_(second_, second_name) {
  pair_questions();
  Json all = first_.at("questions");
  for (const Json& question : second_.at("questions")) {
    if (find_question(all, question.at("id")) == nullptr) all.push_back(question);
  }
  script_ = smt::declare_questions(all);
  for (const Asked& asked : asked_) link(asked);
  script_ += first_logic_.script() + second_logic_.script();
}

void PackPair::pair_questions() {
  const auto add = [&](const Json& question, const std::string& prefix, const Json* Asked::*member) {
    std::string id = question.at("id");
    if (id.rfind(prefix, 0) == 0) id.erase(0, prefix.size());
    auto place = std::find_if(asked_.begin(), asked_.end(), [&](const Asked& asked) { return asked.id == id; });
    if (place == asked_.end()) place = asked_.insert(place, Asked{id});
    (*place).*member = &question;
  };
  for (const Json& question : first_.at("questions")) add(question, first_name, &Asked::first);
  for (const Json& question : second_.at("questions")) add(question, second_name, &Asked::second);
}

// The patient gives both packs the same answer; a value that only one of them knows is given to that one alone, if
// there can be several.
void PackPair::link(const Asked& asked) {
  if (asked.is_same() || asked.first == nullptr || asked.second == nullptr) return;
  const std::string first = asked.first->at("id");
  const std::string second = asked.second->at("id");
  script_ += require(equal(smt::given(first), smt::given(second)));
  script_ += "(declare-const " + smt::unsure(asked.id) + " Bool)\n";
  for (const std::string& id : {first, second}) {
    script_ += require(equal(smt::unsure(id), smt::all_of({smt::unsure(asked.id), smt::no(smt::left_out(id))})));
  }
  const std::string type = asked.first->at("type");
  if (asked.second->at("type") != type) {
    script_ += require(smt::no(smt::any_of({smt::given(first), smt::unsure(asked.id)})));
  } else if (type == "integer") {
    script_ += require(equal(smt::number(first), smt::number(second)));
  } else {
    const auto index = [](const Json& values, const Json& value) {
      return static_cast<std::size_t>(std::find(values.begin(), values.end(), value) - values.begin());
    };
    const Json& old_values = asked.first->at("values");
    const Json& new_values = asked.second->at("values");
    std::vector<std::string> same;
    for (const Json& value : old_values) {
      const std::size_t other = index(new_values, value);
      if (other == new_values.size()) continue;
      if (type == "many") {
        script_ += require(equal(smt::ticked(first, value), smt::ticked(second, value)));
      } else {
        same.push_back(smt::all_of({equal(smt::choice(first), std::to_string(index(old_values, value))),
                                    equal(smt::choice(second), std::to_string(other))}));
      }
    }
    if (type != "many") script_ += require(smt::any_of({smt::no(smt::given(first)), smt::any_of(same)}));
  }
}

std::string PackPair::unsure(const Asked& asked) const {
  const bool is_linked = asked.first != nullptr && asked.second != nullptr;
  return smt::unsure(is_linked ? asked.id : asked.any().at("id").get<std::string>());
}

std::string PackPair::answered(const Asked& asked) const {
  return smt::any_of({smt::given(asked.any().at("id")), unsure(asked)});
}

std::string PackPair::objectives() const {
  std::vector<std::string> count;
  std::vector<std::string> places;
  std::vector<std::string> values;
  std::size_t place = 0;
  for (const Asked& asked : asked_) {
    count.push_back(if_then(answered(asked), "1", "0"));
    places.push_back(if_then(answered(asked), std::to_string(place++), "0"));
    values.push_back(if_then(unsure(asked), "1", "0"));
    for (const Json* question : {asked.first, asked.is_same() ? nullptr : asked.second}) {
      if (question == nullptr) continue;
      const std::string id = question->at("id");
      if (question->at("type") == "integer") {
        values.push_back(if_then(smt::given(id), smt::number(id), "0"));
      } else if (question->at("type") != "many") {
        values.push_back(if_then(smt::given(id), smt::choice(id), "0"));
      } else {
        std::size_t weight = 1;
        for (const Json& value : question->at("values")) {
          const std::string is_ticked = smt::all_of({smt::given(id), smt::ticked(id, value)});
          values.push_back(if_then(is_ticked, std::to_string(100 + weight++), "0"));
        }
      }
    }
  }
  return "(minimize " + sum(count) + ")\n(minimize " + sum(places) + ")\n(minimize " + sum(values) + ")\n";
}

std::string PackPair::values_of_answers() const {
  std::string text = "(get-value (";
  for (const Asked& asked : asked_) {
    text += unsure(asked) + ' ';
    for (const Json* question : {asked.first, asked.is_same() ? nullptr : asked.second}) {
      if (question == nullptr) continue;
      const std::string id = question->at("id");
      text += smt::given(id) + ' ';
      if (question->at("type") == "integer") {
        text += smt::number(id) + ' ';
      } else if (question->at("type") != "many") {
        text += smt::choice(id) + ' ';
      } else {
        for (const Json& value : question->at("values")) text += smt::ticked(id, value) + ' ';
      }
    }
  }
  return text + "))\n";
}

Json PackPair::answers_in(const std::string& text) const {
  const std::map<std::string, std::string> values = read_values(text);
  const auto is_true = [&](const std::string& symbol) { return values.at(symbol) == "true"; };
  Json answers = Json::object();
  for (const Asked& asked : asked_) {
    if (is_true(unsure(asked))) answers[asked.id] = "unsure";
    for (const Json* question : {asked.second, asked.first}) {
      if (question == nullptr || !is_true(smt::given(question->at("id")))) continue;
      const std::string id = question->at("id");
      const std::string type = question->at("type");
      if (type == "integer") {
        answers[asked.id] = std::stoi(values.at(smt::number(id)));
      } else if (type == "yes_no") {
        answers[asked.id] = values.at(smt::choice(id)) == "1";
      } else if (type == "one") {
        answers[asked.id] = question->at("values").at(std::stoul(values.at(smt::choice(id))));
      } else {
        Json& list = answers[asked.id];
        if (list.is_null()) list = Json::array();
        for (const Json& value : question->at("values")) {
          const bool is_new = std::find(list.begin(), list.end(), value) == list.end();
          if (is_new && is_true(smt::ticked(id, value))) list.push_back(value);
        }
      }
    }
  }
  return answers;
}

std::vector<std::optional<Json>> PackPair::smallest_answers(const std::vector<std::string>& terms) const {
  std::vector<std::optional<Json>> found(terms.size());
  std::string script = script_;
  for (const std::string& term : terms) script += "(push 1)\n" + require(term) + "(check-sat)\n(pop 1)\n";
  std::istringstream possible(run_z3(script));
  std::vector<std::size_t> shown;
  script = script_;
  std::string line;
  for (std::size_t i = 0; i < terms.size() && std::getline(possible, line); ++i) {
    if (line == "unsat") continue;
    if (line != "sat") fail_undecided();
    shown.push_back(i);
    script += "(push 1)\n" + require(terms[i]) + objectives() + "(check-sat)\n" + values_of_answers() +
              "(echo \"end\")\n(pop 1)\n";
  }
  if (shown.empty()) return found;
  std::istringstream smallest(run_z3(script));
  for (const std::size_t index : shown) {
    std::string text;
    while (std::getline(smallest, line) && line != "end") text += line + '\n';
    if (text.rfind("sat", 0) != 0) fail_undecided();
    found[index] = answers_in(text);
  }
  return found;
}

}  // namespace unknot::cli
