#include <nlohmann/json.hpp>

#include "pack/load.h"
#include "pack/loading.h"

namespace unknot::pack {

namespace {

using Ordered = nlohmann::ordered_json;

class Show {
 public:
  explicit Show(const Pack& pack) : pack_(pack) {}

  std::string write() const {
    JsonDocument source(pack_.source);
    Ordered out;
    out["schema"] = "1.0";
    out["id"] = pack_.id;
    out["version"] = pack_.version;
    out["date"] = pack_.date;
    out["sha256"] = pack_.sha256;
    out["overlay_sha256"] = text_or_null(pack_.overlay_sha256);
    out["review"] = {{"state", pack_.review.state},
                     {"reviewer", text_or_null(pack_.review.reviewer)},
                     {"date", text_or_null(pack_.review.date)}};
    out["questions"] = questions();
    out["interview"] = ids(pack_.interview, pack_.questions);
    out["conditions"] = each(pack_.named_conditions, [&](const NamedCondition& named) {
      return Ordered{{"id", named.id}, {"when", condition(pack_.conditions, named.when)}};
    });
    out["flags"] = pack_.flag_ids.names();
    out["rules"] = each(pack_.rules, [&](const Rule& rule) { return show(rule); });
    out["contradictions"] =
        each(pack_.contradictions, [&](const Contradiction& contradiction) { return show(contradiction); });
    out["topics"] = each(pack_.topics, [&](const Topic& topic) { return show(topic); });
    out["slots"] = each(pack_.slots, [&](const Slot& slot) { return show(slot); });
    out["kinds"] = each(pack_.kinds, [&](const Kind& kind) { return show(kind); });
    out["notices"] = each(pack_.notices, [&](const Notice& notice) {
      return Ordered{{"id", notice.id},
                     {"section", section_id(notice.section)},
                     {"when", condition(pack_.conditions, notice.when)}};
    });
    out["tick_sheet"] = tick_sheet();
    out["one_box"] = ids(pack_.one_box, pack_.topics);
    out["safety_net_sources"] = ids(pack_.safety_net_sources, pack_.sources);
    out["groups"] = pack_.group_ids.names();
    out["source_attributes"] = each(pack_.source_attributes, [](const SourceAttribute& attribute) {
      return Ordered{{"name", attribute.name}, {"value", attribute.value}};
    });
    out["sources"] = each(pack_.sources, [](const Source& s) {
      return Ordered{{"id", s.id}, {"organisation", s.organisation}, {"title", s.title}};
    });
    Ordered texts;
    for (const Locale& locale : pack_.locales) {
      texts[locale.tag] = Ordered::parse(compact(whole_texts(source.root()["text"], locale.tag, source.memory())));
    }
    out["text"] = std::move(texts);
    return out.dump();
  }

 private:
  static Ordered text_or_null(const std::string& text) { return text.empty() ? Ordered(nullptr) : Ordered(text); }

  template <typename Things, typename Form>
  static Ordered each(const Things& things, Form&& form) {
    Ordered list = Ordered::array();
    for (const auto& thing : things) list.push_back(form(thing));
    return list;
  }

  template <typename Things>
  static Ordered ids(const std::vector<Index>& indices, const Things& things) {
    return each(indices, [&](Index index) { return things[index].id; });
  }

  static Ordered values_in(std::uint64_t mask, const Question& question) {
    Ordered list = Ordered::array();
    for (std::size_t i = 0; i < question.values.size(); ++i) {
      if ((mask >> i & 1) != 0) list.push_back(question.values.name(i));
    }
    return list;
  }

  Ordered condition(const logic::Program& program, NodeId id) const {
    const logic::Node& node = program.node(id);
    const auto sides = [&] {
      return each(program.children(node), [&](NodeId child) { return condition(program, child); });
    };
    switch (node.kind) {
      case logic::Node::Kind::all: return {{"all", sides()}};
      case logic::Node::Kind::any: return {{"any", sides()}};
      default: break;
    }
    const Question& question = pack_.questions[node.question];
    if (node.kind == logic::Node::Kind::unsure) return {{"unsure", question.id}};
    if (node.kind == logic::Node::Kind::range) {
      return {{"question", question.id}, {"from", node.low}, {"to", node.high}};
    }
    return {{"question", question.id}, {"at_least", node.low}, {"of", values_in(node.mask, question)}};
  }

