#include "reachability.h"

#include <algorithm>
#include <sstream>

#include "smt.h"
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
  explicit Reachability(const Json& pack) : pack_(pack) {
    script_ = smt::declare_questions(pack.at("questions"));
    for (const Json& kind : pack.at("kinds")) tiers_.push_back(kind.at("tier"));
    define_rules();
    define_tiers();
    expect_rules();
    expect_topics();
    expect_tiers();
  }

  // In the order of the pack.
  std::vector<Unreachable> findings() const {
    std::string script = script_;
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
  static std::string raised(const Json& rule) { return smt::symbol("raised " + rule.at("id").get<std::string>()); }
  static std::string clear(const Json& rule) { return smt::symbol("clear " + rule.at("id").get<std::string>()); }
  static std::string tier_is(const std::string& tier) { return smt::symbol("tier " + tier); }

  std::size_t rank(const std::string& tier) const {
    return static_cast<std::size_t>(std::find(tiers_.begin(), tiers_.end(), tier) - tiers_.begin());
  }

  void define_rules() {
    for (const Json& rule : pack_.at("rules")) {
      const std::string id = rule.at("id");
      script_ += smt::define("raised " + id, smt::is_true(rule.at("when")));
      script_ += smt::define("clear " + id, smt::is_false(rule.at("when")));
    }
  }

  // The tier to act on is that of the highest raised rule; while a higher one is open, at least the second, and the
  // third if the open one is of the fourth or fifth.
  void define_tiers() {
    std::vector<std::string> known;
    std::vector<std::string> possible;
    for (std::size_t tier = 0; tier <= tiers_.size(); ++tier) {
      std::vector<std::string> raised_rules;
      std::vector<std::string> not_clear_rules;
      for (const Json& rule : pack_.at("rules")) {
        if (rank(rule.at("tier")) < tier) continue;
        raised_rules.push_back(raised(rule));
        not_clear_rules.push_back(smt::no(clear(rule)));
      }
      known.push_back(tier == 0 ? "true" : smt::any_of(raised_rules));
      possible.push_back(tier == 0 ? "true" : smt::any_of(not_clear_rules));
    }
    std::vector<std::string> at_least = known;
    at_least[1] = smt::any_of({known[1], possible[1]});
    at_least[2] = smt::any_of({known[2], possible[3]});
    for (std::size_t tier = 0; tier < tiers_.size(); ++tier) {
      script_ += smt::define("tier " + tiers_[tier], smt::all_of({at_least[tier], smt::no(at_least[tier + 1])}));
    }
  }

  void expect_rules() {
    std::size_t index = 0;
    for (const Json& rule : pack_.at("rules")) {
      const std::string id = rule.at("id");
      const std::string pointer = index_pointer("/rules/rules/", index++);
      expectations_.push_back({raised(rule), {pointer, "No answers raise rule " + id + "."}});
      expectations_.push_back(
          {smt::all_of({raised(rule), decides_alone(rule)}),
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
      const bool is_rival = other.at("flag") == rule.at("flag") && rank(other.at("tier")) >= rank(rule.at("tier"));
      if (is_rival && !is_meant && other.at("id") != rule.at("id")) others.push_back(raised(other));
    }
    return smt::no(smt::any_of(others));
  }

  void expect_topics() {
    std::size_t index = 0;
    for (const Json& topic : pack_.at("topics")) {
      std::vector<std::string> ways;
      for (const Json& kind : pack_.at("kinds")) {
        const Json& held = kind.at("topics");
        if (std::find(held.begin(), held.end(), topic.at("id")) == held.end()) continue;
        ways.push_back(smt::all_of({tier_is(kind.at("tier")), is_offered(topic, kind), is_safe(topic)}));
      }
      expectations_.push_back({smt::any_of(ways),
                               {index_pointer("/topics/topics/", index++),
                                "No answers show topic " + topic.at("id").get<std::string>() + '.'}});
    }
  }

  static std::string is_offered(const Json& topic, const Json& kind) {
    const Json& always = kind.at("always_offers");
    const bool is_always = std::find(always.begin(), always.end(), topic.at("id")) != always.end();
    const Json& offered_when = topic.at("offered_when");
    return is_always || offered_when.is_null() ? "true" : smt::is_true(offered_when);
  }

  static std::string is_safe(const Json& topic) {
    const Json& withheld_when = topic.at("withheld_when");
    if (withheld_when.is_null()) return "true";
    return topic.at("unknown") == "withhold" ? smt::is_false(withheld_when) : smt::no(smt::is_true(withheld_when));
  }

  void expect_tiers() {
    std::size_t index = 0;
    for (const std::string& tier : tiers_) {
      expectations_.push_back(
          {tier_is(tier), {index_pointer("/pack/kinds/", index++), "No answers lead to tier " + tier + '.'}});
    }
  }

  const Json& pack_;
  std::vector<std::string> tiers_;  // low to high
  std::string script_;
  std::vector<Expectation> expectations_;
};

}  // namespace

std::vector<Unreachable> find_unreachable(const Json& pack) { return Reachability(pack).findings(); }

}  // namespace unknot::cli
