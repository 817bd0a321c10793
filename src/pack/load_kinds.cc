// The handout's kinds, the plan's slots, the tick sheet and the notices: the part of pack.json that shapes a sheet.
#include <algorithm>

#include "pack/loading.h"

namespace unknot::pack {

namespace {

SectionId section_named(std::string_view id, const JsonPointer& pointer) {
#define UNKNOT_SECTION(name) \
  if (id == #name) return SectionId::name;
  UNKNOT_SECTIONS(UNKNOT_SECTION)
#undef UNKNOT_SECTION
  refuse(ProblemCode::unknown_value, pointer, "a section");
}

std::vector<bool> topic_set(Members& members, std::string_view name, const Loading& loading) {
  std::vector<bool> set(loading.pack.topics.size());
  for (const std::string& id : members.texts(name)) set[loading.topic(id, members.pointer_to(name))] = true;
  return set;
}

void load_kind(Members& members, Loading& loading) {
  Kind kind;
  kind.id = members.text("id");
  check_id(kind.id, members.pointer_to("id"));
  kind.tier = tier_named(members.text("tier"), members.pointer_to("tier"));
  if (static_cast<std::size_t>(kind.tier) != loading.pack.kinds.size() + 1) {
    refuse(ProblemCode::unknown_value, members.pointer_to("tier"), "one kind for each tier, low to high");
  }
  kind.why_from = tier_named(members.text("why_from"), members.pointer_to("why_from"));
  if (members.find("why_at_most") != nullptr) {
    const std::int32_t most = members.integer("why_at_most");
    if (most < 1) refuse(ProblemCode::out_of_range, members.pointer_to("why_at_most"), "at least 1");
    kind.why_at_most = static_cast<std::size_t>(most);
  }
  kind.holds = topic_set(members, "topics", loading);
  kind.always_offers = topic_set(members, "always_offers", loading);
  for (const std::string& id : members.texts("sections")) {
    kind.sections.push_back(section_named(id, members.pointer_to("sections")));
  }
  for (const SectionId needed : {SectionId::unfinished, SectionId::message, SectionId::safety_net, SectionId::foot}) {
    if (std::find(kind.sections.begin(), kind.sections.end(), needed) == kind.sections.end()) {
      refuse(ProblemCode::missing_member, members.pointer_to("sections"), std::string(section_id(needed)));
    }
  }
  kind.has_tick_sheet =
      std::find(kind.sections.begin(), kind.sections.end(), SectionId::tick_sheet) != kind.sections.end();
  members.finish();
  loading.pack.kinds.push_back(std::move(kind));
}

Index kind_named(const std::string& id, const JsonPointer& pointer, const Pack& pack) {
  for (std::size_t i = 0; i < pack.kinds.size(); ++i) {
    if (pack.kinds[i].id == id) return static_cast<Index>(i);
  }
  refuse(ProblemCode::unknown_id, pointer, "a kind: " + id);
}

void load_slot(Members& members, Loading& loading) {
  Slot slot;
  slot.id = members.text("id");
  slot.at_most = static_cast<std::size_t>(members.integer("at_most"));
  for (const std::string& id : members.texts("kinds")) {
    slot.kinds.push_back(kind_named(id, members.pointer_to("kinds"), loading.pack));
  }
  for (const Json& entry : members.list("topics")) {
    Members one(entry, members.pointer_to("topics"));
    SlotEntry loaded;
    loaded.topic = loading.topic(one.text("topic"), one.pointer_to("topic"));
    loaded.when = loading.optional_condition(one, "when");
    for (const std::string& id : one.texts("followed_by")) {
      loaded.followed_by.push_back(loading.topic(id, one.pointer_to("followed_by")));
    }
    one.finish();
    slot.entries.push_back(std::move(loaded));
  }
  members.finish();
  loading.pack.slots.push_back(std::move(slot));
}

void load_tick_sheet(Members members, Loading& loading) {
  Pack& pack = loading.pack;
  pack.tick_days = members.integer("days");
  if (pack.tick_days < 1 || pack.tick_days > 31)
    refuse(ProblemCode::out_of_range, members.pointer_to("days"), "1 to 31");
  for (const Json& entry : members.list("sequences")) {
    Members one(entry, members.pointer_to("sequences"));
    const int question = pack.question_ids.find(one.text("question"));
    if (question == NameTable::missing ||
        pack.questions[static_cast<std::size_t>(question)].type != QuestionType::integer) {
      refuse(ProblemCode::unknown_question, one.pointer_to("question"), "a question with a number");
    }
    pack.tick_sequences.push_back({loading.topic(one.text("first"), one.pointer_to("first")),
                                   static_cast<std::uint8_t>(question), one.integer("at_most"),
                                   loading.topic(one.text("then"), one.pointer_to("then"))});
    one.finish();
  }
  members.finish();
}

void load_box(Members& members, Loading& loading) {
  Pack& pack = loading.pack;
  Box box;
  box.id = members.text("id");
  check_id(box.id, members.pointer_to("id"));
  for (const Box& other : pack.boxes) {
    if (other.id == box.id) refuse(ProblemCode::duplicate_id, members.pointer_to("id"), "each id once");
  }
  for (const std::string& id : members.texts("topics")) {
    const Index topic = loading.topic(id, members.pointer_to("topics"));
    if (pack.topics[topic].box >= 0) {
      refuse(ProblemCode::duplicate_id, members.pointer_to("topics"), "each topic in one box: " + id);
    }
    pack.topics[topic].box = static_cast<int>(pack.boxes.size());
    box.topics.push_back(topic);
  }
  members.finish();
  pack.boxes.push_back(std::move(box));
}

}  // namespace

void load_handout_kinds(Members& file, Loading& loading) {
  Pack& pack = loading.pack;
  for (const Json& entry : file.list("kinds")) {
    Members members(entry, file.pointer_to("kinds", pack.kinds.size()));
    load_kind(members, loading);
  }
  if (pack.kinds.size() != 5) refuse(ProblemCode::missing_member, "/pack/kinds", "one kind for each tier");
  for (const Json& entry : file.list("slots")) {
    Members members(entry, file.pointer_to("slots", pack.slots.size()));
    load_slot(members, loading);
  }
  load_tick_sheet(file.object("tick_sheet"), loading);
  for (const Json& entry : file.list("boxes")) {
    Members members(entry, file.pointer_to("boxes", pack.boxes.size()));
    load_box(members, loading);
  }
  for (const std::string& id : file.texts("safety_net_sources")) {
    pack.safety_net_sources.push_back(loading.source(id, "/pack/safety_net_sources"));
  }
  for (const Json& entry : file.list("notices")) {
    Members members(entry, file.pointer_to("notices", pack.notices.size()));
    Notice notice;
    notice.id = members.text("id");
    check_id(notice.id, members.pointer_to("id"));
    notice.section = section_named(members.text("section"), members.pointer_to("section"));
    if (notice.section != SectionId::notices && notice.section != SectionId::plan) {
      refuse(ProblemCode::unknown_value, members.pointer_to("section"), "notices or plan");
    }
    notice.when = loading.condition(members, "when");
    members.finish();
    pack.notices.push_back(std::move(notice));
  }
}

}  // namespace unknot::pack
