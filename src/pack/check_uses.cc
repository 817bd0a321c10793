// What is defined must be used: an id that nothing names is a slip of whoever edited the pack.
#include "pack/loading.h"

namespace unknot::pack {

namespace {

// What a private rule asks must show nowhere on the patient's sheet: neither by a reason that it shares with another
// rule, nor by a topic or notice that depends on the answer.
void check_private_rules(const Pack& pack) {
  logic::QuestionSet private_questions;
  std::vector<bool> private_reasons(pack.reason_ids.size());
  for (const Rule& rule : pack.rules) {
    if (!rule.is_private) continue;
    private_questions |= pack.conditions.questions(rule.when);
    private_reasons[rule.reason] = true;
  }
  const auto check = [&](const std::optional<NodeId>& condition, const std::string& id) {
    if (condition && pack.conditions.questions(*condition).intersects(private_questions)) {
      refuse(ProblemCode::private_question, "/topics/topics", "no question of a private rule in " + id);
    }
  };
  for (const Rule& rule : pack.rules) {
    if (!rule.is_private && private_reasons[rule.reason]) {
      refuse(ProblemCode::private_question, "/rules/rules", "a reason that no private rule has: " + rule.id);
    }
  }
  for (const Topic& topic : pack.topics) {
    check(topic.offered_when, topic.id);
    check(topic.withheld_when, topic.id);
    for (const Adjustment& adjustment : topic.adjustments) check(adjustment.when, topic.id);
  }
  for (const Notice& notice : pack.notices) check(notice.when, notice.id);
  for (const Slot& slot : pack.slots) {
    for (const SlotEntry& entry : slot.entries) check(entry.when, slot.id);
  }
}

}  // namespace

void check_uses(const Loading& loading) {
  const Pack& pack = loading.pack;
  check_private_rules(pack);
  for (const auto& [id, name] : loading.vocabulary.names) {
    if (!name.used) refuse(ProblemCode::unused_id, "/rules/conditions", "a use of the condition " + id);
  }
  for (std::size_t i = 0; i < pack.questions.size(); ++i) {
    if (!loading.used_questions[i]) {
      refuse(ProblemCode::unused_id, JsonPointer("/questions").member("questions", i),
             "a use of " + pack.questions[i].id);
    }
  }
  for (std::size_t i = 0; i < pack.sources.size(); ++i) {
    if (loading.used_sources.count(static_cast<Index>(i)) == 0) {
      refuse(ProblemCode::unused_id, "/sources/sources", "a use of the source " + pack.sources[i].id);
    }
  }
  for (std::size_t i = 0; i < pack.pictures.size(); ++i) {
    const std::string& id = pack.pictures[i].id;
    if (loading.used_pictures.count(static_cast<Index>(i)) == 0) {
      refuse(ProblemCode::unused_id, JsonPointer("/pictures").member(id), "a topic that shows the picture " + id);
    }
  }
  std::vector<bool> groups(pack.group_ids.size());
  for (const Question& question : pack.questions) groups[question.group] = true;
  std::vector<bool> flags(pack.flag_ids.size());
  for (const Rule& rule : pack.rules) flags[rule.flag] = true;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!groups[i]) refuse(ProblemCode::unused_id, "/questions/groups", "a question in " + pack.group_ids.name(i));
  }
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (!flags[i]) refuse(ProblemCode::unused_id, "/rules/flags", "a rule of " + pack.flag_ids.name(i));
  }
  for (std::size_t i = 0; i < pack.topics.size(); ++i) {
    bool held = false;
    for (const Kind& kind : pack.kinds) held = held || kind.holds[i];
    if (!held) refuse(ProblemCode::unused_id, "/topics/topics", "a kind that holds " + pack.topics[i].id);
  }
}

}  // namespace unknot::pack
