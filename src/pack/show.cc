#include <algorithm>
#include <memory>

#include "base/version.h"
#include "pack/load.h"
#include "pack/loading.h"

namespace unknot::pack {

namespace {

// Makes the parts of the tree. Texts are borrowed from the pack.
class Tree {
 public:
  explicit Tree(std::pmr::memory_resource& memory) : memory_(memory) {}

 protected:
  Json object(std::vector<Json::Member> members) {
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return Json::object(kept(members));
  }

  Json list(const std::vector<Json>& entries) { return Json::array(kept(entries)); }

  template <typename Things, typename Form>
  Json each(const Things& things, Form&& form) {
    std::vector<Json> entries;
    for (const auto& thing : things) entries.push_back(form(thing));
    return list(entries);
  }

  static Json text(std::string_view text) { return Json::string(text); }
  static Json text_or_null(std::string_view text) { return text.empty() ? Json() : Json::string(text); }
  Json texts(const std::vector<std::string>& all) {
    return each(all, [](const std::string& one) { return text(one); });
  }
  Json number(std::int64_t value) {
    const std::string digits = std::to_string(value);
    auto* room = static_cast<char*>(memory_.allocate(digits.size(), 1));
    std::copy(digits.begin(), digits.end(), room);
    return Json::number({room, digits.size()});
  }
  // 0 says "no such limit".
  Json number_or_null(std::int64_t value) { return value == 0 ? Json() : number(value); }

 private:
  template <typename Thing>
  std::span<const Thing> kept(const std::vector<Thing>& things) {
    auto* room = static_cast<Thing*>(memory_.allocate(things.size() * sizeof(Thing), alignof(Thing)));
    std::uninitialized_copy(things.begin(), things.end(), room);
    return {room, things.size()};
  }

  std::pmr::memory_resource& memory_;
};

class Show : Tree {
 public:
  Show(const Pack& pack, JsonDocument& source) : Tree(source.memory()), pack_(pack), source_(source) {}

  Json whole() {
    std::vector<Json::Member> languages;
    for (const Locale& locale : pack_.locales) {
      languages.push_back({locale.tag, whole_texts(source_.root()["text"], locale.tag, source_.memory())});
    }
    std::vector<Json::Member> pictures;
    for (const Picture& picture : pack_.pictures) pictures.push_back({picture.id, text(picture.svg)});
    return object({
        {"schema", text(schema_version)},
        {"id", text(pack_.id)},
        {"version", text(pack_.version)},
        {"date", text(pack_.date)},
        {"canonical_base", text(pack_.canonical_base)},
        {"sha256", text(pack_.sha256)},
        {"overlay_sha256", text_or_null(pack_.overlay_sha256)},
        {"review", object({{"state", text(pack_.review.state)},
                           {"reviewer", text_or_null(pack_.review.reviewer)},
                           {"date", text_or_null(pack_.review.date)}})},
        {"questions", each(pack_.questions, [&](const Question& question) { return show(question); })},
        {"interview", ids(pack_.interview, pack_.questions)},
        {"conditions", each(pack_.named_conditions, [&](const NamedCondition& named) { return show(named); })},
        {"flags", texts(pack_.flag_ids.names())},
        {"codes", codes()},
        {"rules", each(pack_.rules, [&](const Rule& rule) { return show(rule); })},
        {"contradictions", each(pack_.contradictions, [&](const Contradiction& one) { return show(one); })},
        {"topics", each(pack_.topics, [&](const Topic& topic) { return show(topic); })},
        {"slots", each(pack_.slots, [&](const Slot& slot) { return show(slot); })},
        {"kinds", each(pack_.kinds, [&](const Kind& kind) { return show(kind); })},
        {"notices", each(pack_.notices, [&](const Notice& notice) { return show(notice); })},
        {"tick_sheet", tick_sheet()},
        {"boxes", each(pack_.boxes, [&](const Box& box) { return show(box); })},
        {"safety_net_sources", ids(pack_.safety_net_sources, pack_.sources)},
        {"groups", texts(pack_.group_ids.names())},
        {"source_attributes", each(pack_.source_attributes,
                                   [&](const SourceAttribute& attribute) {
                                     return object({{"name", text(attribute.name)}, {"value", text(attribute.value)}});
                                   })},
        {"sources", each(pack_.sources,
                         [&](const Source& source) {
                           std::string_view organisation;
                           if (source.organisation >= 0) {
                             organisation = pack_.organisations[static_cast<std::size_t>(source.organisation)];
                           }
                           return object({{"id", text(source.id)},
                                          {"organisation", text(organisation)},
                                          {"title", text(source.title)}});
                         })},
        {"text", object(languages)},
        {"pictures", object(pictures)},
    });
  }

