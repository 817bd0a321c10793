#include "pack_changes.h"

#include <algorithm>

#include "texts.h"

namespace unknot::cli {

namespace {

using smt::Json;

const Json* find(const Json& list, const Json& id) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const Json& entry) { return entry.at("id") == id; });
  return found == list.end() ? nullptr : &*found;
}

std::string text_of(const Json& json, const char* member) { return json.at(member).get<std::string>(); }

class Changes {
 public:
  Changes(const Json& first, const Json& second, const PackPair& pair) : first_(first), second_(second), pair_(pair) {
    for_both("rules", [&](const Json* old, const Json* now) { add_rule(old, now); });
    add_tiers();
    for (const Json& flag : first_.at("flags")) add_flag(flag);
    for_both("topics", [&](const Json* old, const Json* now) { add_topic(old, now); });
  }

  std::vector<PackChange> found;

 private:
  using Subject = PackChange::Subject;

  // Those of the first pack in its order, then those that only the second has.
  template <typename Visit>
  void for_both(const char* list, const Visit& visit) const {
    for (const Json& entry : first_.at(list)) visit(&entry, find(second_.at(list), entry.at("id")));
    for (const Json& entry : second_.at(list)) {
      if (find(first_.at(list), entry.at("id")) == nullptr) visit(nullptr, &entry);
    }
  }

  static std::string differs(const std::string& holds, const std::string& not_holds) {
    return smt::all_of({holds, smt::no(not_holds)});
  }

  void add(const std::string& about, const std::string& term, Subject subject, const std::string& id, bool is_written) {
    found.push_back({about, term, subject, id, is_written});
  }

  void add_rule(const Json* old, const Json* now) {
    const std::string id = text_of(old == nullptr ? *now : *old, "id");
    const std::string rule = "Rule " + id;
    const auto place = [](const Json& each) {
      return " (flag " + text_of(each, "flag") + ", " + text_of(each, "tier") + ')';
    };
    if (old == nullptr) return add(rule + place(*now) + " is new.", pair_.second().raised(id), Subject::rule, id, true);
    if (now == nullptr) return add(rule + place(*old) + " is gone.", pair_.first().raised(id), Subject::rule, id, true);
    const std::string was = pair_.first().raised(id);
    const std::string is = pair_.second().raised(id);
    const bool is_rewritten = old->at("when") != now->at("when");
    add(rule + place(*now) + " is raised where it was not.", differs(is, was), Subject::rule, id, is_rewritten);
    add(rule + place(*now) + " is no longer raised where it was.", differs(was, is), Subject::rule, id, is_rewritten);
    for (const char* member : {"tier", "flag"}) {
      if (old->at(member) == now->at(member)) continue;
      add(rule + " goes from " + member + ' ' + text_of(*old, member) + " to " + text_of(*now, member) + '.',
          smt::all_of({was, is}), Subject::rule, id, true);
    }
  }

  // Some tier that the one reaches and the other does not.
  template <typename AtLeast>
  std::string higher(const AtLeast& at_least, const PackLogic& high, const PackLogic& low) const {
    std::vector<std::string> ways;
    for (std::size_t tier = 0; tier < high.tiers().size(); ++tier) {
      ways.push_back(differs(at_least(high, tier), at_least(low, tier)));
    }
    return smt::any_of(ways);
  }

  template <typename AtLeast>
  void add_both_ways(const std::string& what, const AtLeast& at_least, Subject subject, const std::string& id) {
    add(what + " is higher.", higher(at_least, pair_.second(), pair_.first()), subject, id, false);
    add(what + " is LOWER.", higher(at_least, pair_.first(), pair_.second()), subject, id, false);
  }

  void add_tiers() {
    const auto at_least = [](const PackLogic& pack, std::size_t tier) { return pack.tier_at_least(tier); };
    add_both_ways("The overall tier", at_least, Subject::tier, {});
  }

  void add_flag(const std::string& flag) {
    const auto at_least = [&](const PackLogic& pack, std::size_t tier) { return pack.flag_at_least(flag, tier); };
    add_both_ways("The tier of flag " + flag, at_least, Subject::flag, flag);
  }

