#include "pack/loading.h"

namespace unknot::pack {

namespace {

void load_named_conditions(Members& file, Loading& loading) {
  for (const Json& entry : file.list("conditions")) {
    Members members(entry, file.pointer_to("conditions", loading.pack.named_conditions.size()));
    const std::string id(members.text("id"));
    check_id(id, members.pointer_to("id"));
    const bool clashes = loading.pack.question_ids.find(id) != NameTable::missing;
    const NodeId when = loading.condition(members, "when");
    if (clashes || !loading.vocabulary.names.try_emplace(id, logic::Vocabulary::Name{when, false}).second) {
      refuse(ProblemCode::duplicate_id, members.pointer_to("id"), "each id once: " + id);
    }
    loading.pack.named_conditions.push_back({id, when});
    members.finish();
  }
}

void load_rule(Members& members, Loading& loading, NameTable& rule_ids) {
  Pack& pack = loading.pack;
  Rule rule;
  rule.id = members.text("id");
  add_id(rule_ids, rule.id, members.pointer_to("id"));
  const int flag = pack.flag_ids.find(members.text("flag"));
  if (flag == NameTable::missing) refuse(ProblemCode::unknown_id, members.pointer_to("flag"), "a flag");
  rule.flag = static_cast<Index>(flag);
  const std::string_view reason = members.text("reason");
  int reason_index = pack.reason_ids.find(reason);
  if (reason_index == NameTable::missing) reason_index = add_id(pack.reason_ids, reason, members.pointer_to("reason"));
  rule.reason = static_cast<Index>(reason_index);
  rule.tier = tier_named(members.text("tier"), members.pointer_to("tier"));
  if (rule.tier == Tier::self_care) {
    refuse(ProblemCode::unknown_value, members.pointer_to("tier"), "a tier above self_care: " + rule.id);
  }
  rule.when = loading.condition(members, "when");
  rule.is_private = members.flag("private");
  rule.note = members.text_or_empty("note");
  for (const std::string& source : members.texts("sources")) {
    rule.sources.push_back(loading.source(source, members.pointer_to("sources")));
  }
  if (rule.sources.empty()) refuse(ProblemCode::missing_source, members.pointer_to("sources"), "sources of " + rule.id);
  rule.overlaps = members.texts("overlaps");
  pack.rules.push_back(std::move(rule));
  members.finish();
}

void load_contradiction(Members& members, Loading& loading) {
  Pack& pack = loading.pack;
  Contradiction contradiction;
  contradiction.id = members.text("id");
  check_id(contradiction.id, members.pointer_to("id"));
  if (const Json* exceeds = members.find("exceeds")) {
    const JsonPointer pointer = members.pointer_to("exceeds");
    constexpr const char* shape = "[question, number, question, number]";
    if (exceeds->entries().size() != 4) refuse(ProblemCode::wrong_type, pointer, shape);
    const auto number = [&](std::size_t at) {
      const Json& value = exceeds->entries()[at];
      const std::optional<std::int64_t> number = value.integer();
      if (!number || std::abs(*number) > 1'000) refuse(ProblemCode::wrong_type, pointer, shape);
      return static_cast<std::int32_t>(*number);
    };
    const auto question = [&](std::size_t at) {
      const int found = pack.question_ids.find(string_at(exceeds->entries()[at], pointer));
      if (found == NameTable::missing ||
          pack.questions[static_cast<std::size_t>(found)].type != QuestionType::integer) {
        refuse(ProblemCode::unknown_question, pointer, "a question with a number");
      }
      contradiction.questions.set(static_cast<std::size_t>(found));
      return static_cast<std::uint8_t>(found);
    };
    contradiction.exceeds = {question(0), number(1), question(2), number(3)};
    loading.used_questions |= contradiction.questions;
  } else {
    contradiction.when = loading.condition(members, "when");
    contradiction.questions = pack.conditions.questions(*contradiction.when);
  }
  pack.contradictions.push_back(std::move(contradiction));
  members.finish();
}

void check_overlaps(const Pack& pack, const NameTable& rule_ids) {
  for (const Rule& rule : pack.rules) {
    for (const std::string& other : rule.overlaps) {
      if (rule_ids.find(other) == NameTable::missing) {
        refuse(ProblemCode::unknown_id, JsonPointer("/rules/rules").member(rule.id).member("overlaps"),
               "a rule: " + other);
      }
    }
  }
}

}  // namespace

void load_rules(const Json& json, Loading& loading) {
  Pack& pack = loading.pack;
  Members file(json, "/rules");
  for (const std::string& id : file.texts("flags")) add_id(pack.flag_ids, id, "/rules/flags");
  if (pack.flag_ids.size() == 0 || pack.flag_ids.size() > limits::flags) {
    refuse(ProblemCode::out_of_range, "/rules/flags", "1 to 64 flags");
  }
  load_named_conditions(file, loading);
  NameTable rule_ids;
  const std::span<const Json> rules = file.list("rules");
  pack.rules.reserve(rules.size());
  for (const Json& entry : rules) {
    Members members(entry, file.pointer_to("rules", pack.rules.size()));
    load_rule(members, loading, rule_ids);
  }
  check_overlaps(pack, rule_ids);
  for (const Json& entry : file.list("contradictions")) {
    Members members(entry, file.pointer_to("contradictions", pack.contradictions.size()));
    load_contradiction(members, loading);
  }
  file.finish();
}

}  // namespace unknot::pack
