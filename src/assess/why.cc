#include "assess/why.h"

namespace unknot::assess {

namespace {

struct Met {
  logic::QuestionSet questions;
  std::array<std::uint64_t, limits::questions> members{};
};

void collect(const logic::Program& program, const Assessment& assessment, pack::NodeId id, Met& met) {
  const logic::Node& node = program.node(id);
  const bool is_true = assessment.conditions[id] == Truth::yes;
  switch (node.kind) {
    case logic::Node::Kind::all:
      for (const pack::NodeId child : program.children(node)) collect(program, assessment, child, met);
      return;
    case logic::Node::Kind::any:
      for (const pack::NodeId child : program.children(node)) {
        if (assessment.conditions[child] == Truth::yes) collect(program, assessment, child, met);
      }
      return;
    case logic::Node::Kind::members:
      if (is_true) met.members[node.question] |= node.mask & assessment.facts[node.question].members;
      break;
    case logic::Node::Kind::range:
    case logic::Node::Kind::unsure: break;
  }
  if (is_true) met.questions.set(node.question);
}

}  // namespace

Why why(const pack::Pack& pack, const Assessment& assessment, pack::NodeId condition,
        std::pmr::memory_resource& memory) {
  Met met;
  collect(pack.conditions, assessment, condition, met);
  Why result{std::pmr::vector<Ground>(&memory), std::pmr::vector<std::uint8_t>(&memory)};
  const logic::QuestionSet& named = pack.conditions.questions(condition);
  for (std::size_t i = 0; i < pack.questions.size(); ++i) {
    const logic::Fact& fact = assessment.facts[i];
    const auto question = static_cast<std::uint8_t>(i);
    if (named[i] && !fact.known) result.not_answered.push_back(question);
    if (!met.questions[i]) continue;
    if (fact.unsure) {
      result.because.push_back({question, Ground::Form::unsure, 0, 0, true});
    } else if (pack.questions[i].type == pack::QuestionType::integer) {
      result.because.push_back({question, Ground::Form::number, 0, fact.number, fact.asked});
    } else {
      for (std::uint8_t value = 0; value < pack.questions[i].values.size(); ++value) {
        if ((met.members[i] >> value & 1) != 0) {
          result.because.push_back({question, Ground::Form::value, value, 0, fact.asked});
        }
      }
    }
  }
  return result;
}

}  // namespace unknot::assess
