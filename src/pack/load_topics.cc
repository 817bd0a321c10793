#include "pack/loading.h"

namespace unknot::pack {

namespace {

NoteKind note_named(std::string_view id, const JsonPointer& pointer) {
  for (const NoteKind kind : {NoteKind::ask_first, NoteKind::count_it, NoteKind::instead, NoteKind::part_left_out}) {
    if (note_id(kind) == id) return kind;
  }
  refuse(ProblemCode::unknown_value, pointer, "ask_first, count_it, instead or part_left_out");
}

// Which step or item of the text each picture shows; that the text has it is checked language by language.
std::vector<Illustration> load_illustrations(Members& members, Loading& loading) {
  std::vector<Illustration> all;
  if (members.find("pictures") == nullptr) return all;
  for (const Json& entry : members.list("pictures")) {
    Members one(entry, members.pointer_to("pictures", all.size()));
    Illustration shown;
    const std::string_view id = one.text("id");
    const int picture = loading.pack.picture_ids.find(id);
    if (picture == NameTable::missing)
      refuse(ProblemCode::unknown_id, one.pointer_to("id"), "a picture: " + std::string(id));
    shown.picture = static_cast<Index>(picture);
    shown.is_of_step = one.find("step") != nullptr;
    const char* const line = shown.is_of_step ? "step" : "item";
    const std::int32_t number = one.integer(line);
    if (number < 1) refuse(ProblemCode::out_of_range, one.pointer_to(line), "at least 1");
    shown.line = static_cast<std::size_t>(number - 1);
    for (const Illustration& other : all) {
      if (other.is_of_step == shown.is_of_step && other.line == shown.line) {
        refuse(ProblemCode::duplicate_id, one.pointer_to(line), "one picture for each step or item");
      }
    }
    one.finish();
    loading.used_pictures.insert(shown.picture);
    all.push_back(shown);
  }
  return all;
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
    if (adjustment.kind != NoteKind::part_left_out) adjustment.illustrations = load_illustrations(one, loading);
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
    const std::string_view unknown = members.text("unknown");
    if (unknown != "withhold" && unknown != "warn") {
      refuse(ProblemCode::unknown_value, members.pointer_to("unknown"), "withhold or warn");
    }
    topic.withhold_unknown = unknown == "withhold";
  }
  load_adjustments(members, loading, topic);
  topic.illustrations = load_illustrations(members, loading);
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
  const std::span<const Json> topics = file.list("topics");
  pack.topics.reserve(topics.size());
  for (const Json& entry : topics) {
    Members members(entry, file.pointer_to("topics", pack.topics.size()));
    add_id(pack.topic_ids, members.text("id"), members.pointer_to("id"));
    load_topic(members, loading);
  }
  file.finish();
}

}  // namespace unknot::pack