 private:
  template <typename Things>
  Json ids(const std::vector<Index>& indices, const Things& things) {
    return each(indices, [&](Index index) { return text(things[index].id); });
  }

  Json values_in(std::uint64_t mask, const Question& question) {
    std::vector<Json> names;
    for (std::size_t i = 0; i < question.values.size(); ++i) {
      if ((mask >> i & 1) != 0) names.push_back(text(question.values.name(i)));
    }
    return list(names);
  }

  Json condition(const logic::Program& program, NodeId id) {
    const logic::Node& node = program.node(id);
    const auto sides = [&] {
      return each(program.children(node), [&](NodeId child) { return condition(program, child); });
    };
    if (node.kind == logic::Node::Kind::all) return object({{"all", sides()}});
    if (node.kind == logic::Node::Kind::any) return object({{"any", sides()}});
    const Question& question = pack_.questions[node.question];
    if (node.kind == logic::Node::Kind::unsure) return object({{"unsure", text(question.id)}});
    if (node.kind == logic::Node::Kind::range) {
      return object({{"question", text(question.id)}, {"from", number(node.low)}, {"to", number(node.high)}});
    }
    return object(
        {{"question", text(question.id)}, {"at_least", number(node.low)}, {"of", values_in(node.mask, question)}});
  }

  Json condition(const std::optional<NodeId>& id) { return id ? condition(pack_.conditions, *id) : Json(); }

  Json show(const Question& question) {
    static constexpr const char* types[] = {"yes_no", "one", "many", "integer"};
    std::vector<Json::Member> members{{"id", text(question.id)},
                                      {"since", text(question.since)},
                                      {"group", text(pack_.group_ids.name(question.group))},
                                      {"type", text(types[static_cast<std::size_t>(question.type)])}};
    if (question.type == QuestionType::integer) {
      members.push_back({"minimum", number(question.minimum)});
      members.push_back({"maximum", number(question.maximum)});
    } else {
      members.push_back({"values", texts(question.values.names())});
    }
    if (question.asked_when) {
      members.push_back({"asked_when", condition(pack_.asked_when, *question.asked_when)});
      members.push_back({"else", values_in(question.else_members, question)});
    }
    members.push_back({"initial_expression", text_or_null(question.initial_expression)});
    return object(members);
  }

  Json show(const NamedCondition& named) { return object({{"id", text(named.id)}, {"when", condition(named.when)}}); }

  Json show(const Rule& rule) {
    return object({{"id", text(rule.id)},
                   {"flag", text(pack_.flag_ids.name(rule.flag))},
                   {"tier", text(tier_id(rule.tier))},
                   {"when", condition(rule.when)},
                   {"reason", text(pack_.reason_ids.name(rule.reason))},
                   {"private", Json::boolean(rule.is_private)},
                   {"sources", ids(rule.sources, pack_.sources)},
                   {"note", text(rule.note)},
                   {"overlaps", texts(rule.overlaps)}});
  }

  Json show(const Contradiction& contradiction) {
    if (contradiction.when) {
      return object({{"id", text(contradiction.id)}, {"when", condition(contradiction.when)}});
    }
    const Contradiction::Exceeds& numbers = contradiction.exceeds;
    return object({{"id", text(contradiction.id)},
                   {"exceeds", list({text(pack_.questions[numbers.left].id), number(numbers.factor),
                                     text(pack_.questions[numbers.right].id), number(numbers.offset)})}});
  }