  // At the same urgency: that another urgency brings another sheet is told with the tier.
  void add_topic(const Json* old, const Json* now) {
    const std::string id = text_of(old == nullptr ? *now : *old, "id");
    const std::string topic = "Topic " + id;
    const auto add_change = [&](const char* how, const std::string& term, bool is_written) {
      add(topic + how, smt::all_of({same_tier(), term}), Subject::topic, id, is_written);
    };
    if (old == nullptr) return add_change(" is new.", pair_.second().fits(id), true);
    if (now == nullptr) return add_change(" is gone.", pair_.first().fits(id), true);
    const std::string was = pair_.first().fits(id);
    const std::string is = pair_.second().fits(id);
    const auto is_rewritten = [&](const char* member) { return old->at(member) != now->at(member); };
    const bool is_written = is_rewritten("withheld_when") || is_rewritten("unknown") || is_rewritten("offered_when");
    add_change(" shows where it did not.", differs(is, was), is_written);
    add_change(" does not show where it did.", differs(was, is), is_written);
    const std::string moves = smt::no(same(pair_.first().in_main_plan(id), pair_.second().in_main_plan(id)));
    add_change(" stands in another part of the sheet.", smt::all_of({was, is, moves}), false);
  }

  static std::string same(const std::string& left, const std::string& right) {
    return "(= " + left + ' ' + right + ')';
  }

  std::string same_tier() const {
    std::vector<std::string> terms;
    for (std::size_t tier = 0; tier < pair_.first().tiers().size(); ++tier) {
      terms.push_back(same(pair_.first().tier_is(tier), pair_.second().tier_is(tier)));
    }
    return smt::all_of(terms);
  }

  const Json& first_;
  const Json& second_;
  const PackPair& pair_;
};

std::string rule_outcome(const Json& result, const std::string& id) {
  for (const Json& flag : result.at("flags")) {
    for (const Json& rule : flag.at("rules")) {
      if (rule.at("id") != id || rule.at("status") != "raised") continue;
      return "raised, flag " + text_of(flag, "id") + ", " + text_of(rule, "tier");
    }
  }
  return "not raised";
}

std::string flag_outcome(const Json& result, const std::string& id) {
  const Json* const flag = find(result.at("flags"), id);
  if (flag == nullptr) return "no such flag";
  return flag->at("status") == "raised" ? "raised, " + text_of(*flag, "tier") : text_of(*flag, "status");
}

std::string topic_outcome(const Json& result, const std::string& id) {
  const Json& plan = result.at("plan");
  const auto stands_in = [&](const char* list) {
    return std::find(plan.at(list).begin(), plan.at(list).end(), id) != plan.at(list).end();
  };
  if (stands_in("main")) return "in the main plan";
  if (stands_in("more")) return "under what may help too";
  for (const Json& withheld : plan.at("withheld")) {
    if (withheld.at("topic") == id) return "withheld";
  }
  return "not on the sheet";
}

}  // namespace

std::vector<PackChange> possible_changes(const Json& first, const Json& second, const PackPair& pair) {
  return Changes(first, second, pair).found;
}

std::string outcome(const Json& result, const PackChange& change) {
  switch (change.subject) {
    case PackChange::Subject::tier: return text_of(result, "tier");
    case PackChange::Subject::rule: return rule_outcome(result, change.id);
    case PackChange::Subject::flag: return flag_outcome(result, change.id);
    case PackChange::Subject::topic: return topic_outcome(result, change.id);
  }
  return {};
}

std::vector<std::string> changed_questions(const Json& first, const Json& second) {
  std::vector<std::string> found;
  for (const Json& question : first.at("questions")) {
    const Json* const other = find(second.at("questions"), question.at("id"));
    if (other == nullptr || *other != question) {
      found.push_back(text_of(question, "id") + (other == nullptr ? ": gone" : ": changed"));
    }
  }
  for (const Json& question : second.at("questions")) {
    if (find(first.at("questions"), question.at("id")) == nullptr) found.push_back(text_of(question, "id") + ": new");
  }
  return found;
}

std::vector<std::string> changed_texts(const Json& first, const Json& second) {
  const std::map<std::string, std::string> old = texts_in(first.at("text"));
  const std::map<std::string, std::string> now = texts_in(second.at("text"));
  std::vector<std::string> found;
  for (const auto& [id, text] : old) {
    const auto other = now.find(id);
    if (other == now.end() || other->second != text)
      found.push_back(id + (other == now.end() ? ": gone" : ": changed"));
  }
  for (const auto& [id, text] : now) {
    if (old.count(id) == 0) found.push_back(id + ": new");
  }
  return found;
}

}  // namespace unknot::cli
