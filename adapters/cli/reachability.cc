#include "reachability.h"

#include <algorithm>
#include <sstream>

#include "pack_logic.h"
#include "z3.h"

namespace unknot::cli {

namespace {

using smt::Json;

// Something that some answers must make true.
struct Expectation {
  std::string term;
  Unreachable otherwise;
};

std::string index_pointer(const char* list, std::size_t index) { return list + std::to_string(index); }

class Reachability {
 public:
  explicit Reachability(const Json& pack) : pack_(pack), logic_(pack) {
    expect_rules();
    expect_topics();
    expect_tiers();
  }

  // In the order of the pack.
  std::vector<Unreachable> findings() const {
    std::string script = smt::declare_questions(pack_.at("questions")) + logic_.script();
    for (const Expectation& expectation : expectations_) {
      script += "(push 1)\n(assert " + expectation.term + ")\n(check-sat)\n(pop 1)\n";
    }
    std::istringstream answers(run_z3(script));
    std::vector<Unreachable> findings;
    for (const Expectation& expectation : expectations_) {
      std::string answer;
      std::getline(answers, answer);
      // What never occurs changes nothing either: the first finding about a thing is enough.
      const bool is_told = !findings.empty() && findings.back().pointer == expectation.otherwise.pointer;
      if (answer == "sat" || is_told) continue;
      findings.push_back(expectation.otherwise);
      if (answer != "unsat") findings.back().message += " (z3 could not tell.)";
    }
    return findings;
  }

 private:
  void expect_rules() {
    std::size_t index = 0;
    for (const Json& rule : pack_.at("rules")) {
      const std::string id = rule.at("id");
      const std::string pointer = index_pointer("/rules/rules/", index++);
      expectations_.push_back({logic_.raised(id), {pointer, "No answers raise rule " + id + "."}});
      expectations_.push_back(
          {smt::all_of({logic_.raised(id), decides_alone(rule)}),
           {pointer, "Rule " + id + " changes nothing: wherever it is raised, another rule of flag " +
                         rule.at("flag").get<std::string>() +
                         " is raised at its tier or above. If that is meant, name the rule in its overlaps."}});
    }
  }

  // No other rule of the flag asks for as much, but those it overlaps on purpose.
  std::string decides_alone(const Json& rule) const {
    const Json& overlaps = rule.at("overlaps");
    std::vector<std::string> others;
    for (const Json& other : pack_.at("rules")) {
      const bool is_meant = std::find(overlaps.begin(), overlaps.end(), other.at("id")) != overlaps.end();
      const bool is_rival =
          other.at("flag") == rule.at("flag") && logic_.rank(other.at("tier")) >= logic_.rank(rule.at("tier"));
      if (is_rival && !is_meant && other.at("id") != rule.at("id")) others.push_back(logic_.raised(other.at("id")));
    }
    return smt::no(smt::any_of(others));
  }

  void expect_topics() {
    std::size_t index = 0;
    for (const Json& topic : pack_.at("topics")) {
      const std::string id = topic.at("id");
      expectations_.push_back(
          {logic_.fits(id), {index_pointer("/topics/topics/", index++), "No answers show topic " + id + '.'}});
    }
  }

  void expect_tiers() {
    for (std::size_t tier = 0; tier < logic_.tiers().size(); ++tier) {
      expectations_.push_back(
          {logic_.tier_is(tier),
           {index_pointer("/pack/kinds/", tier), "No answers lead to tier " + logic_.tiers()[tier] + '.'}});
    }
  }

  const Json& pack_;
  PackLogic logic_;
  std::vector<Expectation> expectations_;
};

}  // namespace

std::vector<Unreachable> find_unreachable(const Json& pack) { return Reachability(pack).findings(); }

}  // namespace unknot::cli