  Ordered condition(const std::optional<NodeId>& id) const {
    return id ? condition(pack_.conditions, *id) : Ordered(nullptr);
  }

  Ordered questions() const {
    return each(pack_.questions, [&](const Question& question) {
      static constexpr const char* types[] = {"yes_no", "one", "many", "integer"};
      Ordered out{{"id", question.id},
                  {"since", question.since},
                  {"group", pack_.group_ids.name(question.group)},
                  {"type", types[static_cast<std::size_t>(question.type)]}};
      if (question.type == QuestionType::integer) {
        out["minimum"] = question.minimum;
        out["maximum"] = question.maximum;
      } else {
        out["values"] = question.values.names();
      }
      if (question.asked_when) {
        out["asked_when"] = condition(pack_.asked_when, *question.asked_when);
        out["else"] = values_in(question.else_members, question);
      }
      return out;
    });
  }

  Ordered show(const Rule& rule) const {
    return {{"id", rule.id},
            {"flag", pack_.flag_ids.name(rule.flag)},
            {"tier", tier_id(rule.tier)},
            {"when", condition(pack_.conditions, rule.when)},
            {"reason", pack_.reason_ids.name(rule.reason)},
            {"private", rule.is_private},
            {"sources", ids(rule.sources, pack_.sources)},
            {"note", rule.note},
            {"overlaps", rule.overlaps}};
  }

  Ordered show(const Contradiction& contradiction) const {
    if (contradiction.when) return {{"id", contradiction.id}, {"when", condition(contradiction.when)}};
    const Contradiction::Exceeds& numbers = contradiction.exceeds;
    return {{"id", contradiction.id},
            {"exceeds", Ordered::array({pack_.questions[numbers.left].id, numbers.factor,
                                        pack_.questions[numbers.right].id, numbers.offset})}};
  }

  Ordered show(const Topic& topic) const {
    Ordered out{{"id", topic.id},
                {"offered_when", condition(topic.offered_when)},
                {"withheld_when", condition(topic.withheld_when)},
                {"unknown", topic.withheld_when ? Ordered(topic.withhold_unknown ? "withhold" : "warn") : Ordered()}};
    out["adjustments"] = each(topic.adjustments, [&](const Adjustment& adjustment) {
      return Ordered{{"id", adjustment.id},
                     {"note", note_id(adjustment.kind)},
                     {"when", condition(pack_.conditions, adjustment.when)}};
    });
    out["most_days"] = topic.most_days == 0 ? Ordered(nullptr) : Ordered(topic.most_days);
    out["sources"] = ids(topic.sources, pack_.sources);
    out["seeds"] = topic.seeds;
    return out;
  }

  Ordered show(const Slot& slot) const {
    return {{"id", slot.id},
            {"at_most", slot.at_most},
            {"kinds", ids(slot.kinds, pack_.kinds)},
            {"topics", each(slot.entries, [&](const SlotEntry& entry) {
               return Ordered{{"topic", pack_.topics[entry.topic].id},
                              {"when", condition(entry.when)},
                              {"followed_by", ids(entry.followed_by, pack_.topics)}};
             })}};
  }

  Ordered show(const Kind& kind) const {
    const auto topics = [&](const std::vector<bool>& set) {
      Ordered list = Ordered::array();
      for (std::size_t i = 0; i < set.size(); ++i) {
        if (set[i]) list.push_back(pack_.topics[i].id);
      }
      return list;
    };
    return {{"id", kind.id},
            {"tier", tier_id(kind.tier)},
            {"why_from", tier_id(kind.why_from)},
            {"topics", topics(kind.holds)},
            {"always_offers", topics(kind.always_offers)},
            {"sections", each(kind.sections, [](SectionId id) { return section_id(id); })}};
  }

  Ordered tick_sheet() const {
    return {{"days", pack_.tick_days}, {"sequences", each(pack_.tick_sequences, [&](const TickSequence& sequence) {
                                          return Ordered{{"first", pack_.topics[sequence.first].id},
                                                         {"question", pack_.questions[sequence.question].id},
                                                         {"at_most", sequence.at_most},
                                                         {"then", pack_.topics[sequence.then].id}};
                                        })}};
  }

  const Pack& pack_;
};

}  // namespace

std::string show(const Pack& pack) { return Show(pack).write(); }

}  // namespace unknot::pack
