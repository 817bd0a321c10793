#include "assess/why.h"

#include <bit>

namespace unknot::assess {

namespace {

struct Met {
  logic::QuestionSet questions;
  std::array<std::uint64_t, limits::questions> members;  // of the questions that are set
};

void collect(const logic::Program& program, const Assessment& assessment, pack::NodeId id, Met& met) {
  const logic::Node& node = program.node(id);
  const bool is_true = assessment.conditions[id] == Truth::yes;
  switch (node.kind) {  // GCOVR_EXCL_BR_LINE: the compiler's branch for a kind that there is not
    case logic::Node::Kind::all:
      for (const pack::NodeId child : program.children(node)) collect(program, assessment, child, met);
      return;
    case logic::Node::Kind::any:
      for (const pack::NodeId child : program.children(node)) {
        if (assessment.conditions[child] == Truth::yes) collect(program, assessment, child, met);
      }
      return;
    case logic::Node::Kind::members:
    case logic::Node::Kind::at_least:
      if (is_true) {
        const std::uint64_t before = met.questions[node.question] ? met.members[node.question] : 0;
        met.members[node.question] = before | (node.mask & assessment.facts[node.question].members);
      }
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
  pack.conditions.questions(condition).for_each([&](std::size_t i) {
    const logic::Fact& fact = assessment.facts[i];
    const auto question = static_cast<std::uint8_t>(i);
    if (!fact.known) result.not_answered.push_back(question);
    if (!met.questions[i]) return;
    if (fact.unsure) {
      result.because.push_back({question, Ground::Form::unsure, 0, 0, true});
    } else if (pack.questions[i].type == pack::QuestionType::integer) {
      result.because.push_back({question, Ground::Form::number, 0, fact.number, fact.asked});
    } else {
      for (std::uint64_t rest = met.members[i]; rest != 0; rest &= rest - 1) {
        const auto value = static_cast<std::uint8_t>(std::countr_zero(rest));
        result.because.push_back({question, Ground::Form::value, value, 0, fact.asked});
      }
    }
  });
  return result;
}

}  // namespace unknot::assess
