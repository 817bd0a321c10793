#include <algorithm>

#include "assess/assessment.h"

namespace unknot::assess {

namespace {

using intake::Answer;
using pack::Pack;

// Gives each question, in order, the value that it counts as: the given one, or its else if it does not apply.
void settle_facts(const Pack& pack, const intake::Answers& answers, logic::Facts& facts,
                  std::pmr::memory_resource& memory) {
  std::pmr::vector<Truth> asked_when(pack.asked_when.size(), Truth::unknown, &memory);
  std::size_t evaluated = 0;
  for (std::size_t i = 0; i < pack.questions.size(); ++i) {
    const pack::Question& question = pack.questions[i];
    const Answer& answer = answers.by_question[i];
    logic::Fact& fact = facts[i];
    pack.asked_when.evaluate(facts, evaluated, question.asked_when_end, asked_when.data());
    evaluated = question.asked_when_end;
    if (answer.state == Answer::State::given) {
      fact = {answer.members, answer.number, true, false, true};
    } else if (question.asked_when && asked_when[*question.asked_when] == Truth::no) {
      fact = {question.else_members, 0, true, false, false};
    } else {
      fact.unsure = answer.state == Answer::State::unsure;
    }
  }
}

void raise_flags(const Pack& pack, Assessment& assessment) {
  for (const pack::Rule& rule : pack.rules) {
    const Truth raised = assessment.holds(rule.when);
    if (raised == Truth::no) continue;
    FlagState& flag = assessment.flags[rule.flag];
    flag.raised = logic::either(flag.raised, raised);
    flag.possible_tier = std::max(flag.possible_tier, rule.tier);
    assessment.possible_tier = std::max(assessment.possible_tier, rule.tier);
    if (raised == Truth::yes) {
      flag.tier = std::max(flag.tier, rule.tier);
      assessment.known = std::max(assessment.known, rule.tier);
    }
  }
}

// While the screen is not complete, a person must finish it: soon if it could end in the same day or an emergency.
Tier tier_to_act_on(Tier known, Tier possible) {
  if (possible <= known) return known;
  return std::max(known, possible >= Tier::same_day ? Tier::soon : Tier::routine);
}

void find_open_questions(const Pack& pack, Assessment& assessment) {
  if (assessment.complete) return;
  std::array<Tier, limits::questions> could_raise_to{};
  for (const pack::Rule& rule : pack.rules) {
    if (rule.tier <= assessment.known || assessment.holds(rule.when) != Truth::unknown) continue;
    pack.conditions.questions(rule.when).for_each([&](std::size_t i) {
      if (!assessment.facts[i].known) could_raise_to[i] = std::max(could_raise_to[i], rule.tier);
    });
  }
  for (Tier tier = Tier::emergency; tier > Tier::none; tier = static_cast<Tier>(static_cast<int>(tier) - 1)) {
    for (std::size_t i = 0; i < pack.questions.size(); ++i) {
      if (could_raise_to[i] == tier) assessment.open_questions.push_back({static_cast<std::uint8_t>(i), tier});
    }
  }
}

bool exceeds(const pack::Contradiction::Exceeds& numbers, const logic::Facts& facts) {
  const logic::Fact& left = facts[numbers.left];
  const logic::Fact& right = facts[numbers.right];
  if (!left.known || !right.known) return false;
  return std::int64_t{left.number} > std::int64_t{numbers.factor} * (std::int64_t{right.number} + numbers.offset);
}

void find_contradictions(const Pack& pack, Assessment& assessment) {
  for (std::size_t i = 0; i < pack.contradictions.size(); ++i) {
    const pack::Contradiction& contradiction = pack.contradictions[i];
    const bool found = contradiction.when ? assessment.holds(*contradiction.when) == Truth::yes
                                          : exceeds(contradiction.exceeds, assessment.facts);
    if (found) assessment.contradictions.push_back(static_cast<pack::Index>(i));
  }
}

}  // namespace

Assessment assess(const Pack& pack, const intake::Answers& answers, std::pmr::memory_resource& memory) {
  Assessment assessment(memory);
  assessment.conditions.resize(pack.conditions.size(), Truth::unknown);
  assessment.flags.resize(pack.flag_ids.size());
  settle_facts(pack, answers, assessment.facts, memory);
  pack.conditions.evaluate(assessment.facts, 0, pack.conditions.size(), assessment.conditions.data());
  raise_flags(pack, assessment);
  assessment.tier = tier_to_act_on(assessment.known, assessment.possible_tier);
  assessment.complete = assessment.possible_tier == assessment.known;
  find_open_questions(pack, assessment);
  find_contradictions(pack, assessment);
  if (answers.is_unfinished) {
    // Whatever is answered, a person must finish it with the patient.
    assessment.complete = false;
    assessment.tier = std::max(assessment.tier, Tier::routine);
  }
  return assessment;
}

}  // namespace unknot::assess
