#include "plan/plan.h"

#include <algorithm>

namespace unknot::plan {

namespace {

using assess::Assessment;
using logic::Truth;
using pack::Kind;
using pack::Pack;
using pack::Topic;

enum class Standing : std::uint8_t { out, withheld, fits, placed };

Standing standing_of(const Topic& topic, bool held, bool always_offered, const Assessment& assessment) {
  if (!held) return Standing::out;
  if (!always_offered && assessment.holds(topic.offered_when, Truth::yes) != Truth::yes) return Standing::out;
  const Truth harms = assessment.holds(topic.withheld_when, Truth::no);
  const bool withheld = harms == Truth::yes || (harms == Truth::unknown && topic.withhold_unknown);
  return withheld ? Standing::withheld : Standing::fits;
}

class Planner {
 public:
  Planner(const Pack& pack, const Assessment& assessment, Plan& plan, std::pmr::memory_resource& memory)
      : pack_(pack), assessment_(assessment), plan_(plan), standing_(pack.topics.size(), Standing::out, &memory) {}

  void run() {
    for (std::size_t i = 0; i < pack_.topics.size(); ++i) {
      standing_[i] = standing_of(pack_.topics[i], plan_.kind->holds[i], plan_.kind->always_offers[i], assessment_);
      if (standing_[i] == Standing::withheld) plan_.withheld.push_back(static_cast<Index>(i));
    }
    for (const pack::Slot& slot : pack_.slots) fill(slot);
    for (std::size_t i = 0; i < pack_.topics.size(); ++i) {
      if (standing_[i] == Standing::fits) plan_.more.push_back(static_cast<Index>(i));
    }
    for (std::size_t i = 0; i < pack_.topics.size(); ++i) {
      if (standing_[i] == Standing::fits || standing_[i] == Standing::placed) note(static_cast<Index>(i));
    }
    if (plan_.kind->has_tick_sheet) fill_tick_sheet();
  }

 private:
  void fill(const pack::Slot& slot) {
    const bool applies = slot.kinds.empty() || std::count(slot.kinds.begin(), slot.kinds.end(), plan_.kind_index) > 0;
    std::size_t taken = 0;
    for (const pack::SlotEntry& entry : slot.entries) {
      if (!applies || taken == slot.at_most) return;
      if (assessment_.holds(entry.when, Truth::yes) != Truth::yes || !place(entry.topic)) continue;
      ++taken;
      for (const Index follower : entry.followed_by) place(follower);
    }
  }

  bool place(Index topic) {
    if (standing_[topic] != Standing::fits) return false;
    standing_[topic] = Standing::placed;
    plan_.main.push_back(topic);
    return true;
  }

  void note(Index index) {
    const Topic& topic = pack_.topics[index];
    if (assessment_.holds(topic.withheld_when, Truth::no) == Truth::unknown) {
      plan_.notes.push_back({index, pack::NoteKind::warn, nullptr, *topic.withheld_when});
    }
    for (const pack::Adjustment& adjustment : topic.adjustments) {
      if (assessment_.holds(adjustment.when) == Truth::no) continue;
      plan_.notes.push_back({index, adjustment.kind, &adjustment, adjustment.when});
    }
  }

  // The main plan's topics, each on every day, but for those that give way to another, or whose dose has an end.
  void fill_tick_sheet() {
    const std::uint32_t every_day = first_days(pack_.tick_days);
    for (const Index topic : plan_.main) {
      const auto sequence = std::find_if(pack_.tick_sequences.begin(), pack_.tick_sequences.end(),
                                         [&](const pack::TickSequence& s) { return s.first == topic; });
      if (sequence == pack_.tick_sequences.end()) {
        const int most_days = pack_.topics[topic].most_days;
        plan_.tick_sheet.push_back({topic, most_days == 0 ? every_day : every_day & first_days(most_days)});
        continue;
      }
      const std::uint32_t days = days_of_first(*sequence);
      plan_.tick_sheet.push_back({topic, days});
      const Standing next = standing_[sequence->then];
      const bool follows = next == Standing::fits || next == Standing::placed;
      if (follows) plan_.tick_sheet.push_back({sequence->then, every_day & ~days});
    }
  }

  static std::uint32_t first_days(int count) { return static_cast<std::uint32_t>((std::uint64_t{1} << count) - 1); }

  std::uint32_t days_of_first(const pack::TickSequence& sequence) const {
    const logic::Fact& fact = assessment_.facts[sequence.question];
    std::uint32_t days = 0;
    for (int day = 1; day <= pack_.tick_days; ++day) {
      if (fact.known && fact.number + day - 1 <= sequence.at_most) days |= std::uint32_t{1} << (day - 1);
    }
    return days;
  }

  const Pack& pack_;
  const Assessment& assessment_;
  Plan& plan_;
  std::pmr::vector<Standing> standing_;
};

}  // namespace

Plan plan(const Pack& pack, const Assessment& assessment, std::pmr::memory_resource& memory) {
  Plan plan(memory);
  plan.kind_index = static_cast<Index>(static_cast<int>(assessment.tier) - 1);
  plan.kind = &pack.kinds[plan.kind_index];
  for (auto* topics : {&plan.main, &plan.more, &plan.withheld}) topics->reserve(pack.topics.size());
  plan.notes.reserve(pack.topics.size());
  plan.tick_sheet.reserve(pack.topics.size());
  Planner(pack, assessment, plan, memory).run();
  return plan;
}

}  // namespace unknot::plan
