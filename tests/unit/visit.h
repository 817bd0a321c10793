// One intake on its way through the stages, up to the handout.
#pragma once

#include <memory_resource>
#include <string>
#include <vector>

#include "assess/assessment.h"
#include "base/arena.h"
#include "compose/compose.h"
#include "intake/read.h"
#include "plan/plan.h"
#include "small_pack.h"

namespace unknot_test {

// `answers` and `options` are JSON: R"({"fever": true})", R"("handout": {…})".
inline std::string intake_of(const std::string& answers, const std::string& options = "") {
  return "{\"answers\": " + answers + (options.empty() ? "" : ", ") + options + "}";
}

class Visit {
 public:
  Visit(std::shared_ptr<const unknot::pack::Pack> its_pack, const std::string& its_answers,
        const std::string& options = "")
      : pack(std::move(its_pack)),
        answers(unknot::intake::read(*pack, intake_of(its_answers, options), memory)),
        assessment(unknot::assess::assess(*pack, answers, memory)),
        plan(unknot::plan::plan(*pack, assessment, memory)),
        handout(unknot::compose::compose(*pack, answers, assessment, plan, memory)) {}
  Visit(const SmallPack& its_pack, const std::string& its_answers, const std::string& options = "")
      : Visit(its_pack.load(), its_answers, options) {}
  Visit(const Visit&) = delete;
  Visit& operator=(const Visit&) = delete;

  template <typename Indices>
  std::vector<std::string> topics(const Indices& indices) const {
    std::vector<std::string> ids;
    for (const unknot::pack::Index index : indices) ids.push_back(pack->topics[index].id);
    return ids;
  }
  std::string question(std::size_t index) const { return pack->questions[index].id; }

  unknot::Arena memory;
  std::shared_ptr<const unknot::pack::Pack> pack;
  unknot::intake::Answers answers;
  unknot::assess::Assessment assessment;
  unknot::plan::Plan plan;
  unknot::compose::Handout handout;
};

inline std::string words(unknot::pack::Line line) {
  std::string all;
  for (const unknot::pack::Piece& piece : line) all += piece.plain;
  return all;
}

}  // namespace unknot_test
