#include "pack_logic.h"

#include <algorithm>
#include <map>
#include <utility>

namespace unknot::cli {

namespace {

using smt::Json;

bool holds(const Json& list, const Json& entry) { return std::find(list.begin(), list.end(), entry) != list.end(); }

std::string is_offered(const Json& topic, const Json& kind) {
  const Json& offered_when = topic.at("offered_when");
  const bool is_always = holds(kind.at("always_offers"), topic.at("id")) || offered_when.is_null();
  return is_always ? "true" : smt::is_true(offered_when);
}

std::string is_safe(const Json& topic) {
  const Json& withheld_when = topic.at("withheld_when");
  if (withheld_when.is_null()) return "true";
  return topic.at("unknown") == "withhold" ? smt::is_false(withheld_when) : smt::no(smt::is_true(withheld_when));
}

}  // namespace

PackLogic::PackLogic(const Json& pack, std::string name) : pack_(pack), name_(std::move(name)) {
  for (const Json& kind : pack.at("kinds")) tiers_.push_back(kind.at("tier"));
  define_rules();
  define_tiers();
  define_topics();
  define_plan();
}

std::size_t PackLogic::rank(const std::string& tier) const {
  return static_cast<std::size_t>(std::find(tiers_.begin(), tiers_.end(), tier) - tiers_.begin());
}

std::string PackLogic::tier_at_least(std::size_t tier) const {
  std::vector<std::string> ways;
  for (std::size_t each = tier; each < tiers_.size(); ++each) ways.push_back(tier_is(each));
  return smt::any_of(ways);
}

std::string PackLogic::flag_at_least(const std::string& flag, std::size_t tier) const {
  std::vector<std::string> rules;
  for (const Json& rule : pack_.at("rules")) {
    if (rule.at("flag") == flag && rank(rule.at("tier")) >= tier) rules.push_back(raised(rule.at("id")));
  }
  return smt::any_of(rules);
}

void PackLogic::define_rules() {
  for (const Json& rule : pack_.at("rules")) {
    const std::string id = rule.at("id");
    define("raised " + id, smt::is_true(rule.at("when")));
    define("clear " + id, smt::is_false(rule.at("when")));
  }
}

// The tier to act on is that of the highest raised rule; while a higher one is open, at least the second, and the third
// if the open one is of the fourth or fifth.
void PackLogic::define_tiers() {
  std::vector<std::string> known;
  std::vector<std::string> possible;
  for (std::size_t tier = 0; tier <= tiers_.size(); ++tier) {
    std::vector<std::string> raised_rules;
    std::vector<std::string> not_clear_rules;
    for (const Json& rule : pack_.at("rules")) {
      if (rank(rule.at("tier")) < tier) continue;
      raised_rules.push_back(raised(rule.at("id")));
      not_clear_rules.push_back(smt::no(term("clear " + rule.at("id").get<std::string>())));
    }
    known.push_back(tier == 0 ? "true" : smt::any_of(raised_rules));
    possible.push_back(tier == 0 ? "true" : smt::any_of(not_clear_rules));
  }
  std::vector<std::string> at_least = known;
  at_least[1] = smt::any_of({known[1], possible[1]});
  at_least[2] = smt::any_of({known[2], possible[3]});
  for (std::size_t tier = 0; tier < tiers_.size(); ++tier) {
    define("tier " + tiers_[tier], smt::all_of({at_least[tier], smt::no(at_least[tier + 1])}));
  }
}

void PackLogic::define_topics() {
  for (const Json& topic : pack_.at("topics")) {
    std::vector<std::string> ways;
    for (const Json& kind : pack_.at("kinds")) {
      if (!holds(kind.at("topics"), topic.at("id"))) continue;
      ways.push_back(smt::all_of({kind_applies(kind), is_offered(topic, kind), is_safe(topic)}));
    }
    define("fits " + topic.at("id").get<std::string>(), smt::any_of(ways));
  }
}

// The slots in order, each entry as long as the slot has room; what follows an entry stands outside the count.
void PackLogic::define_plan() {
  std::map<std::string, std::vector<std::string>> placed;  // by topic: the steps that place it
  int step = 0;
  const auto place = [&](const std::string& topic, const std::string& condition) {
    const std::string name = "step " + std::to_string(step++);
    define(name, smt::all_of({condition, fits(topic), smt::no(smt::any_of(placed[topic]))}));
    placed[topic].push_back(term(name));
    return term(name);
  };
  for (const Json& slot : pack_.at("slots")) {
    std::vector<std::string> kinds;
    for (const Json& kind : pack_.at("kinds")) {
      if (slot.at("kinds").empty() || holds(slot.at("kinds"), kind.at("id"))) kinds.push_back(kind_applies(kind));
    }
    std::vector<std::string> taken;
    for (const Json& entry : slot.at("topics")) {
      const std::string has_room = smt::fewer_than(taken, slot.at("at_most"));
      const Json& when = entry.at("when");
      const std::string is_due = when.is_null() ? "true" : smt::is_true(when);
      const std::string is_placed = place(entry.at("topic"), smt::all_of({smt::any_of(kinds), has_room, is_due}));
      taken.push_back(is_placed);
      for (const Json& follower : entry.at("followed_by")) place(follower, is_placed);
    }
  }
  for (const Json& topic : pack_.at("topics")) {
    const std::string id = topic.at("id");
    define("main " + id, smt::any_of(placed[id]));
  }
}

}  // namespace unknot::cli
