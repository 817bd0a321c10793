// What is defined must be used: an id that nothing names is a slip of whoever edited the pack.
#include "pack/loading.h"

namespace unknot::pack {

void check_uses(const Loading& loading) {
  const Pack& pack = loading.pack;
  for (const auto& [id, name] : loading.vocabulary.names) {
    if (!name.used) refuse(ProblemCode::unused_id, "/rules/conditions", "a use of the condition " + id);
  }
  for (std::size_t i = 0; i < pack.questions.size(); ++i) {
    if (!loading.used_questions[i]) {
      refuse(ProblemCode::unused_id, "/questions/questions/" + std::to_string(i), "a use of " + pack.questions[i].id);
    }
  }
  for (const Source& source : pack.sources) {
    if (loading.used_sources.count(source.id) == 0) {
      refuse(ProblemCode::unused_id, "/sources/sources", "a use of the source " + source.id);
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