  Json show(const Topic& topic) {
    const char* unknown = topic.withhold_unknown ? "withhold" : "warn";
    return object({{"id", text(topic.id)},
                   {"offered_when", condition(topic.offered_when)},
                   {"withheld_when", condition(topic.withheld_when)},
                   {"unknown", topic.withheld_when ? text(unknown) : Json()},
                   {"adjustments", each(topic.adjustments,
                                        [&](const Adjustment& adjustment) {
                                          return object({{"id", text(adjustment.id)},
                                                         {"note", text(note_id(adjustment.kind))},
                                                         {"when", condition(adjustment.when)},
                                                         {"pictures", show(adjustment.illustrations)}});
                                        })},
                   {"pictures", show(topic.illustrations)},
                   {"most_days", number_or_null(topic.most_days)},
                   {"sources", ids(topic.sources, pack_.sources)},
                   {"seeds", texts(topic.seeds)}});
  }

  Json show(const std::vector<Illustration>& illustrations) {
    return each(illustrations, [&](const Illustration& shown) {
      return object({{"id", text(pack_.pictures[shown.picture].id)},
                     {shown.is_of_step ? "step" : "item", number(static_cast<std::int64_t>(shown.line) + 1)}});
    });
  }

  Json show(const Slot& slot) {
    return object({{"id", text(slot.id)},
                   {"at_most", number(static_cast<std::int64_t>(slot.at_most))},
                   {"kinds", ids(slot.kinds, pack_.kinds)},
                   {"topics", each(slot.entries, [&](const SlotEntry& entry) {
                      return object({{"topic", text(pack_.topics[entry.topic].id)},
                                     {"when", condition(entry.when)},
                                     {"followed_by", ids(entry.followed_by, pack_.topics)}});
                    })}});
  }

  Json show(const Kind& kind) {
    const auto topics = [&](const std::vector<bool>& set) {
      std::vector<Json> names;
      for (std::size_t i = 0; i < set.size(); ++i) {
        if (set[i]) names.push_back(text(pack_.topics[i].id));
      }
      return list(names);
    };
    return object({{"id", text(kind.id)},
                   {"tier", text(tier_id(kind.tier))},
                   {"why_from", text(tier_id(kind.why_from))},
                   {"why_at_most", number_or_null(static_cast<std::int64_t>(kind.why_at_most))},
                   {"topics", topics(kind.holds)},
                   {"always_offers", topics(kind.always_offers)},
                   {"sections", each(kind.sections, [](SectionId id) { return text(section_id(id)); })}});
  }

  Json show(const Notice& notice) {
    return object(
        {{"id", text(notice.id)}, {"section", text(section_id(notice.section))}, {"when", condition(notice.when)}});
  }

  Json show(const Box& box) { return object({{"id", text(box.id)}, {"topics", ids(box.topics, pack_.topics)}}); }

  Json show(const std::vector<Code>& codes) {
    return each(codes, [&](const Code& code) {
      return object({{"system", text(code.system)}, {"code", text(code.code)}, {"display", text(code.display)}});
    });
  }

  Json codes() {
    std::vector<Json> flags;
    for (std::size_t i = 0; i < pack_.codes.flags.size(); ++i) {
      if (pack_.codes.flags[i].empty()) continue;
      flags.push_back(object({{"flag", text(pack_.flag_ids.name(i))}, {"codes", show(pack_.codes.flags[i])}}));
    }
    return object({{"focus", show(pack_.codes.focus)},
                   {"referral", show(pack_.codes.referral)},
                   {"education", show(pack_.codes.education)},
                   {"handout", show(pack_.codes.handout)},
                   {"flags", list(flags)}});
  }

  Json tick_sheet() {
    return object(
        {{"days", number(pack_.tick_days)}, {"sequences", each(pack_.tick_sequences, [&](const TickSequence& sequence) {
                                               return object({{"first", text(pack_.topics[sequence.first].id)},
                                                              {"question", text(pack_.questions[sequence.question].id)},
                                                              {"at_most", number(sequence.at_most)},
                                                              {"then", text(pack_.topics[sequence.then].id)}});
                                             })}});
  }

  const Pack& pack_;
  JsonDocument& source_;
};

}  // namespace

std::string show(const Pack& pack) {
  JsonDocument source(pack.source);
  return compact(Show(pack, source).whole());
}

}  // namespace unknot::pack
