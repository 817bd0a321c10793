#include "notation.h"

#include <algorithm>

namespace unknot::cli {

namespace {

using Json = nlohmann::ordered_json;

const Json& find_question(const Json& questions, const Json& id) {
  return *std::find_if(questions.begin(), questions.end(), [&](const Json& each) { return each.at("id") == id; });
}

std::string joined(const Json& texts) {
  std::string list;
  for (const Json& text : texts) list += (list.empty() ? "" : ", ") + text.get<std::string>();
  return list;
}

std::string range(const std::string& id, const Json& condition, const Json& question) {
  const int from = condition.at("from");
  const int to = condition.at("to");
  if (from == to) return id + " = " + std::to_string(from);
  if (to == question.at("maximum")) return id + " >= " + std::to_string(from);
  if (from == question.at("minimum")) return id + " <= " + std::to_string(to);
  return id + " >= " + std::to_string(from) + " and " + id + " <= " + std::to_string(to);
}

std::string comparison(const Json& condition, const Json& questions) {
  const Json& question = find_question(questions, condition.at("question"));
  const std::string id = question.at("id");
  if (condition.contains("from")) return range(id, condition, question);
  const Json& values = condition.at("of");
  const int at_least = condition.at("at_least");
  if (at_least > 1) return "count(" + id + ", {" + joined(values) + "}) >= " + std::to_string(at_least);
  if (values.size() > 1) return id + " in {" + joined(values) + '}';
  return id + (question.at("type") == "many" ? " has " : " = ") + joined(values);
}

}  // namespace

std::string in_notation(const Json& condition, const Json& questions) {
  if (condition.contains("unsure")) return "unsure(" + condition.at("unsure").get<std::string>() + ')';
  if (condition.contains("question")) return comparison(condition, questions);
  const bool is_all = condition.contains("all");
  std::string text;
  for (const Json& side : condition.at(is_all ? "all" : "any")) {
    const std::string term = in_notation(side, questions);
    if (!text.empty()) text += is_all ? " and " : " or ";
    text += is_all && side.contains("any") ? '(' + term + ')' : term;
  }
  return text;
}

}  // namespace unknot::cli
