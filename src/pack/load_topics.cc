#include "pack/loading.h"

namespace unknot::pack {

namespace {

NoteKind note_named(const std::string& id, const std::string& pointer) {
  for (const NoteKind kind : {NoteKind::ask_first, NoteKind::count_it, NoteKind::instead, NoteKind::part_left_out}) {
    if (note_id(kind) == id) return kind;
  }
  refuse(ProblemCode::unknown_value, pointer, "ask_first, count_it, instead or part_left_out");
}

void load_adjustments(Members& members, Loading& loading, Topic& topic) {
  if (members.find("adjustments") == nullptr) return;
  for (const Json& entry : members.list("adjustments")) {
    Members one(entry, members.pointer_to("adjustments"));
    Adjustment adjustment;
    adjustment.id = one.text("id");
    check_id(adjustment.id, one.pointer_to("id"));
    adjustment.kind = note_named(one.text("note"), one.pointer_to("note"));
    adjustment.when = loading.condition(one, "when");
    adjustment.index = adjustment.kind == NoteKind::part_left_out ? topic.part_count++ : topic.variant_count++;
    for (const Adjustment& other : topic.adjustments) {
      if (other.id == adjustment.id) refuse(ProblemCode::duplicate_id, one.pointer_to("id"), "each id once");
    }
    topic.adjustments.push_back(std::move(adjustment));
    one.finish();
  }
  if (topic.variant_count > limits::variants_per_topic) {
    refuse(ProblemCode::out_of_range, members.pointer_to("adjustments"), "at most 8 variants");
  }
}

void load_topic(Members& members, Loading& loading) {
  Topic topic;
  topic.id = members.text("id");
  topic.offered_when = loading.optional_condition(members, "offered_when");
  topic.withheld_when = loading.optional_condition(members, "withheld_when");
  if (topic.withheld_when) {
    const std::string unknown = members.text("unknown");
    if (unknown != "withhold" && unknown != "warn") {
      refuse(ProblemCode::unknown_value, members.pointer_to("unknown"), "withhold or warn");
    }
    topic.withhold_unknown = unknown == "withhold";
  }
  load_adjustments(members, loading, topic);
  for (const std::string& source : members.texts("sources")) {
    topic.sources.push_back(loading.source(source, members.pointer_to("sources")));
  }
  topic.seeds = members.texts("seeds");
  for (const std::string& seed : topic.seeds) loading.source(seed, members.pointer_to("seeds"));
  members.text_or_empty("evidence");  // for the reviewer of the pack
  // The other numbers of a dose are compared with the texts, language by language.
  Members dose = members.object("dose");
  if (dose.find("most_days") != nullptr) {
    topic.most_days = dose.integer("most_days");
    if (topic.most_days < 1 || topic.most_days > 31) {
      refuse(ProblemCode::out_of_range, dose.pointer_to("most_days"), "1 to 31 days");
    }
  }
  members.finish();
  loading.pack.topics.push_back(std::move(topic));
}

}  // namespace

void load_topics(const Json& json, Loading& loading) {
  Pack& pack = loading.pack;
  Members file(json, "/topics");
  for (const Json& entry : file.list("topics")) {
    Members members(entry, "/topics/topics/" + std::to_string(pack.topics.size()));
    add_id(pack.topic_ids, members.text("id"), members.pointer_to("id"));
    load_topic(members, loading);
  }
  file.finish();
}

}  // namespace unknot::pack
